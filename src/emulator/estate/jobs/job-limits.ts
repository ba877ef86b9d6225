// Limits that AWS applies to jobs: the retention range of the vault's lock, the completion window, and types that
// cannot be copied to another Region.

import type { Estate } from '../estate.ts';
import type { EstateOrganization } from '../organization.ts';
import type { EstateOverlay } from '../overlays/estate-overlay.ts';
import type { CopySpec, EstateSpec, Lifecycle, VaultSpec } from '../spec.ts';
import type { OutcomeReason } from './outcome-reasons.ts';
import type { SimulatedBackup } from './simulated-backup.ts';
import { destinationAccount, type SimulatedCopy } from './simulated-copy.ts';

const minuteMs = 60_000;
/** AWS fails a job with an invalid retention this long after its start. */
const refusedAfterMs = 5_000;

type Lock = VaultSpec['lock'];

/** The lock of a vault from a moment on. Absent: no lock. */
interface LockPeriod {
  from: number;
  lock?: Lock;
}

const locksIn = ({ planOverlay }: EstateOverlay, region: string) =>
  planOverlay.collection<LockPeriod[]>('lock-period', region);

interface LockChange {
  vault: VaultSpec;
  /** Absent: the lock is removed. */
  lock?: Lock;
  at: number;
}

/** Records a lock that a caller sets or removes: jobs obey the lock that was valid at their creation. */
export function recordLock(overlay: EstateOverlay, region: string, { vault, lock, at }: LockChange): void {
  const known = locksIn(overlay, region).get(vault.name) ?? [{ from: 0, lock: vault.lock }];
  locksIn(overlay, region).set(vault.name, [...known, { from: at, lock }]);
}

export const forgetLocks = (overlay: EstateOverlay, region: string, vault: string) =>
  void locksIn(overlay, region).delete(vault);

export const outsideLock = (kind: 'Backup' | 'Copy'): OutcomeReason => ({
  message: `${kind} job failed. The retention specified in the job is not within the range specified for the target Backup Vault.`,
  category: 'InvalidParameters',
});
export const tooSlow: OutcomeReason = { message: 'Backup job expired before completion.', category: 'JobExpired' };
const cannotBeCopied: OutcomeReason = {
  message: 'Feature is not supported for provided resource type.',
  category: 'FeatureNotSupported',
};

export function isWithinLock(lock: Lock, { deleteAfterDays = Number.POSITIVE_INFINITY }: Lifecycle): boolean {
  const { minDays = 0, maxDays = Number.POSITIVE_INFINITY } = lock ?? {};
  return deleteAfterDays >= minDays && deleteAfterDays <= maxDays;
}

/** https://docs.aws.amazon.com/aws-backup/latest/devguide/backup-feature-availability.html#features-by-resource */
const regionBound: ReadonlySet<string> = new Set(['Redshift', 'Redshift Serverless']);

/** DynamoDB's own backups cannot cross Regions; those that AWS Backup manages can. */
export const cannotCross = (type: string, pointArn: string) =>
  regionBound.has(type) || (type === 'DynamoDB' && pointArn.startsWith('arn:aws:dynamodb:'));

/** Types whose jobs ignore the completion window. */
const unhurried: ReadonlySet<string> = new Set(['FSx']);

/** Whether the run exceeds its completion window. */
export const isTooSlow = (type: string, runMs: number, windowMinutes: number) =>
  runMs > windowMinutes * minuteMs && !unhurried.has(type);

export interface JobLimits {
  backup(job: SimulatedBackup): SimulatedBackup;
  copy(job: SimulatedCopy): SimulatedCopy;
}

/** The lock of another account's vault. */
function lockOf(estate: Estate | undefined, { region, vault }: CopySpec, at: number): Lock {
  if (estate === undefined) return undefined;
  const period = locksIn(estate.overlay, region)
    .get(vault)
    ?.findLast(({ from }) => from <= at);
  return period === undefined ? estate.vaults(region).find(({ name }) => name === vault)?.lock : period.lock;
}

export function createJobLimits(spec: EstateSpec, overlay: EstateOverlay, organization: EstateOrganization): JobLimits {
  const collections = new Map<string, Map<string, LockPeriod[]>>();
  /** Caches the collection: a Region's collection is always the same map. */
  const periodsIn = (region: string) => {
    const known = collections.get(region);
    if (known !== undefined) return known;
    const collection = locksIn(overlay, region);
    collections.set(region, collection);
    return collection;
  };

  const lockAt = (region: string, vault: string, at: number): Lock => {
    const periods = periodsIn(region);
    const period = periods.size === 0 ? undefined : periods.get(vault)?.findLast(({ from }) => from <= at);
    if (period !== undefined) return period.lock;
    const known = spec.region(region)?.vaults.find(({ name }) => name === vault);
    return (known ?? overlay.vaultsIn(region, []).find(({ name }) => name === vault))?.lock;
  };

  return {
    backup(job) {
      if (!isWithinLock(lockAt(job.region, job.vault, job.createdAt), job.lifecycle)) return refused(job);
      const { by, startsAt, endsAt, outcome, jobFault, resource } = job;
      const window = by?.rule.completionWindowMinutes;
      if (window === undefined || startsAt === undefined || jobFault?.runMinutes || job.parent) return job;
      if (outcome !== 'COMPLETED' && outcome !== 'PARTIAL') return job;
      return isTooSlow(resource.type, endsAt - startsAt, window) ? cutOff(job, startsAt, window) : job;
    },
    copy(job) {
      const { backup, to, createdAt, reason } = job;
      if (reason !== undefined || job.isManual) return job;
      const account = destinationAccount(to);
      const isOwn = account === spec.account;
      const lock = isOwn
        ? lockAt(to.region, to.vault, createdAt)
        : lockOf(organization.estateOf(account), to, createdAt);
      if (!isWithinLock(lock, to.lifecycle)) return failed(job, outsideLock('Copy'));
      if (to.region === backup.region || !cannotCross(backup.resource.type, backup.pointArn)) return job;
      return failed(job, cannotBeCopied);
    },
  };
}

/** A backup job whose retention the lock of its vault does not allow. */
export const refused = (job: SimulatedBackup): SimulatedBackup => ({
  ...job,
  outcome: 'FAILED',
  reason: outsideLock('Backup'),
  endsAt: (job.startsAt ?? job.createdAt) + refusedAfterMs,
  children: [],
});

export const cutOff = (job: SimulatedBackup, startsAt: number, windowMinutes: number): SimulatedBackup => ({
  ...job,
  outcome: 'EXPIRED',
  reason: tooSlow,
  endsAt: startsAt + windowMinutes * minuteMs,
});

export const failed = (job: SimulatedCopy, reason: OutcomeReason): SimulatedCopy => ({
  ...job,
  outcome: 'FAILED',
  reason,
});
