// By what a finding is recognized from one run of the program to the next: no connection, no time, no wording.
import type { AttentionLine } from '../attention/attention-line.ts';
import { scopeKey } from '../scope.ts';

type Known = Pick<AttentionLine, 'id' | 'kind' | 'scope'> & Partial<Pick<AttentionLine, 'rule' | 'cause'>>;

/** Kind, account, Region, subject and rule; of a group its cause in place of the subject. */
export function memoryKey({ id, kind, scope, rule = '', cause }: Known): string {
  const prefix = `${scopeKey(scope)}/`;
  const subject = id.startsWith(prefix) ? id.slice(prefix.length) : id;
  return [kind, scope.accountId, scope.region, cause === undefined ? subject : `group ${cause}`, rule].join('|');
}

/** Account and Region, as the memory names them. */
export const placeKey = ({ accountId, region }: Pick<AttentionLine['scope'], 'accountId' | 'region'>): string =>
  `${accountId}/${region}`;
