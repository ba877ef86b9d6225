import type { StartCopyJobInput, StartCopyJobOutput } from '@aws-sdk/client-backup';
import { vaultArn } from '../../estate/arn.ts';
import { type CopyFate, copyByHand } from '../../estate/follow-fates.ts';
import { pointAsBackup, type RecoveryPoint } from '../../estate/recovery-point.ts';
import type { CopySpec, VaultSpec } from '../../estate/spec.ts';
import { invalidParameter, invalidRequest, resourceNotFound } from '../../wire/aws-error.ts';
import type { Call } from '../service.ts';
import { checkRole, requireMember } from './plan-checks.ts';
import { checkLifecycle, toCopySpec } from './plan-document.ts';
import { findVault } from './wire-shapes.ts';

/** https://docs.aws.amazon.com/aws-backup/latest/devguide/backup-feature-availability.html#features-by-resource */
const regionBound: ReadonlySet<string> = new Set(['Redshift', 'Redshift Serverless']);

/** DynamoDB's own backups stay where they are; those that AWS Backup manages do not. */
export const cannotCross = (type: string, pointArn: string) =>
  regionBound.has(type) || (type === 'DynamoDB' && pointArn.startsWith('arn:aws:dynamodb:'));

export function startCopyJob(input: StartCopyJobInput, call: Call): StartCopyJobOutput {
  const { estate, region, now } = call;
  const source = findVault(estate, region, requireMember(input.SourceBackupVaultName, 'SourceBackupVaultName'));
  const arn = requireMember(input.RecoveryPointArn, 'RecoveryPointArn');
  const roleArn = checkRole(input.IamRoleArn);
  const to = toCopySpec(input);
  checkLifecycle(input.Lifecycle);
  const fate = estate.overlay.planSide.replay(`StartCopyJob ${region}`, input.IdempotencyToken, () => {
    const point = estate.points(region, source.name, now).find((candidate) => candidate.arn === arn);
    if (point === undefined) throw resourceNotFound(`Cannot find recovery point ${arn} in vault ${source.name}.`);
    const destination = checkReach(point, to, call);
    const started = copyByHand(pointAsBackup(point, roleArn), to, now, estate.overlay.nextSerial());
    const judged = judge(started, destination);
    estate.overlay.planSide.startCopy(judged);
    return judged;
  });
  return { CopyJobId: fate.id, CreationDate: new Date(fate.createdAt), IsParent: false };
}

function checkReach(point: RecoveryPoint, to: CopySpec, { estate, region, account }: Call): VaultSpec | undefined {
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
  // What another account holds is not known here.
  return to.vaultArn.includes(`:${account}:`) ? findVault(estate, to.region, to.vault) : undefined;
}

function judge(fate: CopyFate, destination: VaultSpec | undefined): CopyFate {
  const { minDays = 0, maxDays = Number.POSITIVE_INFINITY } = destination?.lock ?? {};
  const days = fate.to.lifecycle.deleteAfterDays ?? Number.POSITIVE_INFINITY;
  if (days >= minDays && days <= maxDays) return fate;
  return {
    ...fate,
    outcome: 'FAILED',
    verdict: {
      message:
        'Copy job failed. The retention specified in the job is not within the range specified for the target Backup Vault.',
      category: 'InvalidParameters',
    },
  };
}
