// EventBridge events of an estate: one event for each state change of a job or recovery point.

import type { Interval } from '../backup-timeline.ts';
import type { Estate } from '../estate.ts';
import { backupState, leavesPoint, type SimulatedBackup } from '../jobs/simulated-backup.ts';
import { copyState, type SimulatedCopy } from '../jobs/simulated-copy.ts';
import { restoreStatus, type SimulatedRestore } from '../jobs/simulated-restore.ts';
import { type SimulatedScan, scanState, scansBetween } from '../jobs/simulated-scan.ts';
import { longestJobMs } from '../timeline.ts';
import { backupJobDetail, copyJobDetail, restoreJobDetail, scanJobDetail } from './event-details.ts';
import { createEstateEvent, type EstateEvent } from './event-envelope.ts';
import { pointEvents } from './point-events.ts';

const pendingMs = 12_000;

/** Events of jobs and points that AWS emits after `from` and no later than `to`, sorted by time. */
export function backupEvents(estate: Estate, region: string, interval: Interval): EstateEvent[] {
  const { timeline } = estate;
  const { from, to } = interval;
  const start = from - longestJobMs;
  const backups = timeline.backups(region, start, to + 1);
  const copies = timeline.copies(region, start, to + 1);
  return [
    ...backups.flatMap((job) => inOrder(eventsOfBackup(job))),
    ...copies.flatMap((job) => inOrder(eventsOfCopy(job))),
    ...timeline.restores(region, start, to + 1).flatMap((job) => inOrder(eventsOfRestore(job))),
    ...scansBetween(estate, region, { from: start, to: to + 1 }).flatMap((scan) => inOrder(eventsOfScan(scan))),
    ...pointEvents(estate, region, interval),
  ]
    .filter(({ at }) => at > from && at <= to)
    .sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
}

/** Moves an event behind the event of the job's earlier state. */
function inOrder(events: EstateEvent[]): EstateEvent[] {
  let latest = 0;
  return events.map((event) => {
    latest = Math.max(event.at, latest + 1);
    return { ...event, at: latest };
  });
}

/** Each state with the first of the moments at which the job is in it. */
function statesAt<State>(moments: (number | undefined)[], stateAt: (at: number) => State | undefined) {
  const firsts = new Map<State, number>();
  for (const at of moments) {
    const state = at === undefined ? undefined : stateAt(at);
    if (at !== undefined && state !== undefined && !firsts.has(state)) firsts.set(state, at);
  }
  return [...firsts];
}

function eventsOfBackup(job: SimulatedBackup): EstateEvent[] {
  const { createdAt, startsAt, endsAt } = job;
  const pendingAt = startsAt === undefined ? undefined : Math.max(createdAt + 1, startsAt - pendingMs);
  const passed = statesAt([pendingAt, startsAt, endsAt], (at) => backupState(job, at));
  // A manually started job can leave the state CREATED at once; AWS emits the event anyway.
  const states = [['CREATED', createdAt] as const, ...passed.filter(([state]) => state !== 'CREATED')];
  return states.map(([state, at]) => {
    const resources = at >= endsAt && leavesPoint(job) ? [job.pointArn] : [];
    const detail = backupJobDetail(job, state, at);
    return createEstateEvent({
      detailType: 'Backup Job State Change',
      keys: [job.id, state],
      changedAt: at,
      resources,
      detail,
    });
  });
}

const eventsOfCopy = (job: SimulatedCopy): EstateEvent[] =>
  statesAt([job.createdAt, job.startsAt, job.endsAt], (at) => copyState(job, at)).map(([state, at]) =>
    createEstateEvent({
      detailType: 'Copy Job State Change',
      keys: [job.id, state],
      changedAt: at,
      resources: [job.backup.pointArn],
      detail: copyJobDetail(job, state),
    }),
  );

function eventsOfRestore(job: SimulatedRestore): EstateEvent[] {
  const passed = statesAt([job.createdAt + 1_000, job.startsAt, job.endsAt], (at) => restoreStatus(job, at));
  return [['CREATED', job.createdAt] as const, ...passed].map(([status, at]) => {
    return createEstateEvent({
      detailType: 'Restore Job State Change',
      keys: [job.id, status],
      changedAt: at,
      resources: [job.backup.pointArn],
      detail: restoreJobDetail(job, status),
    });
  });
}

const eventsOfScan = (scan: SimulatedScan): EstateEvent[] =>
  statesAt([scan.createdAt, scan.startsAt, scan.endsAt], (at) => scanState(scan, at)).map(([state, at]) =>
    createEstateEvent({
      detailType: 'Scan Job State Change',
      keys: [scan.id, state],
      changedAt: at,
      resources: [scan.backup.pointArn],
      detail: scanJobDetail(scan, state),
    }),
  );
