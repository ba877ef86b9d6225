// The key by which a finding is recognized in the next run of the program. Connection, time and wording are not part of
// the key.
import type { AttentionLine } from '../attention/findings/attention-line.ts';
import { scopeKey } from '../scope.ts';

type Known = Pick<AttentionLine, 'id' | 'kind' | 'scope'> & Partial<Pick<AttentionLine, 'rule' | 'cause' | 'members'>>;

/**
 * For a finding: kind, account, Region, subject and rule. For a group: the cause that its members share, which includes
 * their kind.
 */
export function memoryKey({ id, kind, scope, rule = '', cause, members }: Known): string {
  if (members !== undefined) return `group|${cause}`;
  const prefix = `${scopeKey(scope)}/`;
  const subject = id.startsWith(prefix) ? id.slice(prefix.length) : id;
  return [kind, scope.accountId, scope.region, subject, rule].join('|');
}

/** The account and Region of a finding, read from its key. */
export function placeOfKey(key: string): string {
  const [, accountId = '', region = ''] = key.split('|');
  return placeKey({ accountId, region });
}

/** Account and Region as the memory stores them. */
export const placeKey = ({ accountId, region }: Pick<AttentionLine['scope'], 'accountId' | 'region'>): string =>
  `${accountId}/${region}`;
