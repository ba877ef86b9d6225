// Converts a context of the config file to the equivalent flags.

import { tableOf } from '../../lib/text/table.ts';
import type { ContextSettings } from '../../settings/contexts.ts';
import type { WhereValues, whereOptions } from '../options/where.ts';

type PlaceKey = Exclude<keyof ContextSettings, 'cadence' | 'cloudwatch' | 'color'>;

interface SameFlag {
  readonly flag: keyof typeof whereOptions;
  /** A flag overrides all keys of the same part. */
  readonly part: 'credentials' | 'regions' | 'endpoint' | 'queues' | 'write';
}

/** A key without a flag does not compile; a test finds a flag without a key. */
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

/** Words in the file that are flags of their own. */
const flagOfWord = tableOf({ all: 'all-regions', timed: 'timed-write' });

/** Without the keys of the parts that flags override. */
export function valuesOf(context: ContextSettings, without: readonly SameFlag['part'][]): WhereValues {
  const said = Object.entries(contextFlags).flatMap(([key, { flag, part }]): (readonly [string, unknown])[] => {
    const value = context[key as PlaceKey];
    if (value === undefined || without.includes(part)) return [];
    if (value === 'never') return [];
    const own = key === 'regions' || key === 'write' ? flagOfWord[String(value)] : undefined;
    return [own === undefined ? ([flag, value] as const) : ([own, true] as const)];
  });
  return Object.fromEntries(said);
}
