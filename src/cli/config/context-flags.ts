// What a context of the config file says, as the flags that say the same.
import type { ContextSettings } from '../../settings/contexts.ts';
import type { WhereValues, whereOptions } from '../options/where.ts';

type PlaceKey = Exclude<keyof ContextSettings, 'cadence' | 'cloudwatch'>;

interface SameFlag {
  readonly flag: keyof typeof whereOptions;
  /** What is said elsewhere takes the place of all that belongs together. */
  readonly part: 'credentials' | 'regions' | 'endpoint' | 'queues' | 'write';
}

/** A key of a context that has no flag does not compile; a flag that has no key is found by a test. */
export const contextFlags = {
  profiles: { flag: 'profile', part: 'credentials' },
  roles: { flag: 'role-arn', part: 'credentials' },
  externalId: { flag: 'external-id', part: 'credentials' },
  mfaSerial: { flag: 'mfa-serial', part: 'credentials' },
  accounts: { flag: 'account', part: 'credentials' },
  excludedAccounts: { flag: 'exclude-account', part: 'credentials' },
  organization: { flag: 'org', part: 'credentials' },
  regions: { flag: 'region', part: 'regions' },
  endpoint: { flag: 'endpoint-url', part: 'endpoint' },
  eventQueues: { flag: 'events-queue', part: 'queues' },
  write: { flag: 'write', part: 'write' },
} as const satisfies Record<PlaceKey, SameFlag>;

/** Without what belongs to the parts that were said elsewhere. */
export function valuesOf(context: ContextSettings, without: readonly SameFlag['part'][]): WhereValues {
  const said = Object.entries(contextFlags).flatMap(([key, { flag, part }]) => {
    const value = context[key as PlaceKey];
    if (value === undefined || without.includes(part)) return [];
    return [value === 'all' ? (['all-regions', true] as const) : ([flag, value] as const)];
  });
  return Object.fromEntries(said);
}
