// The EventBridge form of what happens in an estate: one event for each state that a job or point passes.
import { type BackupFate, backupState, leavesPoint } from './backup-fate.ts';
import { createDice, seedOf } from './dice.ts';
import type { Estate } from './estate.ts';
import { backupJobDetail, copyJobDetail, type Detail, recoveryPointDetail, restoreJobDetail } from './event-details.ts';
import { type CopyFate, copyState, type RestoreFate, restoreStatus } from './follow-fates.ts';
import { pointOfBackup, pointOfCopy, type RecoveryPoint } from './recovery-point.ts';
import { longestLifeMs } from './timeline.ts';

const dayMs = 86_400_000;
const pendingMs = 12_000;

export interface BackupEvent {
  id: string;
  detailType: string;
  /** When it is told, some seconds after it happened. */
  at: number;
  resources: string[];
  detail: Detail;
}

export function backupEvent(
  detailType: string,
  keys: (string | number)[],
  happenedAt: number,
  resources: string[],
  detail: Detail,
): BackupEvent {
  const dice = createDice(seedOf('event', detailType, ...keys));
  return { id: dice.uuid(), detailType, at: happenedAt + dice.whole(2_000, 9_000), resources, detail };
}

/** Events of jobs and points told after `from` and no later than `to`, in their order. */
export function backupEvents(estate: Estate, region: string, from: number, to: number): BackupEvent[] {
  const { timeline } = estate;
  const start = from - longestLifeMs;
  const backups = timeline.backups(region, start, to + 1);
  const copies = timeline.copies(region, start, to + 1);
  return [
    ...backups.flatMap(eventsOfBackup),
    ...copies.flatMap(eventsOfCopy),
    ...timeline.restores(region, start, to + 1).flatMap(eventsOfRestore),
    ...backups.filter(leavesPoint).flatMap((fate) => eventOfNewPoint(pointOfBackup(fate, fate.endsAt))),
    ...copiesInto(estate, region, start, to + 1).flatMap((fate) => eventOfNewPoint(pointOfCopy(fate, fate.endsAt))),
    ...endingPoints(estate, region, from, to).flatMap(eventOfEnd),
  ]
    .filter(({ at }) => at > from && at <= to)
    .sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
}

/** Each state at the first of the moments that shows it. */
function statesAt<State>(moments: (number | undefined)[], stateAt: (at: number) => State | undefined) {
  const firsts = new Map<State, number>();
  for (const at of moments) {
    const state = at === undefined ? undefined : stateAt(at);
    if (at !== undefined && state !== undefined && !firsts.has(state)) firsts.set(state, at);
  }
  return [...firsts];
}

function eventsOfBackup(fate: BackupFate): BackupEvent[] {
  const { createdAt, startsAt, endsAt } = fate;
  const pendingAt = startsAt === undefined ? undefined : Math.max(createdAt + 1, startsAt - pendingMs);
  const passed = statesAt([pendingAt, startsAt, endsAt], (at) => backupState(fate, at));
  // A job started by hand may wait so shortly that it is never seen as created; its event comes all the same.
  const states = [['CREATED', createdAt] as const, ...passed.filter(([state]) => state !== 'CREATED')];
  return states.map(([state, at]) => {
    const resources = at >= endsAt && leavesPoint(fate) ? [fate.pointArn] : [];
    return backupEvent('Backup Job State Change', [fate.id, state], at, resources, backupJobDetail(fate, state, at));
  });
}

const eventsOfCopy = (fate: CopyFate): BackupEvent[] =>
  statesAt([fate.createdAt, fate.startsAt, fate.endsAt], (at) => copyState(fate, at)).map(([state, at]) =>
    backupEvent('Copy Job State Change', [fate.id, state], at, [fate.backup.pointArn], copyJobDetail(fate, state)),
  );

function eventsOfRestore(fate: RestoreFate): BackupEvent[] {
  const passed = statesAt([fate.createdAt + 1_000, fate.startsAt, fate.endsAt], (at) => restoreStatus(fate, at));
  return [['CREATED', fate.createdAt] as const, ...passed].map(([status, at]) => {
    const detail = restoreJobDetail(fate, status);
    return backupEvent('Restore Job State Change', [fate.id, status], at, [fate.backup.pointArn], detail);
  });
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
function eventOfEnd(point: RecoveryPoint): BackupEvent[] {
  const { triedAt, goneAt } = point;
  if (triedAt === undefined) return [];
  return [pointEvent(point, goneAt > triedAt ? 'EXPIRED' : 'DELETING', triedAt)];
}

const copiesInto = ({ timeline, regions }: Estate, region: string, from: number, to: number) =>
  regions
    .flatMap((source) => timeline.copies(source, from, to))
    .filter((copy) => copy.to.region === region && copy.outcome === 'COMPLETED');

/** Points that are due in the stretch, give or take the hours in which AWS deletes them. */
function endingPoints({ timeline }: Estate, region: string, from: number, to: number): RecoveryPoint[] {
  const born = (days: number) => [from - (days + 1) * dayMs, to - days * dayMs] as const;
  // Told as it stands when it is tried, so that one that stays carries the reason.
  const atEnd = (make: (now: number) => RecoveryPoint | undefined, endsAt: number) => {
    const { triedAt, goneAt } = make(endsAt) ?? {};
    return (triedAt !== undefined && goneAt !== triedAt ? make(triedAt) : make(endsAt)) ?? [];
  };
  return timeline.series.flatMap((series) => {
    const { lifecycle, copies } = series.rule;
    const own =
      series.region === region && lifecycle.deleteAfterDays !== undefined
        ? timeline
            .ofSeries(series, ...born(lifecycle.deleteAfterDays))
            .filter(leavesPoint)
            .flatMap((fate) => atEnd((now) => pointOfBackup(fate, now), fate.endsAt))
        : [];
    const copied = copies
      .filter((copy) => copy.region === region && copy.lifecycle.deleteAfterDays !== undefined)
      .flatMap((copy) =>
        timeline
          .ofSeries(series, ...born(copy.lifecycle.deleteAfterDays ?? 0))
          .flatMap(timeline.copiesOf)
          .filter((fate) => fate.to === copy && fate.outcome === 'COMPLETED')
          .flatMap((fate) => atEnd((now) => pointOfCopy(fate, now), fate.endsAt)),
      );
    return [...own, ...copied];
  });
}

const seconds = (at: number) => `${new Date(Math.floor(at / 1000) * 1000).toISOString().slice(0, 19)}Z`;

/** As it goes out to a target. */
export const toEnvelope = (event: BackupEvent, account: string, region: string) => ({
  version: '0',
  id: event.id,
  'detail-type': event.detailType,
  source: 'aws.backup',
  account,
  time: seconds(event.at),
  region,
  resources: event.resources,
  detail: event.detail,
});
