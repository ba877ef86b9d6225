// Simulated restore jobs: of restore tests, and those that callers start.
import type { RestoreValidationStatus } from '@aws-sdk/client-backup';
import { createRandom, seedOf } from '../random.ts';
import type { ResourceSpec, RestoreTestSpec } from '../spec.ts';
import { type OutcomeReason, restoreFailureOf } from './outcome-reasons.ts';
import type { SimulatedBackup } from './simulated-backup.ts';

const minuteMs = 60_000;

export interface Validation {
  at: number;
  status: RestoreValidationStatus;
  message?: string | undefined;
}

export interface SimulatedRestore {
  id: string;
  /**
   * Absent for a restore that a caller started: `backup` then describes the restored point, in whichever vault it is.
   */
  test?: RestoreTestSpec;
  /** The caller's metadata, for a restore that a caller started. */
  metadata?: Record<string, string>;
  backup: SimulatedBackup;
  createdAt: number;
  startsAt: number;
  endsAt: number;
  outcome: 'COMPLETED' | 'FAILED';
  reason?: OutcomeReason;
  createdResourceArn: string;
  /** Epoch ms at which the validation of the restored resource ends, and at which AWS deletes the resource. */
  validatedAt: number;
  deletedAt: number;
  /** The source of a test's validation result. Absent: the test reports it itself. */
  validatedBy?: 'caller' | 'nobody';
  /** A caller's validation result. */
  validation?: Validation;
  /** The reason why AWS could not delete the restored resource. */
  deletionFailure?: string;
  /** Restore metadata of the selection, which replaces the metadata of the point. */
  overrides?: Record<string, string>;
}

export const restoreRunMinutes: readonly [number, number] = [10, 45];

interface ManualRestore {
  backup: SimulatedBackup;
  metadata: Record<string, string>;
  made: { arn: string; reason?: OutcomeReason; isDone?: true };
}

/**
 * The restore job that a caller starts at `now`: it has no validation, and AWS does not delete the restored resource.
 */
export function manualRestore(
  { backup, metadata, made }: ManualRestore,
  now: number,
  serial: number,
): SimulatedRestore {
  const random = createRandom(seedOf('restore by hand', backup.pointArn, now, serial));
  const startsAt = now + random.whole(10_000, 90_000);
  return {
    id: random.jobId(),
    metadata,
    backup,
    createdAt: now,
    startsAt,
    endsAt: startsAt + Math.round(random.between(...restoreRunMinutes) * minuteMs),
    outcome: made.reason && !made.isDone ? 'FAILED' : 'COMPLETED',
    ...(made.reason && { reason: made.reason }),
    createdResourceArn: made.arn,
    validatedAt: Number.POSITIVE_INFINITY,
    deletedAt: Number.POSITIVE_INFINITY,
  };
}

export function simulateRestore(test: RestoreTestSpec, slotAt: number, backup: SimulatedBackup): SimulatedRestore {
  const random = createRandom(seedOf(test.arn, backup.resource.arn, slotAt));
  const createdAt = slotAt + random.whole(2_000, 8 * minuteMs);
  const startsAt = createdAt + random.whole(10_000, 4 * minuteMs);
  const endsAt = startsAt + Math.round(random.between(...test.runMinutes) * minuteMs);
  const fails = random.chance(0.04) && backup.jobFault === undefined;
  const message = test.unfit?.[backup.resource.name];
  const validatedAt = endsAt + random.whole(5 * minuteMs, 20 * minuteMs);
  return {
    id: random.jobId(),
    test,
    backup,
    createdAt,
    startsAt,
    endsAt,
    outcome: fails ? 'FAILED' : 'COMPLETED',
    ...(fails && { reason: restoreFailureOf(random) }),
    createdResourceArn: restoredArn(backup.resource, random.hex(17)),
    validatedAt,
    deletedAt: validatedAt + random.whole(30 * minuteMs, 60 * minuteMs),
    ...(message !== undefined && { validation: { at: validatedAt, status: 'FAILED', message } }),
  };
}

const restoredArn = ({ arn }: ResourceSpec, hex: string) =>
  /\/(i|vol|fs)-[0-9a-f]+$/.test(arn)
    ? arn.replace(/-[0-9a-f]+$/, `-${hex}`)
    : arn.replace(/([^:/]+)$/, `awsbackup-restore-test-${hex.slice(0, 8)}`);

export const restoreStatus = ({ createdAt, startsAt, endsAt, outcome }: SimulatedRestore, now: number) => {
  if (now < createdAt) return undefined;
  if (now >= endsAt) return outcome;
  return now < startsAt ? 'PENDING' : 'RUNNING';
};
