// A recovery point over its lifetime: completed, cold, due for deletion, deleted or, sometimes, expired and still
// present.
import type { RecoveryPointStatus, StorageClass } from '@aws-sdk/client-backup';
import { type DeletionOutcome, leavesPoint, type SimulatedBackup } from '../jobs/simulated-backup.ts';
import { destinationAccount, type SimulatedCopy } from '../jobs/simulated-copy.ts';
import type { PointChanges, PointPatch } from '../overlays/point-overlay.ts';
import { createRandom, seedOf } from '../random.ts';
import type { Lifecycle } from '../spec.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** A recovery point that AWS could not delete is removed manually after this time. */
export const stuckForMs = 21 * dayMs;

export interface EstatePoint {
  arn: string;
  /** The account of its vault. */
  account: string;
  region: string;
  vault: string;
  backup: SimulatedBackup;
  /** The copy job that created it. Absent for the point of a backup job. */
  copy?: SimulatedCopy | undefined;
  createdAt: number;
  initiatedAt: number;
  completedAt: number;
  lifecycle: Lifecycle;
  deleteAt?: number | undefined;
  coldAt?: number | undefined;
  status: RecoveryPointStatus;
  statusMessage?: string | undefined;
  storageClass: StorageClass;
  /** Epoch ms at which AWS tries to delete it: within eight hours after `deleteAt`. */
  triedAt?: number | undefined;
  /** Epoch ms at which it is removed: later than `triedAt` if AWS could not delete it. */
  goneAt: number;
  /** The ARN of the composite recovery point that contains it. */
  parentArn?: string | undefined;
  isParent: boolean;
  /** Changes by callers. */
  patch?: PointPatch | undefined;
}

export const coldTypes: ReadonlySet<string> = new Set(['CloudFormation', 'DynamoDB', 'EBS', 'EFS']);
/** The time between a caller's request and the deletion. */
const deletingMs = 15_000;
const never = Number.POSITIVE_INFINITY;

/** The point as the backup that a copy, restore or scan job refers to, in the vault of the point. */
export const pointAsBackup = (point: EstatePoint, roleArn: string): SimulatedBackup => ({
  ...point.backup,
  by: undefined,
  account: point.account,
  region: point.region,
  vault: point.vault,
  pointArn: point.arn,
  lifecycle: point.lifecycle,
  roleArn,
});

/** The point that a backup or copy job created; undefined before it is completed and after it is deleted. */
export function pointOfJob(
  job: SimulatedBackup | SimulatedCopy,
  now: number,
  changes?: PointChanges,
): EstatePoint | undefined {
  const completedAt = job.endsAt;
  if (now < completedAt) return undefined;
  const copy = isCopy(job) ? job : undefined;
  const backup = isCopy(job) ? job.backup : job;
  const arn = job.pointArn;
  const region = copy?.to.region ?? backup.region;
  const vault = copy?.to.vault ?? backup.vault;
  const patch = changes?.patchOf(region, arn);
  const lifecycle = patch?.lifecycle ?? copy?.to.lifecycle ?? backup.lifecycle;
  const continuous = backup.continuous && copy === undefined;
  const createdAt = continuous ? (backup.by?.plan.createdAt ?? 0) + dayMs : backup.createdAt;
  const children = childrenLeft(backup, copy, changes);
  const deletedAt = patch?.deletedAt ?? children.lostAt;
  const due = continuous ? { goneAt: never } : endOf(job, lifecycle, patch?.lifecycleAt);
  const end: End =
    deletedAt === undefined
      ? held(due, { arn, region, vault, resourceArn: backup.resource.arn, createdAt }, changes)
      : { deleteAt: due.deleteAt, goneAt: deletedAt + deletingMs };
  if (now >= end.goneAt) return undefined;
  const coldAt = coldDate(backup, lifecycle);
  const current =
    deletedAt !== undefined && now >= deletedAt
      ? { status: 'DELETING' as const, statusMessage: undefined }
      : statusOf(backup, { continuous, isPartial: children.isPartial, triedAt: end.triedAt }, now);
  return {
    arn,
    account: copy ? destinationAccount(copy.to) : backup.account,
    region,
    vault,
    backup,
    copy,
    // A copy keeps the creation date of its source: the age of the data, not of the copy.
    createdAt,
    initiatedAt: copy?.createdAt ?? backup.startsAt ?? backup.createdAt,
    completedAt,
    lifecycle,
    coldAt,
    // Lists every member: the count of a vault creates thousands of points, and spreading would take most of that time.
    deleteAt: end.deleteAt,
    triedAt: end.triedAt,
    goneAt: end.goneAt,
    status: current.status,
    statusMessage: current.statusMessage,
    storageClass: coldAt !== undefined && now >= coldAt ? 'COLD' : 'WARM',
    parentArn: copy || patch?.orphanedAt !== undefined ? undefined : backup.parent?.pointArn,
    isParent: children.count > 0,
    patch,
  };
}

/** A composite without some of its members is PARTIAL; without all of them it is deleted as well. */
function childrenLeft(
  { children, region }: SimulatedBackup,
  copy: SimulatedCopy | undefined,
  changes: PointChanges | undefined,
) {
  if (copy !== undefined || children.length === 0) return noChildren;
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

const noChildren = { count: 0, isPartial: false, lostAt: undefined };

const coldDate = ({ resource, createdAt }: SimulatedBackup, { coldAfterDays }: Lifecycle) =>
  coldAfterDays === undefined || !coldTypes.has(resource.type) ? undefined : createdAt + coldAfterDays * dayMs;

interface End {
  deleteAt?: number | undefined;
  triedAt?: number | undefined;
  goneAt: number;
}

const isCopy = (job: SimulatedBackup | SimulatedCopy): job is SimulatedCopy => 'backup' in job;

function endOf(job: SimulatedBackup | SimulatedCopy, { deleteAfterDays }: Lifecycle, setAt = 0): End {
  if (deleteAfterDays === undefined) return { goneAt: never };
  const { createdAt, jobFault } = isCopy(job) ? job.backup : job;
  const deleteAt = createdAt + deleteAfterDays * dayMs;
  const { delayMs, isBlocked } = deletionOutcomeOf(job);
  const triedAt = Math.max(deleteAt, setAt) + delayMs;
  const isStuck = jobFault === undefined ? isBlocked : jobFault.isUndeletable;
  return { deleteAt, triedAt, goneAt: isStuck ? triedAt + stuckForMs : triedAt };
}

/**
 * A member or a copy of a copy uses the record of another point: the outcome of its own deletion follows from its own
 * ARN.
 */
function deletionOutcomeOf(job: SimulatedBackup | SimulatedCopy): DeletionOutcome {
  const { deletion, pointArn: arn } = job;
  if (deletion?.arn === arn) return deletion;
  const random = createRandom(seedOf(arn));
  const outcome = { arn, delayMs: random.whole(0, 8 * hourMs), isBlocked: random.chance(0.012) };
  job.deletion = outcome;
  return outcome;
}

/** A legal hold or an access point suspends the lifecycle, which continues when it ends. */
function held(end: End, facts: Parameters<PointChanges['pausedUntil']>[0], changes: PointChanges | undefined): End {
  const { triedAt, goneAt } = end;
  const until = triedAt === undefined ? undefined : changes?.pausedUntil(facts, triedAt);
  if (triedAt === undefined || until === undefined || until < triedAt) return end;
  return { ...end, triedAt: until, goneAt: goneAt - triedAt + until };
}

interface StatusFacts {
  continuous: boolean;
  isPartial: boolean;
  triedAt: number | undefined;
}

function statusOf(
  backup: SimulatedBackup,
  { continuous, isPartial, triedAt = never }: StatusFacts,
  now: number,
): Pick<EstatePoint, 'status' | 'statusMessage'> {
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
