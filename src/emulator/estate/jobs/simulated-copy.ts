// Simulated copy jobs, which follow backups.
import { accountInArn, pointArn } from '../arn.ts';
import { createRandom, seedOf } from '../random.ts';
import type { CopySpec } from '../spec.ts';
import type { JobFault } from './job-fault.ts';
import { copyFailureOf, type OutcomeReason } from './outcome-reasons.ts';
import { type DeletionOutcome, leavesPoint, type SimulatedBackup } from './simulated-backup.ts';

const minuteMs = 60_000;

export interface SimulatedCopy {
  id: string;
  backup: SimulatedBackup;
  to: CopySpec;
  createdAt: number;
  startsAt: number;
  endsAt: number;
  outcome: 'COMPLETED' | 'FAILED';
  reason?: OutcomeReason | undefined;
  pointArn: string;
  /** A caller started it: `backup` then describes the copied point, in whichever vault it is. */
  isManual?: true;
  deletion?: DeletionOutcome | undefined;
}

/** The account of the destination vault: the account of the source, or another one of the organization. */
export const destinationAccount = ({ vaultArn }: CopySpec): string => accountInArn(vaultArn);

/** The copy jobs that follow a backup; none if the backup created no recovery point. */
export function simulateCopies(backup: SimulatedBackup): SimulatedCopy[] {
  if (!leavesPoint(backup) || backup.parent !== undefined || backup.jobFault?.copies === 'missing') return [];
  return (backup.by?.rule.copies ?? []).map((to) => simulateCopy(backup, to));
}

function simulateCopy(backup: SimulatedBackup, to: CopySpec): SimulatedCopy {
  const random = createRandom(seedOf(backup.id, to.vaultArn));
  const createdAt = backup.endsAt + random.whole(15_000, 150_000);
  const startsAt = createdAt + random.whole(5_000, 6 * minuteMs);
  const [shortest, longest] = to.runMinutes ?? [15, 80];
  const fails = random.chance(0.025);
  const reason = backup.jobFault === undefined ? fails && copyFailureOf(random) : plantedFailure(backup.jobFault);
  const type = to.vault.includes('airgap') ? '' : backup.resource.type;
  return {
    id: random.jobId(),
    backup,
    to,
    createdAt,
    startsAt,
    endsAt: startsAt + Math.round(random.between(shortest, longest) * minuteMs),
    outcome: reason ? 'FAILED' : 'COMPLETED',
    ...(reason && { reason }),
    pointArn: pointArn({ type, region: to.region, account: destinationAccount(to) }, random),
  };
}

const plantedFailure = ({ copies }: JobFault) => (copies === 'missing' ? undefined : copies);

export const copyState = ({ createdAt, startsAt, endsAt, outcome }: SimulatedCopy, now: number) => {
  if (now < createdAt) return undefined;
  if (now >= endsAt) return outcome;
  return now < startsAt ? 'CREATED' : 'RUNNING';
};

type CopyRequest = Pick<SimulatedCopy, 'backup' | 'to'>;

/** The copy job that a caller starts at `now`. */
export function manualCopy({ backup, to }: CopyRequest, now: number, serial: number): SimulatedCopy {
  const job = simulateCopy({ ...backup, id: `${backup.id} ${serial}`, endsAt: now }, to);
  const lateBy = job.createdAt - now;
  return {
    ...job,
    backup,
    createdAt: now,
    startsAt: job.startsAt - lateBy,
    endsAt: job.endsAt - lateBy,
    outcome: 'COMPLETED',
    reason: undefined,
    isManual: true,
  };
}
