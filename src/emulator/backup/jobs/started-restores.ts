import {
  type GetRestoreJobMetadataInput,
  type GetRestoreJobMetadataOutput,
  type GetRestoreTestingInferredMetadataInput,
  type GetRestoreTestingInferredMetadataOutput,
  type PutRestoreValidationResultInput,
  RestoreValidationStatus,
  type StartRestoreJobInput,
  type StartRestoreJobOutput,
} from '@aws-sdk/client-backup';
import { manualRestore } from '../../estate/jobs/simulated-restore.ts';
import { type EstatePoint, pointAsBackup } from '../../estate/points/estate-point.ts';
import type { Call } from '../../protocols/service.ts';
import { invalidParameter, invalidRequest, resourceNotFound } from '../../wire/aws-error.ts';
import { required } from '../parameter-checks.ts';
import { checkRole } from '../plans/plan-checks.ts';
import { getRecoveryPointRestoreMetadata, restoreMetadata } from '../points/recovery-points.ts';
import { checkMetadata, restoredBy } from './restore-checks.ts';
import { findRestore, isValidating } from './restore-jobs.ts';

export function startRestoreJob(input: StartRestoreJobInput, call: Call): StartRestoreJobOutput {
  const { estate, region, now } = call;
  const arn = required(input.RecoveryPointArn, 'RecoveryPointArn');
  const metadata = required(input.Metadata, 'Metadata');
  const roleArn = checkRole(input.IamRoleArn);
  const { planOverlay } = estate.overlay;
  const job = planOverlay.replay(`StartRestoreJob ${region}`, input.IdempotencyToken, () => {
    const point = findPointAnywhere(arn, call);
    checkRestorable(point, input.ResourceType, metadata);
    const { type, arn: source } = point.backup.resource;
    const made = restoredBy(type, source, metadata, call);
    const started = manualRestore(pointAsBackup(point, roleArn), metadata, now, {
      serial: estate.overlay.nextSerial(),
      made,
    });
    planOverlay.startRestore(started);
    return started;
  });
  return { RestoreJobId: job.id };
}

function findPointAnywhere(arn: string, { estate, region, now }: Call): EstatePoint {
  for (const { name } of estate.vaults(region)) {
    const point = estate.points(region, name, now).find((candidate) => candidate.arn === arn);
    if (point !== undefined) return point;
  }
  throw resourceNotFound(`Cannot find recovery point ${arn}.`);
}

function checkRestorable(point: EstatePoint, requested: string | undefined, metadata: Record<string, string>): void {
  const { type } = point.backup.resource;
  if (requested !== undefined && requested !== type) {
    throw invalidParameter(`Resource type ${requested} does not match the recovery point, which is of type ${type}.`);
  }
  if (point.status === 'EXPIRED') throw invalidParameter(`Recovery point ${point.arn} is EXPIRED.`);
  checkMetadata(type, metadata);
}

/** For a restore test AWS infers the metadata from the recovery point. */
export function getRestoreJobMetadata(
  { RestoreJobId }: GetRestoreJobMetadataInput,
  call: Call,
): GetRestoreJobMetadataOutput {
  const { id, metadata, overrides, backup } = findRestore(call, RestoreJobId);
  // The point itself may be deleted by now.
  return { RestoreJobId: id, Metadata: metadata ?? { ...restoreMetadata(backup), ...overrides } };
}

/** The metadata of a restore test without overrides. */
export function getRestoreTestingInferredMetadata(
  input: GetRestoreTestingInferredMetadataInput,
  call: Call,
): GetRestoreTestingInferredMetadataOutput {
  const { RestoreMetadata = {} } = getRecoveryPointRestoreMetadata(
    {
      BackupVaultName: required(input.BackupVaultName, 'BackupVaultName'),
      RecoveryPointArn: required(input.RecoveryPointArn, 'RecoveryPointArn'),
    },
    call,
  );
  return { InferredMetadata: RestoreMetadata };
}

export function putRestoreValidationResult(input: PutRestoreValidationResultInput, call: Call): object {
  const job = findRestore(call, input.RestoreJobId);
  const status = required(input.ValidationStatus, 'ValidationStatus');
  if (!Object.values(RestoreValidationStatus).includes(status)) {
    throw invalidParameter(`Invalid validation status: ${status}.`);
  }
  if (job.test === undefined) throw invalidRequest(`Restore job ${job.id} was not started by a restore testing plan.`);
  if (!isValidating(job, call.now) || job.outcome === 'FAILED') {
    throw invalidRequest(`Restore job ${job.id} is not being validated.`);
  }
  const validation = { at: call.now, status, message: input.ValidationStatusMessage };
  call.estate.overlay.planOverlay.validate(job.id, validation);
  return {};
}
