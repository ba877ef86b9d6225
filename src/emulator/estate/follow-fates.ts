// What follows backups: copies of their recovery points, and restores that try them out.
import type { RestoreValidationStatus } from '@aws-sdk/client-backup';
import { pointArn } from './arn.ts';
import { type BackupFate, type DeletionLuck, leavesPoint } from './backup-fate.ts';
import { createDice, seedOf } from './dice.ts';
import { copyFailureOf, restoreFailureOf, type Verdict } from './messages.ts';
import type { Mishap } from './mishap.ts';
import type { CopySpec, ResourceSpec, RestoreTestSpec } from './spec.ts';

const minuteMs = 60_000;

export interface CopyFate {
  id: string;
  backup: BackupFate;
  to: CopySpec;
  createdAt: number;
  startsAt: number;
  endsAt: number;
  outcome: 'COMPLETED' | 'FAILED';
  verdict?: Verdict | undefined;
  pointArn: string;
  /** Somebody started it; then `backup` tells of the point it copies, wherever that lies. */
  byHand?: true;
  deletion?: DeletionLuck | undefined;
}

/** The copies that follow a backup; none when it left nothing to copy. */
export function copyFates(backup: BackupFate): CopyFate[] {
  if (!leavesPoint(backup) || backup.parent !== undefined || backup.mishap?.copies === 'missing') return [];
  return (backup.by?.rule.copies ?? []).map((to) => copyFate(backup, to));
}

function copyFate(backup: BackupFate, to: CopySpec): CopyFate {
  const dice = createDice(seedOf(backup.id, to.vaultArn));
  const createdAt = backup.endsAt + dice.whole(15_000, 150_000);
  const startsAt = createdAt + dice.whole(5_000, 6 * minuteMs);
  const [shortest, longest] = to.runMinutes ?? [15, 80];
  const fails = dice.chance(0.025);
  const verdict = backup.mishap === undefined ? fails && copyFailureOf(dice) : plantedFailure(backup.mishap);
  const type = to.vault.includes('airgap') ? '' : backup.resource.type;
  return {
    id: dice.jobId(),
    backup,
    to,
    createdAt,
    startsAt,
    endsAt: startsAt + Math.round(dice.between(shortest, longest) * minuteMs),
    outcome: verdict ? 'FAILED' : 'COMPLETED',
    ...(verdict && { verdict }),
    pointArn: pointArn(type, to.region, backup.account, dice),
  };
}

const plantedFailure = ({ copies }: Mishap) => (copies === 'missing' ? undefined : copies);

export const copyState = ({ createdAt, startsAt, endsAt, outcome }: CopyFate, now: number) => {
  if (now < createdAt) return undefined;
  if (now >= endsAt) return outcome;
  return now < startsAt ? 'CREATED' : 'RUNNING';
};

export interface Validation {
  at: number;
  status: RestoreValidationStatus;
  message?: string | undefined;
}

export interface RestoreFate {
  id: string;
  /** Absent: somebody started it by hand; then `backup` tells of the point it restores, wherever that lies. */
  test?: RestoreTestSpec;
  /** What the caller asked for, of a restore started by hand. */
  metadata?: Record<string, string>;
  backup: BackupFate;
  createdAt: number;
  startsAt: number;
  endsAt: number;
  outcome: 'COMPLETED' | 'FAILED';
  verdict?: Verdict;
  createdResourceArn: string;
  /** When the restored resource has been looked at, and when it is thrown away. */
  validatedAt: number;
  deletedAt: number;
  /** Who says whether a test's restore is any good; absent: it finds so for itself. */
  validatedBy?: 'caller' | 'nobody';
  /** What a caller found. */
  validation?: Validation;
  /** Why what was restored could not be thrown away. */
  deletionFailure?: string;
  /** What a test restores otherwise than its point says. */
  overrides?: Record<string, string>;
}

/** A copy that a caller starts at `now`. */
export function copyByHand(backup: BackupFate, to: CopySpec, now: number, serial: number): CopyFate {
  const fate = copyFate({ ...backup, id: `${backup.id} ${serial}`, endsAt: now }, to);
  const lateBy = fate.createdAt - now;
  return {
    ...fate,
    backup,
    createdAt: now,
    startsAt: fate.startsAt - lateBy,
    endsAt: fate.endsAt - lateBy,
    outcome: 'COMPLETED',
    verdict: undefined,
    byHand: true,
  };
}

export const restoreRunMinutes: readonly [number, number] = [10, 45];

/** A restore that a caller starts at `now`: nobody validates it, nobody throws away what it makes. */
export function restoreByHand(
  backup: BackupFate,
  metadata: Record<string, string>,
  now: number,
  { serial, made }: { serial: number; made?: { arn: string; verdict?: Verdict } | undefined },
): RestoreFate {
  const dice = createDice(seedOf('restore by hand', backup.pointArn, now, serial));
  const startsAt = now + dice.whole(10_000, 90_000);
  return {
    id: dice.jobId(),
    metadata,
    backup,
    createdAt: now,
    startsAt,
    endsAt: startsAt + Math.round(dice.between(...restoreRunMinutes) * minuteMs),
    outcome: made?.verdict ? 'FAILED' : 'COMPLETED',
    ...(made?.verdict && { verdict: made.verdict }),
    createdResourceArn: made?.arn ?? restoredArn(backup.resource, dice.hex(17), 'restored'),
    validatedAt: Number.POSITIVE_INFINITY,
    deletedAt: Number.POSITIVE_INFINITY,
  };
}

export function restoreFate(test: RestoreTestSpec, slotAt: number, backup: BackupFate): RestoreFate {
  const dice = createDice(seedOf(test.arn, backup.resource.arn, slotAt));
  const createdAt = slotAt + dice.whole(2_000, 8 * minuteMs);
  const startsAt = createdAt + dice.whole(10_000, 4 * minuteMs);
  const endsAt = startsAt + Math.round(dice.between(...test.runMinutes) * minuteMs);
  const fails = dice.chance(0.04) && backup.mishap === undefined;
  const message = test.unfit?.[backup.resource.name];
  const validatedAt = endsAt + dice.whole(5 * minuteMs, 20 * minuteMs);
  return {
    id: dice.jobId(),
    test,
    backup,
    createdAt,
    startsAt,
    endsAt,
    outcome: fails ? 'FAILED' : 'COMPLETED',
    ...(fails && { verdict: restoreFailureOf(dice) }),
    createdResourceArn: restoredArn(backup.resource, dice.hex(17)),
    validatedAt,
    deletedAt: validatedAt + dice.whole(30 * minuteMs, 60 * minuteMs),
    ...(message !== undefined && { validation: { at: validatedAt, status: 'FAILED', message } }),
  };
}

const restoredArn = ({ arn }: ResourceSpec, hex: string, prefix = 'awsbackup-restore-test') =>
  /\/(i|vol|fs)-[0-9a-f]+$/.test(arn)
    ? arn.replace(/-[0-9a-f]+$/, `-${hex}`)
    : arn.replace(/([^:/]+)$/, `${prefix}-${hex.slice(0, 8)}`);

export const restoreStatus = ({ createdAt, startsAt, endsAt, outcome }: RestoreFate, now: number) => {
  if (now < createdAt) return undefined;
  if (now >= endsAt) return outcome;
  return now < startsAt ? 'PENDING' : 'RUNNING';
};
