// The EventBridge form of what becomes of recovery points and their indexes.
import { type AgedPoint, agedPoints } from './aged-points.ts';
import { leavesPoint } from './backup-fate.ts';
import type { Estate } from './estate.ts';
import { indexDetail, recoveryPointDetail } from './event-details.ts';
import { type BackupEvent, backupEvent } from './event-envelope.ts';
import { indexBuildingMs, indexDeletingMs } from './index-status.ts';
import type { PointPatch } from './point-changes.ts';
import { pointOfBackup, pointOfCopy, type RecoveryPoint } from './recovery-point.ts';
import { longestLifeMs } from './timeline.ts';

/** How long before it is told something happened at most. */
const slackMs = 10_000;

/** Of the events, those told after `from` and no later than `to` are all among them. */
export function pointEvents(estate: Estate, region: string, from: number, to: number): BackupEvent[] {
  const start = from - longestLifeMs;
  const backups = estate.timeline.backups(region, start, to + 1).filter(leavesPoint);
  return [
    ...backups.flatMap((fate) => eventOfNewPoint(pointOfBackup(fate, fate.endsAt))),
    ...copiesInto(estate, region, start, to + 1).flatMap((fate) => eventOfNewPoint(pointOfCopy(fate, fate.endsAt))),
    ...agedPoints(estate, region, [from, to], ({ deleteAfterDays }) => deleteAfterDays).flatMap(eventOfEnd),
    ...eventsOfChanges(estate, region, from - slackMs, to),
  ];
}

const pointEvent = (point: RecoveryPoint, status: string, at: number, key = '') =>
  backupEvent(
    'Recovery Point State Change',
    [point.arn, status, key],
    at,
    [point.arn],
    recoveryPointDetail(point, status),
  );

/** A continuous point is updated in place: each job that does so has an event of its own. */
const eventOfNewPoint = (point: RecoveryPoint | undefined): BackupEvent[] =>
  point === undefined ? [] : [pointEvent(point, point.status, point.completedAt, point.backup.id)];

/** Some cannot be deleted, and are told of as expired. */
function eventOfEnd({ completedAt, at }: AgedPoint): BackupEvent[] {
  const young = at(completedAt);
  if (young?.triedAt === undefined) return [];
  const { triedAt, goneAt } = young;
  if (goneAt <= triedAt) return [pointEvent(young, 'DELETING', triedAt)];
  // Told as it stands when it is tried, so that one that stays carries the reason.
  return [pointEvent(at(triedAt) ?? young, 'EXPIRED', triedAt)];
}

const copiesInto = ({ timeline, regions }: Estate, region: string, from: number, to: number) =>
  regions
    .flatMap((source) => timeline.copies(source, from, to))
    .filter((copy) => copy.to.region === region && copy.outcome === 'COMPLETED');

/** What callers did to points in the stretch. */
function eventsOfChanges(estate: Estate, region: string, from: number, to: number): BackupEvent[] {
  return changesOfPoints(estate, region, from, to).map(({ point, status, at, isIndex }) =>
    isIndex ? indexEvent(point, status, at) : pointEvent(point, status, at),
  );
}

export interface PointChange {
  point: RecoveryPoint;
  /** Of the point, or of its index. */
  status: string;
  at: number;
  isIndex?: true;
}

/** What callers did to points, told after `from` and no later than `to`. */
export function changesOfPoints(estate: Estate, region: string, from: number, to: number): PointChange[] {
  const pointAt = (arn: string, at: number) =>
    estate
      .vaults(region)
      .map(({ name }) => estate.vaultPoints.find(region, name, arn, at))
      .find((point) => point !== undefined);
  return estate.overlay.vaultSide.points.patchesIn(region).flatMap(({ arn, patch }) =>
    momentsOf(patch)
      .filter(({ at }) => at > from && at <= to)
      .flatMap((moment) => {
        const point = pointAt(arn, moment.at);
        return point === undefined ? [] : { ...moment, point };
      }),
  );
}

const indexEvent = (point: RecoveryPoint, status: string, at: number) =>
  backupEvent(
    'Recovery Point Index State Change',
    [point.arn, status, at],
    at,
    [point.arn],
    indexDetail(point, status),
  );

function momentsOf({ deletedAt, index }: PointPatch): Omit<PointChange, 'point'>[] {
  const moments: Omit<PointChange, 'point'>[] = [];
  if (deletedAt !== undefined) moments.push({ at: deletedAt, status: 'DELETING' });
  if (index === undefined) return moments;
  const builtAt = index.enabledAt + indexBuildingMs;
  if ((index.disabledAt ?? builtAt) >= builtAt) moments.push({ at: builtAt, status: 'ACTIVE', isIndex: true });
  if (index.disabledAt !== undefined) {
    moments.push({ at: index.disabledAt + indexDeletingMs, status: 'DELETED', isIndex: true });
  }
  return moments;
}
