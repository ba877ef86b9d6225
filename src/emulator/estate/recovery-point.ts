// A recovery point over its life: completed, cold, due, deleted or, now and then, expired and still there.
import type { RecoveryPointStatus, StorageClass } from '@aws-sdk/client-backup';
import { type BackupFate, type DeletionLuck, leavesPoint } from './backup-fate.ts';
import { createDice, seedOf } from './dice.ts';
import type { CopyFate } from './follow-fates.ts';
import type { PointChanges, PointPatch } from './point-changes.ts';
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
  /** Of a composite: the point it is nested in. */
  parentArn?: string | undefined;
  isParent: boolean;
  /** What callers changed about it. */
  patch?: PointPatch | undefined;
}

export const coldTypes: ReadonlySet<string> = new Set(['CloudFormation', 'DynamoDB', 'EBS', 'EFS']);
/** From a caller's word until it is gone. */
const deletingMs = 15_000;
const never = Number.POSITIVE_INFINITY;

export const pointOfBackup = (backup: BackupFate, now: number, changes?: PointChanges) =>
  toPoint(backup, undefined, now, changes);
export const pointOfCopy = (copy: CopyFate, now: number, changes?: PointChanges) =>
  toPoint(copy.backup, copy, now, changes);

/** What is copied, restored or scanned, told as a backup that lies where the point does. */
export const pointAsBackup = (point: RecoveryPoint, roleArn: string): BackupFate => ({
  ...point.backup,
  by: undefined,
  region: point.region,
  vault: point.vault,
  pointArn: point.arn,
  lifecycle: point.lifecycle,
  roleArn,
});

function toPoint(
  backup: BackupFate,
  copy: CopyFate | undefined,
  now: number,
  changes: PointChanges | undefined,
): RecoveryPoint | undefined {
  const completedAt = copy?.endsAt ?? backup.endsAt;
  if (now < completedAt) return undefined;
  const arn = copy?.pointArn ?? backup.pointArn;
  const region = copy?.to.region ?? backup.region;
  const vault = copy?.to.vault ?? backup.vault;
  const patch = changes?.patchOf(region, arn);
  const lifecycle = patch?.lifecycle ?? copy?.to.lifecycle ?? backup.lifecycle;
  const continuous = backup.continuous && copy === undefined;
  const createdAt = continuous ? (backup.by?.plan.createdAt ?? 0) + dayMs : backup.createdAt;
  const children = childrenLeft(backup, copy, changes);
  const deletedAt = patch?.deletedAt ?? children.lostAt;
  const due = continuous ? { goneAt: never } : endOf(copy ?? backup, backup, lifecycle, patch?.lifecycleAt);
  const end: End =
    deletedAt === undefined
      ? held(due, { arn, region, vault, resourceArn: backup.resource.arn, createdAt }, changes)
      : { deleteAt: due.deleteAt, goneAt: deletedAt + deletingMs };
  if (now >= end.goneAt) return undefined;
  const coldAt = coldDate(backup, lifecycle);
  const told =
    deletedAt !== undefined && now >= deletedAt
      ? { status: 'DELETING' as const, statusMessage: undefined }
      : statusOf(backup, continuous, children.isPartial, end, now);
  return {
    arn,
    region,
    vault,
    backup,
    copy,
    // A copy keeps the date of what it is a copy of: the age of the data, not of the copy.
    createdAt,
    initiatedAt: copy?.createdAt ?? backup.startsAt ?? backup.createdAt,
    completedAt,
    lifecycle,
    coldAt,
    // Spelled out: a vault of thousands is put together for each count of it, and spreading takes longer than the rest.
    deleteAt: end.deleteAt,
    triedAt: end.triedAt,
    goneAt: end.goneAt,
    status: told.status,
    statusMessage: told.statusMessage,
    storageClass: coldAt !== undefined && now >= coldAt ? 'COLD' : 'WARM',
    parentArn: copy || patch?.orphanedAt !== undefined ? undefined : backup.parent?.pointArn,
    isParent: children.count > 0,
    patch,
  };
}

/** A composite without some of its members is partial; without all of them it goes too. */
function childrenLeft({ children, region }: BackupFate, copy: CopyFate | undefined, changes: PointChanges | undefined) {
  if (copy !== undefined || children.length === 0) return childless;
  const members = children.filter(leavesPoint);
  const lost = members.flatMap(({ pointArn }) => {
    const { deletedAt, orphanedAt } = changes?.patchOf(region, pointArn) ?? {};
    return orphanedAt ?? deletedAt ?? [];
  });
  return {
    count: children.length,
    isPartial: lost.length > 0,
    lostAt: lost.length > 0 && lost.length === members.length ? Math.max(...lost) : undefined,
  };
}

const childless = { count: 0, isPartial: false, lostAt: undefined };

const coldDate = ({ resource, createdAt }: BackupFate, { coldAfterDays }: Lifecycle) =>
  coldAfterDays === undefined || !coldTypes.has(resource.type) ? undefined : createdAt + coldAfterDays * dayMs;

interface End {
  deleteAt?: number | undefined;
  triedAt?: number | undefined;
  goneAt: number;
}

/** What brought a point to where it lies. */
type Source = Pick<CopyFate, 'pointArn' | 'deletion'>;

function endOf(source: Source, { createdAt, mishap }: BackupFate, { deleteAfterDays }: Lifecycle, setAt = 0): End {
  if (deleteAfterDays === undefined) return { goneAt: never };
  const deleteAt = createdAt + deleteAfterDays * dayMs;
  const { lateMs, isUnlucky } = luckOf(source);
  const triedAt = Math.max(deleteAt, setAt) + lateMs;
  const isStuck = mishap === undefined ? isUnlucky : mishap.isUndeletable;
  return { deleteAt, triedAt, goneAt: isStuck ? triedAt + stuckForMs : triedAt };
}

/** What is told of one point in the words of another (a member, a copy of a copy) has luck of its own. */
function luckOf(source: Source): DeletionLuck {
  const { deletion, pointArn: arn } = source;
  if (deletion?.arn === arn) return deletion;
  const dice = createDice(seedOf(arn));
  const thrown = { arn, lateMs: dice.whole(0, 8 * hourMs), isUnlucky: dice.chance(0.012) };
  source.deletion = thrown;
  return thrown;
}

/** A hold stops the lifecycle; it goes on where it was when the hold is over. */
function held(end: End, facts: Parameters<PointChanges['heldUntil']>[0], changes: PointChanges | undefined): End {
  const { triedAt, goneAt } = end;
  const until = triedAt === undefined ? undefined : changes?.heldUntil(facts, triedAt);
  if (triedAt === undefined || until === undefined || until < triedAt) return end;
  return { ...end, triedAt: until, goneAt: goneAt - triedAt + until };
}

function statusOf(
  backup: BackupFate,
  continuous: boolean,
  isPartial: boolean,
  { triedAt = never }: { triedAt?: number | undefined },
  now: number,
): Pick<RecoveryPoint, 'status' | 'statusMessage'> {
  if (continuous && now < (backup.stopsAt ?? never)) return { status: 'AVAILABLE', statusMessage: undefined };
  if (continuous) {
    return {
      status: 'STOPPED',
      statusMessage: 'Continuous backup stopped: AWS Backup no longer has permission to back the resource up.',
    };
  }
  if (now >= triedAt) {
    return {
      status: 'EXPIRED',
      statusMessage:
        'Insufficient permissions to delete recovery point: the IAM role it was created with cannot be assumed.',
    };
  }
  return { status: isPartial || backup.outcome === 'PARTIAL' ? 'PARTIAL' : 'COMPLETED', statusMessage: undefined };
}
