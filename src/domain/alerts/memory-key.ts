// By what a finding is recognized from one run of the program to the next: no connection, no time, no wording.
import type { AttentionLine } from '../attention/findings/attention-line.ts';
import { scopeKey } from '../scope.ts';

type Known = Pick<AttentionLine, 'id' | 'kind' | 'scope'> & Partial<Pick<AttentionLine, 'rule' | 'cause' | 'members'>>;

/** Kind, account, Region, subject and rule; of a group the cause that its members share, in which their kind is. */
export function memoryKey({ id, kind, scope, rule = '', cause, members }: Known): string {
  if (members !== undefined) return `group|${cause}`;
  const prefix = `${scopeKey(scope)}/`;
  const subject = id.startsWith(prefix) ? id.slice(prefix.length) : id;
  return [kind, scope.accountId, scope.region, subject, rule].join('|');
}

/** Account and Region of a finding, by its key. */
export function placeOfKey(key: string): string {
  const [, accountId = '', region = ''] = key.split('|');
  return placeKey({ accountId, region });
}

/** Account and Region, as the memory names them. */
export const placeKey = ({ accountId, region }: Pick<AttentionLine['scope'], 'accountId' | 'region'>): string =>
  `${accountId}/${region}`;
