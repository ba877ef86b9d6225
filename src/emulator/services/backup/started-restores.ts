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
import { restoreByHand } from '../../estate/follow-fates.ts';
import { pointAsBackup, type RecoveryPoint } from '../../estate/recovery-point.ts';
import { invalidParameter, invalidRequest, resourceNotFound } from '../../wire/aws-error.ts';
import type { Call } from '../service.ts';
import { checkRole } from './plan-checks.ts';
import { getRecoveryPointRestoreMetadata, restoreMetadata } from './recovery-points.ts';
import { checkMetadata, madeBy } from './restore-checks.ts';
import { findRestore, isValidating } from './restore-jobs.ts';
import { required } from './vault-checks.ts';

export function startRestoreJob(input: StartRestoreJobInput, call: Call): StartRestoreJobOutput {
  const { estate, region, now } = call;
  const arn = required(input.RecoveryPointArn, 'RecoveryPointArn');
  const metadata = required(input.Metadata, 'Metadata');
  const roleArn = checkRole(input.IamRoleArn);
  const { planSide } = estate.overlay;
  const fate = planSide.replay(`StartRestoreJob ${region}`, input.IdempotencyToken, () => {
    const point = findPointAnywhere(arn, call);
    checkRestorable(point, input.ResourceType, metadata);
    const { type, arn: source } = point.backup.resource;
    const made = madeBy(type, source, metadata, call);
    const started = restoreByHand(pointAsBackup(point, roleArn), metadata, now, {
      serial: estate.overlay.nextSerial(),
      made,
    });
    planSide.startRestore(started);
    return started;
  });
  return { RestoreJobId: fate.id };
}

function findPointAnywhere(arn: string, { estate, region, now }: Call): RecoveryPoint {
  for (const { name } of estate.vaults(region)) {
    const point = estate.points(region, name, now).find((candidate) => candidate.arn === arn);
    if (point !== undefined) return point;
  }
  throw resourceNotFound(`Cannot find recovery point ${arn}.`);
}

function checkRestorable(point: RecoveryPoint, asked: string | undefined, metadata: Record<string, string>): void {
  const { type } = point.backup.resource;
  if (asked !== undefined && asked !== type) {
    throw invalidParameter(`Resource type ${asked} does not match the recovery point, which is of type ${type}.`);
  }
  if (point.status === 'EXPIRED') throw invalidParameter(`Recovery point ${point.arn} is EXPIRED.`);
  checkMetadata(type, metadata);
}

/** Of a restore test AWS infers the metadata from the point. */
export function getRestoreJobMetadata(
  { RestoreJobId }: GetRestoreJobMetadataInput,
  call: Call,
): GetRestoreJobMetadataOutput {
  const { id, metadata, overrides, backup } = findRestore(call, RestoreJobId);
  // The point itself may be gone by now.
  return { RestoreJobId: id, Metadata: metadata ?? { ...restoreMetadata(backup), ...overrides } };
}

/** What a restore test would be told, had its selection no overrides. */
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
  const fate = findRestore(call, input.RestoreJobId);
  const status = required(input.ValidationStatus, 'ValidationStatus');
  if (!Object.values(RestoreValidationStatus).includes(status)) {
    throw invalidParameter(`Invalid validation status: ${status}.`);
  }
  if (fate.test === undefined)
    throw invalidRequest(`Restore job ${fate.id} was not started by a restore testing plan.`);
  if (!isValidating(fate, call.now) || fate.outcome === 'FAILED') {
    throw invalidRequest(`Restore job ${fate.id} is not being validated.`);
  }
  const validation = { at: call.now, status, message: input.ValidationStatusMessage };
  call.estate.overlay.planSide.validate(fate.id, validation);
  return {};
}
