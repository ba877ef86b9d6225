// Converts the sections objectives and mutes to the settings of the attention list.
import type { AttentionSettings } from '../../domain/attention/settings.ts';
import { defined } from '../../resources/reading.ts';
import type { Config } from '../../settings/schema.ts';

export const attentionSettings = ({
  objectives = [],
  mutes = [],
  exclusions,
  coverage,
}: Config): AttentionSettings => ({
  objectives: objectives.map(({ every, restoreEvery, ...conditions }) =>
    defined({ ...conditions, everyMs: every, restoreEveryMs: restoreEvery }),
  ),
  mutes: mutes.map((mute) => defined(mute)),
  ...(exclusions ? { exclusions: exclusions.map((exclusion) => defined(exclusion)) } : {}),
  ...(coverage ? { coverage } : {}),
});
