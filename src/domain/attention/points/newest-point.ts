// The newest recovery point from which a resource could be restored, in its own or in any other account-Region.
import { accountOf, regionOf } from '../../arn.ts';
import type { Job } from '../../jobs/job.ts';
import { placeKey } from '../../scope.ts';
import { isContinuous } from '../../vaults/point-status.ts';
import type { EvaluationTime } from '../evaluation-time.ts';
import type { ScopeFacts } from '../facts.ts';
import { isDone } from '../findings/about-job.ts';
import type { ScheduleContext } from '../rule-context.ts';
import type { ResourceCase } from '../scope-view.ts';
import { dataTime } from './promised-copies.ts';
import { isLivePoint, isUsablePoint } from './usable-point.ts';
import { locationOfArn, type VaultLocation, vaultLocation } from './vault-location.ts';

export interface NewestPoint {
  /** Epoch ms of the data. */
  readonly at: number;
  readonly arn?: string;
  readonly vaultName?: string;
  /** A continuous recovery point follows the resource: its age means nothing. */
  readonly continuous: boolean;
}

/** Whether a recovery point in that vault counts; undefined: not known. */
export type IsWanted = (vault: VaultLocation) => boolean | undefined;

export interface NewestIn {
  readonly newest?: NewestPoint;
  /** For some recovery point it is not known whether its location counts. */
  readonly isUnsure: boolean;
}

type PointContext = Pick<ScheduleContext, 'view' | 'time'>;

/** A list may lack a recovery point that was made while the list was read. */
const listLagMs = 5 * 60_000;

/** The newest recovery point in any location. */
export const newestPoint = (resource: ResourceCase, context: PointContext): NewestPoint | undefined =>
  newestPointIn(resource, () => true, context).newest;

/** The newest recovery point in a location that counts. */
export function newestPointIn(resource: ResourceCase, isWanted: IsWanted, context: PointContext): NewestIn {
  let isAnyUnsure = false;
  const newest = newestWhere(
    resource,
    (vault) => {
      const wanted = isWanted(vault);
      isAnyUnsure ||= wanted === undefined;
      return wanted === true;
    },
    context,
  );
  // An uncertain recovery point changes the result only if it is newer.
  const perhaps = isAnyUnsure ? newestWhere(resource, (vault) => isWanted(vault) !== false, context) : newest;
  const isUnsure = perhaps !== undefined && newerOf(newest, perhaps) !== newest;
  return { ...(newest ? { newest } : {}), isUnsure };
}

type Counts = (vault: VaultLocation) => boolean;

function newestWhere(resource: ResourceCase, counts: Counts, context: PointContext): NewestPoint | undefined {
  const known = new Map<string, boolean>();
  const { scope } = context.view.facts;
  const countsHere = (vaultName: string): boolean => {
    const found = known.get(vaultName);
    if (found !== undefined) return found;
    const wanted = counts(vaultLocation(vaultName, scope, context.view.vaultOfName.get(vaultName)));
    known.set(vaultName, wanted);
    return wanted;
  };
  const bad = infectedTimes(resource, context);
  const local = localPoint(resource, { countsIn: countsHere, bad }, context);
  const others = [...remotePoints(resource, counts, bad), ...copiedPoints(resource, { counts, bad }, context)];
  return others.reduce(newerOf, local);
}

/** A continuous recovery point is always the newest. */
function newerOf(one: NewestPoint | undefined, other: NewestPoint): NewestPoint {
  if (one === undefined || one.continuous !== other.continuous) return one?.continuous ? one : other;
  return other.at > one.at ? other : one;
}

function localPoint(
  resource: ResourceCase,
  { countsIn, bad }: { countsIn(vaultName: string): boolean; readonly bad: ReadonlySet<number> },
  { view: { facts, infected }, time }: PointContext,
): NewestPoint | undefined {
  const live = resource.points.find((point) => isLivePoint(point, infected) && countsIn(point.vaultName));
  if (live && facts.points) return { at: facts.points.at, arn: live.arn, vaultName: live.vaultName, continuous: true };
  const listedAt = facts.points?.at;
  let best: NewestPoint | undefined;
  for (const point of resource.points) {
    const { createdAt: at, arn, vaultName } = point;
    if (!isNewer(at, best) || bad.has(at) || !isUsablePoint(point, infected) || isContinuous(point)) continue;
    if (countsIn(vaultName)) best = { at, arn, vaultName, continuous: false };
  }
  for (const job of resource.backups) {
    // The jobs are sorted newest first.
    if (!isNewer(job.createdAt, best)) break;
    if (!isDone(job) || infected.has(job.recoveryPointArn ?? '') || !isUnlisted(job, listedAt, time)) continue;
    if (countsIn(job.vaultName)) best = ofJob(job);
  }
  const { lastBackupAt, lastVaultName = '' } = resource.listed ?? {};
  if (lastBackupAt !== undefined && isNewer(lastBackupAt, best) && mayBeUnlisted(lastBackupAt, facts, time)) {
    if (countsIn(lastVaultName)) {
      best = { at: lastBackupAt, continuous: false, ...(lastVaultName === '' ? {} : { vaultName: lastVaultName }) };
    }
  }
  return best;
}

const noTimes: ReadonlySet<number> = new Set();

/** A copy has the data and the date of its source: if one contains malware, so does the other. */
function infectedTimes({ points, remote }: ResourceCase, { view: { infected } }: PointContext): ReadonlySet<number> {
  if (infected.size === 0 && remote?.infectedAt === undefined) return noTimes;
  const here = points.filter(({ arn }) => infected.has(arn)).map(({ createdAt }) => createdAt);
  return new Set([...here, ...(remote?.infectedAt ?? [])]);
}

function remotePoints({ remote }: ResourceCase, counts: Counts, bad: ReadonlySet<number>): NewestPoint[] {
  return (remote?.points ?? []).flatMap(({ at, earlier = [], arn, vault, continuous }): NewestPoint[] => {
    const clean = continuous ? at : [at, ...earlier].find((time) => !bad.has(time));
    if (clean === undefined || !counts(vault)) return [];
    return [{ at: clean, vaultName: vault.name, continuous, ...(clean === at ? { arn } : {}) }];
  });
}

/**
 * For vaults whose recovery points nobody lists, copy jobs are the only source: a copy keeps the date of its source.
 */
function copiedPoints(
  { copies, backups, points }: ResourceCase,
  { counts, bad }: { readonly counts: Counts; readonly bad: ReadonlySet<number> },
  { view: { facts, infected }, time }: PointContext,
): NewestPoint[] {
  const vaults = new Set<string>();
  return copies.flatMap((copy): NewestPoint[] => {
    const { vaultArn = '', copiedPointArn: arn, recoveryPointArn } = copy;
    if (!isDone(copy) || vaultArn === '' || vaults.has(vaultArn) || infected.has(recoveryPointArn ?? '')) return [];
    const source = points.find((point) => point.arn === recoveryPointArn);
    const at = source?.createdAt ?? dataTime(copy, backups);
    if (bad.has(at)) return [];
    // The jobs are sorted newest first.
    vaults.add(vaultArn);
    const place = placeKey({ accountId: accountOf(vaultArn), region: regionOf(vaultArn) });
    const listedAt = place === placeKey(facts.scope) ? facts.points?.at : facts.elsewhere?.pointsListedAt(place);
    if (!isUnlisted(copy, listedAt, time)) return [];
    const vault = locationOfArn(vaultArn);
    if (!counts(vault)) return [];
    return [{ at, vaultName: vault.name, continuous: false, ...(arn === undefined ? {} : { arn }) }];
  });
}

/** A recovery point that was made before the list was read, and that the list lacks, has been deleted. */
const isUnlisted = ({ completedAt, createdAt }: Job, listedAt: number | undefined, time: EvaluationTime): boolean =>
  listedAt === undefined || !time.reached((completedAt ?? createdAt) + listLagMs, listedAt);

function mayBeUnlisted(backupAt: number, { points, pointsSince }: ScopeFacts, time: EvaluationTime): boolean {
  if (points === undefined) return true;
  // Recovery points are requested back to this time.
  return pointsSince !== undefined && time.passed(backupAt + points.at - pointsSince, points.at);
}

const isNewer = (at: number, best: NewestPoint | undefined): boolean => best === undefined || at > best.at;

const ofJob = ({ createdAt, recoveryPointArn, vaultName }: Job): NewestPoint => ({
  at: createdAt,
  vaultName,
  continuous: false,
  ...(recoveryPointArn === undefined ? {} : { arn: recoveryPointArn }),
});
