// Converts the sections objectives and mutes to the settings of the attention list.
import type { AttentionSettings } from '../../domain/attention/settings.ts';
import type { OwnPrice } from '../../domain/vaults/storage-cost.ts';
import { defined } from '../../resources/reading.ts';
import type { Config } from '../../settings/schema.ts';

export const attentionSettings = ({
  objectives = [],
  mutes = [],
  exclusions,
  coverage,
  prices,
}: Config): AttentionSettings => ({
  objectives: objectives.map(({ every, restoreEvery, ...conditions }) =>
    defined({ ...conditions, everyMs: every, restoreEveryMs: restoreEvery }),
  ),
  mutes: mutes.map((mute) => defined(mute)),
  ...(exclusions ? { exclusions: exclusions.map((exclusion) => defined(exclusion)) } : {}),
  ...(coverage ? { coverage } : {}),
  ...(prices ? { prices: prices.map(priceOf) } : {}),
});

type ConfigPrice = NonNullable<Config['prices']>[number];

const priceOf = ({ type, region, tier = 'warm', airGapped, perGbMonth }: ConfigPrice): OwnPrice => ({
  type,
  tier,
  dollarsPerGbMonth: perGbMonth,
  ...(region === undefined ? {} : { region }),
  ...(airGapped ? { airGapped: true } : {}),
});
