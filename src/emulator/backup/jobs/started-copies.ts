import type { StartCopyJobInput, StartCopyJobOutput } from '@aws-sdk/client-backup';
import { vaultArn } from '../../estate/arn.ts';
import { cannotCross, failed, isWithinLock, outsideLock } from '../../estate/jobs/job-limits.ts';
import type { OutcomeReason } from '../../estate/jobs/outcome-reasons.ts';
import { destinationAccount, manualCopy } from '../../estate/jobs/simulated-copy.ts';
import { type EstatePoint, pointAsBackup } from '../../estate/points/estate-point.ts';
import type { CopySpec, VaultSpec } from '../../estate/spec.ts';
import { organizationId } from '../../organizations/organizations-service.ts';
import type { Call } from '../../protocols/service.ts';
import { invalidParameter, invalidRequest, resourceNotFound } from '../../wire/aws-error.ts';
import { allows, readPolicy } from '../../wire/resource-policy.ts';
import { required } from '../parameter-checks.ts';
import { checkRole } from '../plans/plan-checks.ts';
import { checkLifecycle, toCopySpec } from '../plans/plan-document.ts';
import { findVault } from '../shared-shapes.ts';

export function startCopyJob(input: StartCopyJobInput, call: Call): StartCopyJobOutput {
  const { estate, region, now } = call;
  const source = findVault(estate, region, required(input.SourceBackupVaultName, 'SourceBackupVaultName'));
  const arn = required(input.RecoveryPointArn, 'RecoveryPointArn');
  const roleArn = checkRole(input.IamRoleArn);
  const to = toCopySpec(input);
  checkLifecycle(input.Lifecycle);
  const job = estate.overlay.planOverlay.replay(`StartCopyJob ${region}`, input.IdempotencyToken, () => {
    const point = estate.points(region, source.name, now).find((candidate) => candidate.arn === arn);
    if (point === undefined) throw resourceNotFound(`Cannot find recovery point ${arn} in vault ${source.name}.`);
    checkReach(point, to, call);
    const started = manualCopy({ backup: pointAsBackup(point, roleArn), to }, now, estate.overlay.nextSerial());
    const flaw = flawOf(to, call);
    const limited = flaw === undefined ? started : failed(started, flaw);
    estate.overlay.planOverlay.startCopy(limited);
    return limited;
  });
  return { CopyJobId: job.id, CreationDate: new Date(job.createdAt), IsParent: false };
}

function checkReach(point: EstatePoint, to: CopySpec, { estate, region, account }: Call): void {
  if (to.vaultArn === vaultArn(region, account, point.vault)) {
    throw invalidRequest('The source and the destination backup vault cannot be the same.');
  }
  const { type } = point.backup.resource;
  if (to.region !== region && cannotCross(type, point.arn)) {
    throw invalidRequest(`Cross-Region copy is not supported for resource type ${type}.`);
  }
  if (point.status === 'EXPIRED') throw invalidParameter(`Recovery point ${point.arn} is EXPIRED.`);
  if (point.storageClass === 'COLD') {
    throw invalidRequest(`Recovery point ${point.arn} is in cold storage and cannot be copied.`);
  }
  if (destinationAccount(to) === account) findVault(estate, to.region, to.vault);
}

const denied = (message: string): OutcomeReason => ({ message, category: 'AccessDenied' });

/** The reason for a failure after the start of the copy job. */
function flawOf(to: CopySpec, call: Call): OutcomeReason | undefined {
  const { organization } = call.estate;
  const isOwn = destinationAccount(to) === call.account;
  const owner = isOwn ? call.estate : organization.estateOf(destinationAccount(to));
  if (owner === undefined) {
    return denied('Copy job failed. Both source and destination account must be a member of the same organization.');
  }
  const settings = organization.estateOf(organization.management)?.overlay.vaultOverlay.settings.global()?.values;
  if (!isOwn && settings?.isCrossAccountBackupEnabled === 'false') {
    return {
      message: 'Copy job failed. Cross-account copy feature is not enabled for the current organization.',
      category: 'FeatureNotEnabled',
    };
  }
  const vault = owner.vaults(to.region).find(({ arn }) => arn === to.vaultArn);
  if (vault === undefined) {
    return { message: `Backup vault ${to.vaultArn} does not exist.`, category: 'ResourceNotFound' };
  }
  if (!isOwn && !acceptsCopies(vault, call)) return denied('Access Denied trying to call AWS Backup service');
  return isWithinLock(vault.lock, to.lifecycle) ? undefined : outsideLock('Copy');
}

/** Whether the vault's policy allows the account to copy into it. */
function acceptsCopies({ policy: text = '', arn }: VaultSpec, call: Call): boolean {
  const policy = readPolicy(text);
  if (policy === undefined) return false;
  const context = { 'aws:principalorgid': organizationId(call.estate), 'aws:principalaccount': call.account };
  return allows(policy, { action: 'backup:CopyIntoBackupVault', resource: arn, account: call.account, context });
}
