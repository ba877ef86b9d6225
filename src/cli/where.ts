// The flags that say where to look: the same for the dashboard and for every subcommand that asks AWS.
import { checkedRegion, checkedUrl, type Options, UsageError } from './options.ts';

export interface Where {
  /** The embedded AWS instead of an account. */
  readonly demo: boolean;
  readonly regions: readonly string[];
  readonly allRegions: boolean;
  readonly profile?: string;
  readonly endpointUrl?: string;
  /** Only with `demo`. */
  readonly faults: readonly string[];
}

export const whereOptions = {
  demo: { type: 'boolean' },
  region: { type: 'string', multiple: true },
  'all-regions': { type: 'boolean' },
  profile: { type: 'string' },
  'endpoint-url': { type: 'string' },
  fault: { type: 'string', multiple: true },
} as const satisfies Options;

export interface WhereValues {
  readonly demo?: boolean | undefined;
  readonly region?: readonly string[] | undefined;
  readonly 'all-regions'?: boolean | undefined;
  readonly profile?: string | undefined;
  readonly 'endpoint-url'?: string | undefined;
  readonly fault?: readonly string[] | undefined;
}

export function readWhere(values: WhereValues): Where {
  const { demo = false, region = [], profile, 'endpoint-url': endpointUrl, fault } = values;
  if (fault && !demo) throw new UsageError('--fault goes with --demo or with emulate.');
  if (demo && profile) throw new UsageError('--demo asks no account, so --profile has nothing to do.');
  const regions = region.flatMap((text) => text.split(',')).map(checkedRegion);
  return {
    demo,
    regions: [...new Set(regions)],
    allRegions: values['all-regions'] ?? false,
    faults: fault ?? [],
    ...(profile ? { profile } : {}),
    ...(endpointUrl ? { endpointUrl: checkedUrl('--endpoint-url', endpointUrl) } : {}),
  };
}
