// KMS keys whose state is not known, as sentences: whether their recovery points can be restored is unknown.
import { scopeKey } from '../scope.ts';
import type { KmsKey } from './kms-key.ts';

/** `accounts`: names by id. One sentence for each account-Region and reason. */
export function keyGaps(rows: readonly KmsKey[], accounts: ReadonlyMap<string, string>): string[] {
  const unknown = rows.filter(({ state }) => state === undefined);
  const groups = Map.groupBy(unknown, ({ scope, refused }) => `${scopeKey(scope)} ${refused ?? ''}`);
  return [...groups.values()].flatMap(([first, ...others]) => {
    if (!first) return [];
    const { accountId, region } = first.scope;
    const named = others.length === 0 ? first.arn : `the state of ${others.length + 1} keys`;
    const reason = first.refused ?? 'KMS did not return the state.';
    return [`KMS keys in ${accounts.get(accountId) ?? accountId}/${region}: ${named} is not known: ${reason}`];
  });
}
