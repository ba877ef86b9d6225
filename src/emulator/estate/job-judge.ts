// What AWS does not let a job do, whatever else befalls it: keep a point for a time that the vault's lock does not allow,
// run past its completion window, or cross a Region that its type cannot cross.
import type { BackupFate } from './backup-fate.ts';
import type { CopyFate } from './follow-fates.ts';
import type { Verdict } from './messages.ts';
import type { Overlay } from './overlay.ts';
import type { EstateSpec, Lifecycle, VaultSpec } from './spec.ts';

const minuteMs = 60_000;
/** A job that may not be is told so soon after it has started. */
const refusedAfterMs = 5_000;

type Lock = VaultSpec['lock'];

/** A vault's lock from a moment on; absent: none. */
interface LockEra {
  from: number;
  lock?: Lock;
}

const locksIn = ({ planSide }: Overlay, region: string) => planSide.shelf<LockEra[]>('lock-era', region);

/** Remembers a lock that a caller puts on a vault or takes off: jobs are held to the lock of their own time. */
export function rememberLock(overlay: Overlay, region: string, vault: VaultSpec, lock: Lock, at: number): void {
  const known = locksIn(overlay, region).get(vault.name) ?? [{ from: 0, lock: vault.lock }];
  locksIn(overlay, region).set(vault.name, [...known, { from: at, lock }]);
}

export const forgetLocks = (overlay: Overlay, region: string, vault: string) =>
  void locksIn(overlay, region).delete(vault);

export const outsideLock = (kind: 'Backup' | 'Copy'): Verdict => ({
  message: `${kind} job failed. The retention specified in the job is not within the range specified for the target Backup Vault.`,
  category: 'InvalidParameters',
});
export const tooSlow: Verdict = { message: 'Backup job expired before completion.', category: 'JobExpired' };
const cannotBeCopied: Verdict = {
  message: 'Feature is not supported for provided resource type.',
  category: 'FeatureNotSupported',
};

export function isWithinLock(lock: Lock, { deleteAfterDays = Number.POSITIVE_INFINITY }: Lifecycle): boolean {
  const { minDays = 0, maxDays = Number.POSITIVE_INFINITY } = lock ?? {};
  return deleteAfterDays >= minDays && deleteAfterDays <= maxDays;
}

/** https://docs.aws.amazon.com/aws-backup/latest/devguide/backup-feature-availability.html#features-by-resource */
const regionBound: ReadonlySet<string> = new Set(['Redshift', 'Redshift Serverless']);

/** DynamoDB's own backups stay where they are; those that AWS Backup manages do not. */
export const cannotCross = (type: string, pointArn: string) =>
  regionBound.has(type) || (type === 'DynamoDB' && pointArn.startsWith('arn:aws:dynamodb:'));

/** Types whose jobs may take as long as they take. */
const unhurried: ReadonlySet<string> = new Set(['FSx']);

/** Whether the run is longer than its window. */
export const isTooSlow = (type: string, runMs: number, windowMinutes: number) =>
  runMs > windowMinutes * minuteMs && !unhurried.has(type);

export interface JobJudge {
  backup(fate: BackupFate): BackupFate;
  copy(fate: CopyFate): CopyFate;
}

export function createJobJudge(spec: EstateSpec, overlay: Overlay): JobJudge {
  const shelves = new Map<string, Map<string, LockEra[]>>();
  /** The shelf of a Region is the same map for good. */
  const erasIn = (region: string) => {
    const known = shelves.get(region);
    if (known !== undefined) return known;
    const shelf = locksIn(overlay, region);
    shelves.set(region, shelf);
    return shelf;
  };

  const lockAt = (region: string, vault: string, at: number): Lock => {
    const eras = erasIn(region);
    const era = eras.size === 0 ? undefined : eras.get(vault)?.findLast(({ from }) => from <= at);
    if (era !== undefined) return era.lock;
    const known = spec.region(region)?.vaults.find(({ name }) => name === vault);
    return (known ?? overlay.vaultsIn(region, []).find(({ name }) => name === vault))?.lock;
  };

  return {
    backup(fate) {
      if (!isWithinLock(lockAt(fate.region, fate.vault, fate.createdAt), fate.lifecycle)) return refused(fate);
      const { by, startsAt, endsAt, outcome, mishap, resource } = fate;
      const window = by?.rule.completionWindowMinutes;
      if (window === undefined || startsAt === undefined || mishap?.runMinutes || fate.parent) return fate;
      if (outcome !== 'COMPLETED' && outcome !== 'PARTIAL') return fate;
      return isTooSlow(resource.type, endsAt - startsAt, window) ? cutOff(fate, startsAt, window) : fate;
    },
    copy(fate) {
      const { backup, to, createdAt, verdict } = fate;
      if (verdict !== undefined || fate.byHand) return fate;
      if (!isWithinLock(lockAt(to.region, to.vault, createdAt), to.lifecycle)) return failed(fate, outsideLock('Copy'));
      if (to.region === backup.region || !cannotCross(backup.resource.type, backup.pointArn)) return fate;
      return failed(fate, cannotBeCopied);
    },
  };
}

/** A backup whose lifecycle its vault does not allow. */
export const refused = (fate: BackupFate): BackupFate => ({
  ...fate,
  outcome: 'FAILED',
  verdict: outsideLock('Backup'),
  endsAt: (fate.startsAt ?? fate.createdAt) + refusedAfterMs,
  children: [],
});

export const cutOff = (fate: BackupFate, startsAt: number, windowMinutes: number): BackupFate => ({
  ...fate,
  outcome: 'EXPIRED',
  verdict: tooSlow,
  endsAt: startsAt + windowMinutes * minuteMs,
});

export const failed = (fate: CopyFate, verdict: Verdict): CopyFate => ({ ...fate, outcome: 'FAILED', verdict });
