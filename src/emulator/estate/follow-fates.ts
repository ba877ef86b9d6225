// What follows backups: copies of their recovery points, and restores that try them out.
import { pointArn } from './arn.ts';
import { type BackupFate, leavesPoint } from './backup-fate.ts';
import { createDice, seedOf } from './dice.ts';
import { copyFailureOf, restoreFailureOf, type Verdict } from './messages.ts';
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
  verdict?: Verdict;
  pointArn: string;
}

/** The copies that follow a backup; none when it left nothing to copy. */
export function copyFates(backup: BackupFate): CopyFate[] {
  if (!leavesPoint(backup) || backup.parent !== undefined) return [];
  return (backup.by?.rule.copies ?? []).map((to) => copyFate(backup, to));
}

function copyFate(backup: BackupFate, to: CopySpec): CopyFate {
  const dice = createDice(seedOf(backup.id, to.vaultArn));
  const createdAt = backup.endsAt + dice.whole(15_000, 150_000);
  const startsAt = createdAt + dice.whole(5_000, 6 * minuteMs);
  const [shortest, longest] = to.runMinutes ?? [15, 80];
  const fails = dice.chance(0.025);
  const type = to.vault.includes('airgap') ? '' : backup.resource.type;
  return {
    id: dice.uuid().toUpperCase(),
    backup,
    to,
    createdAt,
    startsAt,
    endsAt: startsAt + Math.round(dice.between(shortest, longest) * minuteMs),
    outcome: fails ? 'FAILED' : 'COMPLETED',
    ...(fails && { verdict: copyFailureOf(dice) }),
    pointArn: pointArn(type, to.region, backup.account, dice),
  };
}

export const copyState = ({ createdAt, startsAt, endsAt, outcome }: CopyFate, now: number) => {
  if (now < createdAt) return undefined;
  if (now >= endsAt) return outcome;
  return now < startsAt ? 'CREATED' : 'RUNNING';
};

export interface RestoreFate {
  id: string;
  test: RestoreTestSpec;
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
}

export function restoreFate(test: RestoreTestSpec, slotAt: number, backup: BackupFate): RestoreFate {
  const dice = createDice(seedOf(test.arn, backup.resource.arn, slotAt));
  const createdAt = slotAt + dice.whole(2_000, 8 * minuteMs);
  const startsAt = createdAt + dice.whole(10_000, 4 * minuteMs);
  const endsAt = startsAt + Math.round(dice.between(...test.runMinutes) * minuteMs);
  const fails = dice.chance(0.04);
  const validatedAt = endsAt + dice.whole(5 * minuteMs, 20 * minuteMs);
  return {
    id: dice.uuid().toUpperCase(),
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
  };
}

const restoredArn = ({ arn }: ResourceSpec, hex: string) =>
  /\/(i|vol|fs)-[0-9a-f]+$/.test(arn)
    ? arn.replace(/-[0-9a-f]+$/, `-${hex}`)
    : arn.replace(/([^:/]+)$/, `awsbackup-restore-test-${hex.slice(0, 8)}`);

export const restoreStatus = ({ createdAt, startsAt, endsAt, outcome }: RestoreFate, now: number) => {
  if (now < createdAt) return undefined;
  if (now >= endsAt) return outcome;
  return now < startsAt ? 'PENDING' : 'RUNNING';
};
