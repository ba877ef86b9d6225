// The EventBridge form of what happens in an estate: one event for each state that a job or point passes.
import { type BackupFate, backupState, leavesPoint } from './backup-fate.ts';
import type { Estate } from './estate.ts';
import { backupJobDetail, copyJobDetail, restoreJobDetail, scanJobDetail } from './event-details.ts';
import { type BackupEvent, backupEvent } from './event-envelope.ts';
import { type CopyFate, copyState, type RestoreFate, restoreStatus } from './follow-fates.ts';
import { pointEvents } from './point-events.ts';
import { type ScanFate, scanState, scansBetween } from './scan-fates.ts';
import { longestLifeMs } from './timeline.ts';

const pendingMs = 12_000;

/** Events of jobs and points told after `from` and no later than `to`, in their order. */
export function backupEvents(estate: Estate, region: string, from: number, to: number): BackupEvent[] {
  const { timeline } = estate;
  const start = from - longestLifeMs;
  const backups = timeline.backups(region, start, to + 1);
  const copies = timeline.copies(region, start, to + 1);
  return [
    ...backups.flatMap((fate) => inOrder(eventsOfBackup(fate))),
    ...copies.flatMap((fate) => inOrder(eventsOfCopy(fate))),
    ...timeline.restores(region, start, to + 1).flatMap((fate) => inOrder(eventsOfRestore(fate))),
    ...scansBetween(estate, region, start, to + 1).flatMap((scan) => inOrder(eventsOfScan(scan))),
    ...pointEvents(estate, region, from, to),
  ]
    .filter(({ at }) => at > from && at <= to)
    .sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
}

/** A job's later state is never told before its earlier one. */
function inOrder(events: BackupEvent[]): BackupEvent[] {
  let latest = 0;
  return events.map((event) => {
    latest = Math.max(event.at, latest + 1);
    return { ...event, at: latest };
  });
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

const eventsOfScan = (scan: ScanFate): BackupEvent[] =>
  statesAt([scan.createdAt, scan.startsAt, scan.endsAt], (at) => scanState(scan, at)).map(([state, at]) =>
    backupEvent('Scan Job State Change', [scan.id, state], at, [scan.backup.pointArn], scanJobDetail(scan, state)),
  );
