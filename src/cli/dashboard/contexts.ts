// The contexts of the config file, which the dashboard can change to.
import type { Aws } from '../../aws/aws.ts';
import type { StartingPlace, Watch } from '../../engine/access/place.ts';
import type { ContextSettings } from '../../settings/contexts.ts';
import { fillFlags, type ProgramSettings } from '../config/settings.ts';
import { openFeed } from '../open-feed.ts';
import { findPlace } from '../options/place-of-where.ts';
import { readWhere, type WhereValues } from '../options/where.ts';

/** Flags that apply to the whole run; all others apply to the initial place. */
export interface RunFlags extends Pick<WhereValues, 'no-write' | 'no-org'> {
  readonly cloudwatch?: boolean | undefined;
  readonly 'no-cloudwatch'?: boolean | undefined;
}

export function runFlagsOf(values: RunFlags): RunFlags {
  const { cloudwatch, 'no-cloudwatch': noCloudwatch, 'no-write': noWrite, 'no-org': noOrg } = values;
  return { cloudwatch, 'no-cloudwatch': noCloudwatch, 'no-write': noWrite, 'no-org': noOrg };
}

export const watchOf = (flags: RunFlags, context: ContextSettings | undefined): Omit<Watch, 'feed'> => ({
  cadences: context?.cadence ?? {},
  cloudWatch: !flags['no-cloudwatch'] && (flags.cloudwatch ?? context?.cloudwatch ?? true),
});

/** `settings` returns the present settings of the file. */
export function contextsOf(
  settings: () => Pick<ProgramSettings, 'config'>,
  flags: RunFlags,
  aws: Pick<Aws, 'connect'>,
): NonNullable<StartingPlace['contexts']> {
  const contexts = () => settings().config.contexts ?? {};
  return {
    names: () => Object.keys(contexts()),
    async open(name) {
      const context = contexts()[name] ?? {};
      const { 'no-write': noWrite, 'no-org': noOrg } = flags;
      const said: WhereValues = { 'no-write': noWrite, 'no-org': noOrg };
      const where = readWhere(fillFlags(said, { chosen: { name, from: 'flag', context } }, process.env));
      const place = await findPlace(where, aws);
      return {
        place: { ...place, context: name },
        watch: { ...watchOf(flags, context), feed: openFeed(where.eventQueues) },
      };
    },
  };
}
