// Parts that many of AWS Backup's responses share.
import type { RecoveryPointCreator, Lifecycle as WireLifecycle } from '@aws-sdk/client-backup';
import { vaultArn } from '../estate/arn.ts';
import type { Estate } from '../estate/estate.ts';
import type { Lifecycle, PlanSpec, RuleSpec, VaultSpec } from '../estate/spec.ts';
import type { Call } from '../protocols/service.ts';
import { accessDenied, resourceNotFound } from '../wire/aws-error.ts';

export const toDate = (at: number | undefined) => (at === undefined ? undefined : new Date(at));

export const toLifecycle = ({ deleteAfterDays, coldAfterDays }: Lifecycle): WireLifecycle => ({
  DeleteAfterDays: deleteAfterDays,
  MoveToColdStorageAfterDays: coldAfterDays,
});

export const toCreator = (by: { plan: PlanSpec; rule: RuleSpec } | undefined): RecoveryPointCreator | undefined =>
  by && {
    BackupPlanId: by.plan.id,
    BackupPlanArn: by.plan.arn,
    BackupPlanName: by.plan.name,
    BackupPlanVersion: by.plan.versionId,
    BackupRuleId: by.rule.id,
    BackupRuleName: by.rule.name,
    BackupRuleCron: by.rule.cron,
    BackupRuleTimezone: by.rule.timezone,
  };

export function findVault(estate: Estate, region: string, name: string | undefined): VaultSpec {
  const vault = estate.vaults(region).find((candidate) => candidate.name === name);
  if (vault === undefined) {
    throw resourceNotFound(`Backup vault ${name} does not exist.`, {
      Context: vaultArn(region, estate.account, name ?? ''),
    });
  }
  return vault;
}

/**
 * Like `findVault`, for the operations that report a missing vault as AccessDenied.
 * https://github.com/boto/boto3/issues/2269
 */
export function findVaultOrDeny({ estate, region, isMissingVaultDenied }: Call, name: string | undefined): VaultSpec {
  if (!isMissingVaultDenied) return findVault(estate, region, name);
  const vault = estate.vaults(region).find((candidate) => candidate.name === name);
  if (vault === undefined) throw insufficientPrivileges();
  return vault;
}

export const insufficientPrivileges = () => accessDenied('Insufficient privileges to perform this action.');

/** Whether `actual` passes an optional filter. */
export const passes = <T>(wanted: T | undefined, actual: T | undefined) => wanted === undefined || wanted === actual;

/** Whether a time is strictly between two optional bounds. */
export const isWithin = (at: number | undefined, after: Date | undefined, before: Date | undefined) =>
  (after === undefined || (at !== undefined && at > after.getTime())) &&
  (before === undefined || (at !== undefined && at < before.getTime()));
