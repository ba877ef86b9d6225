// EventBridge events of recovery points and their indexes.

import type { Interval } from '../backup-timeline.ts';
import type { Estate } from '../estate.ts';
import { leavesPoint } from '../jobs/simulated-backup.ts';
import { destinationAccount } from '../jobs/simulated-copy.ts';
import type { PointPatch } from '../overlays/point-overlay.ts';
import { type AgedPoint, expiringPoints } from '../points/aged-points.ts';
import { type EstatePoint, pointOfJob } from '../points/estate-point.ts';
import { indexBuildingMs, indexDeletingMs } from '../points/index-status.ts';
import { longestJobMs } from '../timeline.ts';
import { indexDetail, recoveryPointDetail } from './event-details.ts';
import { createEstateEvent, type EstateEvent } from './event-envelope.ts';

/** The longest delay between a change and its event. */
const slackMs = 10_000;

/** A superset of the events that AWS emits after `from` and no later than `to`. */
export function pointEvents(estate: Estate, region: string, { from, to }: Interval): EstateEvent[] {
  const created = { from: from - longestJobMs, to: to + 1 };
  const backups = estate.timeline.backups(region, created.from, created.to).filter(leavesPoint);
  return [
    ...[...backups, ...copiesInto(estate, region, created)].flatMap((job) =>
      eventOfNewPoint(pointOfJob(job, job.endsAt)),
    ),
    ...expiringPoints(estate, region, { from, to }).flatMap(eventOfEnd),
    ...eventsOfChanges(estate, region, { from: from - slackMs, to }),
  ];
}

const pointEvent = ({ point, status, at }: PointChange, key = '') =>
  createEstateEvent({
    detailType: 'Recovery Point State Change',
    keys: [point.arn, status, key],
    changedAt: at,
    resources: [point.arn],
    detail: recoveryPointDetail(point, status),
  });

/** AWS updates a continuous recovery point in place: each job that updates it emits an event. */
const eventOfNewPoint = (point: EstatePoint | undefined): EstateEvent[] =>
  point === undefined ? [] : [pointEvent({ point, status: point.status, at: point.completedAt }, point.backup.id)];

/** The event of the deletion, or EXPIRED for a point that AWS cannot delete. */
function eventOfEnd({ completedAt, at }: AgedPoint): EstateEvent[] {
  const atCompletion = at(completedAt);
  if (atCompletion?.triedAt === undefined) return [];
  const { triedAt, goneAt } = atCompletion;
  if (goneAt <= triedAt) return [pointEvent({ point: atCompletion, status: 'DELETING', at: triedAt })];
  // The point at the time of the attempt has the reason for its failure.
  return [pointEvent({ point: at(triedAt) ?? atCompletion, status: 'EXPIRED', at: triedAt })];
}

const copiesInto = ({ arrivals, regions }: Estate, region: string, { from, to }: Interval) =>
  arrivals
    .timelines()
    .flatMap((timeline) => regions.flatMap((source) => timeline.copies(source, from, to)))
    .filter((copy) => copy.to.region === region && destinationAccount(copy.to) === arrivals.account)
    .filter(({ outcome }) => outcome === 'COMPLETED');

/** Events of changes by callers in the interval. */
const eventsOfChanges = (estate: Estate, region: string, interval: Interval): EstateEvent[] =>
  changesOfPoints(estate, region, interval).map((change) => (change.isIndex ? indexEvent(change) : pointEvent(change)));

export interface PointChange {
  point: EstatePoint;
  /** The status of the point, or of its index. */
  status: string;
  at: number;
  isIndex?: true;
}

/** Changes by callers after `from` and no later than `to`. */
export function changesOfPoints(estate: Estate, region: string, { from, to }: Interval): PointChange[] {
  const pointAt = (arn: string, now: number) =>
    estate
      .vaults(region)
      .map(({ name }) => estate.vaultPoints.find({ region, vault: name, now }, arn))
      .find((point) => point !== undefined);
  return estate.overlay.vaultOverlay.points.patchesIn(region).flatMap(({ arn, patch }) =>
    momentsOf(patch)
      .filter(({ at }) => at > from && at <= to)
      .flatMap((moment) => {
        const point = pointAt(arn, moment.at);
        return point === undefined ? [] : { ...moment, point };
      }),
  );
}

const indexEvent = ({ point, status, at }: PointChange) =>
  createEstateEvent({
    detailType: 'Recovery Point Index State Change',
    keys: [point.arn, status, at],
    changedAt: at,
    resources: [point.arn],
    detail: indexDetail(point, status),
  });

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
