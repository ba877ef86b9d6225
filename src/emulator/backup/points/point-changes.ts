// Operations that change recovery points.
// https://docs.aws.amazon.com/aws-backup/latest/devguide/API_DeleteRecoveryPoint.html
import type {
  DeleteRecoveryPointInput,
  DisassociateRecoveryPointFromParentInput,
  DisassociateRecoveryPointInput,
  UpdateRecoveryPointLifecycleInput,
  UpdateRecoveryPointLifecycleOutput,
} from '@aws-sdk/client-backup';
import { vaultArn } from '../../estate/arn.ts';
import type { EstatePoint } from '../../estate/points/estate-point.ts';
import type { Lifecycle, VaultSpec } from '../../estate/spec.ts';
import type { Call } from '../../protocols/service.ts';
import { invalidParameter, invalidRequest, invalidResourceState } from '../../wire/aws-error.ts';
import { checkRange, required } from '../parameter-checks.ts';
import { findVault, toDate, toLifecycle } from '../shared-shapes.ts';
import { longestDays } from '../vaults/vault-locks.ts';
import { findPoint } from './recovery-points.ts';

interface PointRef {
  BackupVaultName: string | undefined;
  RecoveryPointArn: string | undefined;
}

/** Finds a recovery point and refuses one that is being deleted. */
export function changeablePoint(ref: PointRef, call: Call): EstatePoint {
  const arn = required(ref.RecoveryPointArn, 'RecoveryPointArn');
  const point = findPoint(required(ref.BackupVaultName, 'BackupVaultName'), arn, call);
  if (point.status === 'DELETING') throw invalidResourceState(`Recovery point ${arn} is being deleted.`);
  return point;
}

export function patchPoint(point: EstatePoint, change: Partial<NonNullable<EstatePoint['patch']>>, call: Call) {
  const patch = { backupCreatedAt: point.backup.createdAt, ...change };
  call.estate.overlay.vaultOverlay.points.patchPoint(point, patch);
}

function refuseHeld(point: EstatePoint, { estate, region, now }: Call): void {
  const { arn, vault, createdAt, backup } = point;
  const facts = { arn, region, vault, createdAt, resourceArn: backup.resource.arn };
  const until = estate.overlay.vaultOverlay.points.heldUntil(facts, now);
  if (until === undefined || until <= now) return;
  throw invalidRequest(`Recovery point ${arn} cannot be deleted because it is under a legal hold.`);
}

function refuseLocked(point: EstatePoint, call: Call): void {
  const { name, lock } = findVault(call.estate, call.region, point.vault);
  if (lock === undefined) return;
  throw invalidRequest(`Recovery point ${point.arn} cannot be deleted because backup vault ${name} is locked.`);
}

/** AWS: an access point that stands blocks the deletion of its recovery point. The text is not documented. */
function refuseOpened(point: EstatePoint, { estate, region, now }: Call): void {
  const opening = estate.overlay.vaultOverlay.accessPoints
    .list(region, now)
    .filter(({ pointArn }) => pointArn === point.arn);
  if (opening.length === 0) return;
  const names = opening.map(({ name }) => name).join(', ');
  throw invalidRequest(
    `Recovery point ${point.arn} cannot be deleted because it has backup access points: ${names}. Delete them first.`,
  );
}

/** Deleting a continuous recovery point also stops the continuous backup. */
export function deleteRecoveryPoint(input: DeleteRecoveryPointInput, call: Call): object {
  const point = changeablePoint(input, call);
  refuseLocked(point, call);
  refuseHeld(point, call);
  refuseOpened(point, call);
  if (point.isParent) {
    throw invalidRequest(
      `Recovery point ${point.arn} cannot be deleted because it has nested recovery points: delete or disassociate them first.`,
    );
  }
  // AWS reports success although it cannot delete the point, which stays EXPIRED.
  if (point.status !== 'EXPIRED') patchPoint(point, { deletedAt: call.now }, call);
  return {};
}

const isContinuous = ({ backup, copy }: EstatePoint) => backup.continuous && copy === undefined;
const releasable = new Set(['Aurora', 'RDS']);

/** Hands a continuous backup over to its own service, where it continues without AWS Backup. */
export function disassociateRecoveryPoint(input: DisassociateRecoveryPointInput, call: Call): object {
  const point = changeablePoint(input, call);
  const { type } = point.backup.resource;
  if (!isContinuous(point)) throw invalidRequest(`Recovery point ${point.arn} is not a continuous recovery point.`);
  if (!releasable.has(type)) throw invalidRequest(`Disassociation is not supported for resource type ${type}.`);
  refuseLocked(point, call);
  refuseHeld(point, call);
  patchPoint(point, { deletedAt: call.now }, call);
  return {};
}

export function disassociateRecoveryPointFromParent(
  input: DisassociateRecoveryPointFromParentInput,
  call: Call,
): object {
  const point = changeablePoint(input, call);
  if (point.parentArn === undefined) throw invalidRequest(`Recovery point ${point.arn} has no parent.`);
  patchPoint(point, { orphanedAt: call.now }, call);
  return {};
}

const coldDays = 90;

/** -1 means the same as an absent value. */
const days = (value: number | undefined) => (value === -1 ? undefined : value);

export function checkLifecycle(input: UpdateRecoveryPointLifecycleInput['Lifecycle']): Lifecycle {
  const deleteAfterDays = days(input?.DeleteAfterDays);
  const coldAfterDays = days(input?.MoveToColdStorageAfterDays);
  checkRange(deleteAfterDays, 'DeleteAfterDays', [1, longestDays]);
  checkRange(coldAfterDays, 'MoveToColdStorageAfterDays', [1, longestDays]);
  if (deleteAfterDays !== undefined && coldAfterDays !== undefined && deleteAfterDays < coldAfterDays + coldDays) {
    throw invalidParameter(
      'Invalid lifecycle. DeleteAfterDays cannot be less than 90 days apart from MoveToColdStorageAfterDays',
    );
  }
  return { deleteAfterDays, coldAfterDays };
}

function refuseShorter({ name, lock }: VaultSpec, before: Lifecycle, after: Lifecycle): void {
  if (lock === undefined) return;
  const forever = Number.POSITIVE_INFINITY;
  const kept = after.deleteAfterDays ?? forever;
  if (kept < (before.deleteAfterDays ?? forever)) {
    throw invalidRequest(`Backup vault ${name} is locked: the retention of its recovery points cannot be shortened.`);
  }
  if (kept < (lock.minDays ?? 0) || kept > (lock.maxDays ?? forever)) {
    throw invalidRequest('The retention specified is not within the range specified for the target Backup Vault');
  }
}

export function updateRecoveryPointLifecycle(
  input: UpdateRecoveryPointLifecycleInput,
  call: Call,
): UpdateRecoveryPointLifecycleOutput {
  const point = changeablePoint(input, call);
  if (isContinuous(point)) {
    throw invalidRequest('The lifecycle of a continuous recovery point cannot be updated.');
  }
  const lifecycle = checkLifecycle(required(input.Lifecycle, 'Lifecycle'));
  if (point.storageClass === 'COLD' && lifecycle.coldAfterDays !== point.lifecycle.coldAfterDays) {
    throw invalidRequest('The transition to cold storage cannot be changed after a backup has been moved to cold.');
  }
  refuseShorter(findVault(call.estate, call.region, point.vault), point.lifecycle, lifecycle);
  patchPoint(point, { lifecycle, lifecycleAt: call.now }, call);
  const changed = findPoint(point.vault, point.arn, call);
  return {
    BackupVaultArn: vaultArn(call.region, call.account, point.vault),
    RecoveryPointArn: point.arn,
    Lifecycle: toLifecycle(lifecycle),
    CalculatedLifecycle: { DeleteAt: toDate(changed.deleteAt), MoveToColdStorageAt: toDate(changed.coldAt) },
  };
}
