// Plan rules whose retention the lock of the vault does not allow.
import type { PlanRule } from '../../plans/plan-rule.ts';
import { scopeKey } from '../../scope.ts';
import type { Vault } from '../../vaults/vault.ts';
import type { Finding } from '../findings/finding.ts';
import type { RuleContext } from '../rule-context.ts';
import { planEvidence } from './about.ts';

/** Jobs whose retention the lock does not allow fail. https://docs.aws.amazon.com/aws-backup/latest/devguide/vault-lock.html */
export function retentionOutsideLock(rule: PlanRule, { view, vaults }: RuleContext): Finding[] {
  const target = view.vaultOfName.get(rule.vaultName);
  const writes = [
    ...(target ? [{ vault: target, days: rule.deleteAfterDays }] : []),
    ...rule.copies.flatMap(({ vaultArn, deleteAfterDays }) => {
      const vault = vaults.get(vaultArn);
      return vault ? [{ vault, days: deleteAfterDays }] : [];
    }),
  ];
  return writes.flatMap(({ vault, days }) => {
    const broken = brokenBound(vault, days);
    if (broken === undefined) return [];
    return [
      {
        id: `${scopeKey(rule.scope)}/outside-lock/${rule.id}/${vault.arn}`,
        kind: 'retention-outside-lock',
        severity: 'warning',
        scope: rule.scope,
        subject: rule.planName,
        since: rule.versionAt ?? vault.createdAt ?? 0,
        ruleName: rule.name,
        vaultArn: vault.arn,
        ...broken,
        ...(days === undefined ? {} : { days }),
        evidence: planEvidence(rule),
      } satisfies Finding,
    ];
  });
}

/** The bound that `days` violates. Absent `days` means forever. */
function brokenBound({ locked, type, minRetentionDays, maxRetentionDays }: Vault, days: number | undefined) {
  if (!locked && type !== 'LOGICALLY_AIR_GAPPED_BACKUP_VAULT') return undefined;
  const kept = days === undefined || days < 0 ? Number.POSITIVE_INFINITY : days;
  if (minRetentionDays !== undefined && kept < minRetentionDays) return { minDays: minRetentionDays };
  return maxRetentionDays !== undefined && kept > maxRetentionDays ? { maxDays: maxRetentionDays } : undefined;
}
