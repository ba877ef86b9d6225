// The changes of vault locks and the deletions of a month, with their actors.
import { defined } from '../../lib/defined.ts';
import type { Audit } from '../audits/audit.ts';
import { placeKey } from '../scope.ts';
import { bounds, lockChange } from '../vaults/lock-change.ts';
import type { Vault } from '../vaults/vault.ts';
import type { MonthChange } from './month-report.ts';

/** CloudTrail's names. They change a lock. Disassociation takes a recovery point out of AWS Backup. */
const lockEvents: ReadonlySet<string> = new Set([
  'PutBackupVaultLockConfiguration',
  'DeleteBackupVaultLockConfiguration',
]);
const isDeletion = (name: string): boolean =>
  /^(Delete|Disassociate)(Backup|Recovery|Restore|Report|Framework)/.test(name);

export const isReported = ({ name, byService }: Pick<Audit, 'name' | 'byService'>): boolean =>
  lockEvents.has(name) || (!byService && isDeletion(name));

export function changeOfAudit(audit: Audit): MonthChange {
  const { scope, at, name, target, actor, actorArn, errorCode, lock, lockBefore } = audit;
  return {
    accountId: scope.accountId,
    region: scope.region,
    at,
    kind: lockEvents.has(name) ? 'lock' : 'deletion',
    event: name,
    target,
    ...defined({ actor: actor || undefined, actorArn, errorCode, detail: lock && lockChange(lockBefore, lock) }),
  };
}

/** Two versions of a vault; absent: it did not exist, or is gone. */
export interface VaultVersions {
  /** Epoch ms at which the change was seen. */
  readonly at: number;
  readonly before?: Vault;
  readonly after?: Vault;
}

/** A change that no record explains: it was seen in the responses of AWS. */
export function changeOfVault({ at, before, after }: VaultVersions): MonthChange | undefined {
  const vault = after ?? before;
  if (!before || !vault) return undefined;
  const place = { accountId: vault.scope.accountId, region: vault.scope.region, at, target: vault.name };
  if (!after) return { ...place, kind: 'deletion', detail: 'the vault is no longer listed' };
  const [was, is] = lockTexts(before, after);
  return was === is ? undefined : { ...place, kind: 'lock', detail: `${was} → ${is}` };
}

/** Only the description of a vault has the date: it changes nothing where one of both lacks it. */
function lockTexts(before: Vault, after: Vault): readonly [string, string] {
  if (!before.isLockDateUnknown && !after.isLockDateUnknown) return [lockText(before), lockText(after)];
  const { lockDate: _, ...was } = before;
  const { lockDate: __, ...is } = after;
  return [lockText(was), lockText(is)];
}

function lockText({
  locked,
  minRetentionDays,
  maxRetentionDays,
  lockDate,
}: Pick<Vault, 'locked' | 'minRetentionDays' | 'maxRetentionDays' | 'lockDate'>): string {
  if (!locked) return 'not locked';
  const kept = bounds(defined({ minDays: minRetentionDays, maxDays: maxRetentionDays }));
  return `locked, retention ${kept} days${lockDate === undefined ? '' : `, final from ${new Date(lockDate).toISOString()}`}`;
}

/** Records come first; of changes that were seen, those that a record of the same vault explains are left out. */
export function withoutExplained(audits: readonly MonthChange[], seen: readonly MonthChange[]): MonthChange[] {
  const explained = (change: MonthChange) =>
    audits.some(
      (audit) =>
        audit.errorCode === undefined &&
        audit.kind === change.kind &&
        audit.target === change.target &&
        placeKey(audit) === placeKey(change) &&
        audit.at <= change.at,
    );
  return [...audits, ...seen.filter((change) => !explained(change))].toSorted((one, other) => one.at - other.at);
}
