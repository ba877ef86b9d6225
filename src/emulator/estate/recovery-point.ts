// A recovery point over its life: completed, cold, due, deleted or, now and then, expired and still there.
import type { RecoveryPointStatus, StorageClass } from '@aws-sdk/client-backup';
import type { BackupFate } from './backup-fate.ts';
import { createDice, seedOf } from './dice.ts';
import type { CopyFate } from './follow-fates.ts';
import type { Lifecycle } from './spec.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** A point that could not be deleted is cleared away by hand after this long. */
export const stuckForMs = 21 * dayMs;

export interface RecoveryPoint {
  arn: string;
  region: string;
  vault: string;
  backup: BackupFate;
  /** The copy job that brought it here. */
  copy?: CopyFate | undefined;
  createdAt: number;
  initiatedAt: number;
  completedAt: number;
  lifecycle: Lifecycle;
  deleteAt?: number | undefined;
  coldAt?: number | undefined;
  status: RecoveryPointStatus;
  statusMessage?: string | undefined;
  storageClass: StorageClass;
  /** When AWS tries to delete it: within eight hours of being due. */
  triedAt?: number | undefined;
  /** When it is really gone: later than tried, if it could not be deleted. */
  goneAt: number;
}

const coldTypes = new Set(['CloudFormation', 'DynamoDB', 'EBS', 'EFS']);

export const pointOfBackup = (backup: BackupFate, now: number) => toPoint(backup, undefined, now);
export const pointOfCopy = (copy: CopyFate, now: number) => toPoint(copy.backup, copy, now);

function toPoint(backup: BackupFate, copy: CopyFate | undefined, now: number): RecoveryPoint | undefined {
  const completedAt = copy?.endsAt ?? backup.endsAt;
  if (now < completedAt) return undefined;
  const arn = copy?.pointArn ?? backup.pointArn;
  const lifecycle = copy?.to.lifecycle ?? backup.lifecycle;
  const continuous = backup.continuous && copy === undefined;
  const createdAt = continuous ? (backup.by?.plan.createdAt ?? 0) + dayMs : backup.createdAt;
  const end = continuous ? { goneAt: Number.POSITIVE_INFINITY } : endOf(arn, backup.createdAt, lifecycle);
  if (now >= end.goneAt) return undefined;
  const coldAt = coldDate(backup, lifecycle);
  return {
    arn,
    region: copy?.to.region ?? backup.region,
    vault: copy?.to.vault ?? backup.vault,
    backup,
    copy,
    // A copy keeps the date of what it is a copy of: the age of the data, not of the copy.
    createdAt,
    initiatedAt: copy?.createdAt ?? backup.startsAt ?? backup.createdAt,
    completedAt,
    lifecycle,
    coldAt,
    ...end,
    ...statusOf(backup, continuous, end, now),
    storageClass: coldAt !== undefined && now >= coldAt ? 'COLD' : 'WARM',
  };
}

const coldDate = ({ resource, createdAt }: BackupFate, { coldAfterDays }: Lifecycle) =>
  coldAfterDays === undefined || !coldTypes.has(resource.type) ? undefined : createdAt + coldAfterDays * dayMs;

function endOf(arn: string, createdAt: number, { deleteAfterDays }: Lifecycle) {
  if (deleteAfterDays === undefined) return { goneAt: Number.POSITIVE_INFINITY };
  const deleteAt = createdAt + deleteAfterDays * dayMs;
  const dice = createDice(seedOf(arn));
  const triedAt = deleteAt + dice.whole(0, 8 * hourMs);
  const isStuck = dice.chance(0.012);
  return { deleteAt, triedAt, goneAt: isStuck ? triedAt + stuckForMs : triedAt };
}

function statusOf(
  backup: BackupFate,
  continuous: boolean,
  { triedAt = Number.POSITIVE_INFINITY }: { triedAt?: number },
  now: number,
): Pick<RecoveryPoint, 'status' | 'statusMessage'> {
  if (continuous) return { status: 'AVAILABLE' };
  if (now >= triedAt) {
    return {
      status: 'EXPIRED',
      statusMessage:
        'Insufficient permissions to delete recovery point: the IAM role it was created with cannot be assumed.',
    };
  }
  return { status: backup.outcome === 'PARTIAL' ? 'PARTIAL' : 'COMPLETED' };
}
