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
import { manualRestore, type SimulatedRestore } from '../../estate/jobs/simulated-restore.ts';
import { type EstatePoint, pointAsBackup } from '../../estate/points/estate-point.ts';
import type { Call } from '../../protocols/service.ts';
import { invalidParameter, invalidRequest, resourceNotFound } from '../../wire/aws-error.ts';
import { required } from '../parameter-checks.ts';
import { checkRole } from '../plans/plan-checks.ts';
import { findPoint } from '../points/recovery-points.ts';
import { checkRestorable } from '../restores/check-metadata.ts';
import { restoredBy } from '../restores/restored-resource.ts';
import { inferredMetadata, testMetadata } from '../restores/test-metadata.ts';
import { findRestore, isValidating } from './restore-jobs.ts';

export function startRestoreJob(input: StartRestoreJobInput, call: Call): StartRestoreJobOutput {
  const { estate, region, now } = call;
  const arn = required(input.RecoveryPointArn, 'RecoveryPointArn');
  const metadata = required(input.Metadata, 'Metadata');
  // AWS: the role is optional in the API; a job without one runs for SAP HANA alone.
  const roleArn = input.IamRoleArn === undefined ? undefined : checkRole(input.IamRoleArn);
  const { planOverlay } = estate.overlay;
  const start = (): SimulatedRestore => {
    const point = findPointAnywhere(arn, call);
    checkType(point, input.ResourceType);
    checkRestorable(point, metadata, now);
    const copiesTags = input.CopySourceTagsToRestoredResource === true;
    const made = restoredBy(point, { metadata, roleArn, copiesTags }, call);
    const backup = pointAsBackup(point, roleArn ?? '');
    const started = manualRestore({ backup, metadata, made }, now, estate.overlay.nextSerial());
    planOverlay.startRestore(started);
    return started;
  };
  // Observed: a call that was refused for its metadata has used its token.
  const job = planOverlay.replayRefusing(`StartRestoreJob ${region}`, input.IdempotencyToken, {
    execute: start,
    refused: (token) => invalidParameter(`Idempotency token ${token} was used by a restore that was refused.`),
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

/** The words of some types differ between AWS's lists and its samples. */
const spelled = (type: string): string => type.replaceAll(' ', '').toLowerCase();

function checkType({ backup }: EstatePoint, requested: string | undefined): void {
  const { type } = backup.resource;
  if (requested === undefined || spelled(requested) === spelled(type)) return;
  throw invalidParameter(`Resource type ${requested} does not match the recovery point, which is of type ${type}.`);
}

/** For a restore test AWS infers the metadata from the recovery point. */
export function getRestoreJobMetadata(
  { RestoreJobId }: GetRestoreJobMetadataInput,
  call: Call,
): GetRestoreJobMetadataOutput {
  const { id, metadata, overrides = {}, backup, createdResourceArn } = findRestore(call, RestoreJobId);
  return { RestoreJobId: id, Metadata: metadata ?? testMetadata(backup, createdResourceArn, overrides) };
}

/** The metadata of a restore test without overrides. */
export function getRestoreTestingInferredMetadata(
  input: GetRestoreTestingInferredMetadataInput,
  call: Call,
): GetRestoreTestingInferredMetadataOutput {
  const vault = required(input.BackupVaultName, 'BackupVaultName');
  const { backup } = findPoint(vault, required(input.RecoveryPointArn, 'RecoveryPointArn'), call);
  return { InferredMetadata: inferredMetadata(backup) };
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
