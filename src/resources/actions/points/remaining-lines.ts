// What remains of each resource whose recovery points are deleted together.
import type { RecoveryPoint } from '../../../domain/vaults/recovery-point.ts';
import { remainingAfter } from '../../../domain/vaults/remaining-points.ts';
import { isCrowded } from '../../../domain/vaults/storage.ts';
import type { Vault } from '../../../domain/vaults/vault.ts';
import type { ActionContext } from '../../action.ts';

/** A line for each resource, said with the first of the chosen points; the resource that keeps least comes first. */
export function remainingLines(context: ActionContext<RecoveryPoint>): string[] {
  const { row, known, isListed, now } = context;
  const chosen = context.chosen?.map((one) => one.row) ?? [row];
  if (row !== chosen[0]) return [];
  const deleted = new Set(chosen.map(({ arn }) => arn));
  // Only the newest recovery points of a crowded vault are listed.
  const isWhole = isListed?.('recovery-points') === true && !(known('vaults') as readonly Vault[]).some(isCrowded);
  return [...Map.groupBy(chosen, ({ resourceArn }) => resourceArn)]
    .map(([subject, points]) =>
      remainingAfter({
        point: points.reduce((newest, one) => (one.createdAt > newest.createdAt ? one : newest)),
        deleted,
        known: subject === '' ? [] : known('recovery-points', { subject }),
        isWhole,
        now,
      }),
    )
    .toSorted((one, other) => one.count - other.count)
    .map(({ sentence }) => sentence);
}
