// What the overview tells of all jobs, kept up to date by those that change: of 500,000 jobs a page of 1,000 is looked at.
import type { Job } from '../domain/job.ts';
import { isActive, isCompletedWithIssues } from '../domain/job-state.ts';
import { minuteOf } from '../lib/clock.ts';
import { TextMap } from '../lib/text-map.ts';
import type { ResourceId } from '../resources/resource-id.ts';
import type { AnySnapshot } from './data.ts';
import type { Row } from './rows.ts';

const dayMs = 86_400_000;

export interface PanelRow {
  readonly key: string;
  readonly row: Row;
  readonly resource: ResourceId;
}

/** Of the last 24 hours, over backup, copy and restore jobs. */
export interface DayCounts {
  readonly completed: number;
  readonly withIssues: number;
  readonly failed: number;
  readonly expired: number;
  readonly aborted: number;
  readonly running: number;
}

export interface JobTally {
  /** What runs first, then what waits; the newest first. */
  readonly running: readonly PanelRow[];
  /** What ended badly in the last 24 hours, the newest first. */
  readonly bad: readonly PanelRow[];
  readonly counts: DayCounts;
  /** When the newest completed job of each vault ended, by vault ARN. */
  readonly vaultActivity: ReadonlyMap<string, number>;
}

type Answers = readonly (readonly [resource: ResourceId, answers: readonly (AnySnapshot | undefined)[]])[];

interface Followed {
  readonly changes: AnySnapshot['changes'];
  rows: AnySnapshot['rows'];
  version: number;
  place: number;
}

/** Jobs that are active or ended in the last 24 hours, out of all there are. */
export function createJobTally(): (answers: Answers, now: number) => JobTally {
  const recent = new TextMap<PanelRow>();
  const running = createSortedPart(isRunning, byStart);
  const bad = createSortedPart(({ row }) => endedBadly(row), byEnd);
  const counts = { ...noCounts };
  const vaultActivity = new Map<string, number>();
  let followed: (Followed | undefined)[] = [];
  let minute = 0;

  const count = ({ row }: PanelRow, by: 1 | -1) => {
    for (const what of countedAs(row)) counts[what] += by;
  };

  const take = (key: string, next: PanelRow | undefined) => {
    const before = recent.get(key);
    if (before) count(before, -1);
    if (next) count(next, 1);
    if (next) recent.set(key, next);
    else recent.delete(key);
    running.take(key, next);
    bad.take(key, next);
  };

  const look = (resource: ResourceId, key: string, job: Job | undefined, now: number) => {
    if (job && isLately(job, now)) take(key, { key, row: job, resource });
    else if (recent.has(key)) take(key, undefined);
    if (job?.vaultArn === undefined || job.completedAt === undefined) return;
    vaultActivity.set(job.vaultArn, Math.max(vaultActivity.get(job.vaultArn) ?? 0, job.completedAt));
  };

  const lookAtAll = (asked: readonly Asked[], now: number) => {
    for (const key of [...recent.keys()]) take(key, undefined);
    vaultActivity.clear();
    followed = asked.map(({ answer }) => answer && follow(answer));
    for (const { resource, answer } of asked) {
      for (const [key, job] of answer?.rows ?? []) look(resource, key, job, now);
    }
  };

  /** False: it cannot be told what changed. */
  const lookAtChanges = ({ resource, answer }: Asked, index: number, now: number): boolean => {
    const known = followed[index];
    if (!answer) return known === undefined;
    if (known?.version === answer.version && known.rows === answer.rows) return true;
    if (known && (known.changes === undefined || known.changes !== answer.changes)) return false;
    const keys = known ? answer.changes?.since(known.place) : answer.rows.keys();
    if (!keys) return false;
    for (const key of keys) look(resource, key, answer.rows.get(key), now);
    followed[index] = follow(answer);
    return true;
  };

  const forgetOld = (now: number) => {
    if (minuteOf(now) === minute) return;
    minute = minuteOf(now);
    for (const [key, { row }] of recent) if (!isLately(row, now)) take(key, undefined);
  };

  return (answers, now) => {
    const asked = answers.flatMap(([resource, of]) => of.map((answer): Asked => ({ resource, answer })));
    const isKnown = asked.length === followed.length && asked.every((one, index) => lookAtChanges(one, index, now));
    if (!isKnown) lookAtAll(asked, now);
    forgetOld(now);
    return {
      ...{ running: running.sorted(), bad: bad.sorted() },
      ...{ counts: { ...counts }, vaultActivity: new Map(vaultActivity) },
    };
  };
}

/** Some of the rows, sorted anew when one of them has changed. */
function createSortedPart(belongs: (row: PanelRow) => boolean, order: (a: PanelRow, b: PanelRow) => number) {
  const rows = new TextMap<PanelRow>();
  let sorted: readonly PanelRow[] | undefined = [];
  return {
    take(key: string, row: PanelRow | undefined) {
      if (row && belongs(row)) rows.set(key, row);
      else if (!rows.delete(key)) return;
      sorted = undefined;
    },
    sorted: () => (sorted ??= [...rows.values()].sort(order)),
  };
}

interface Asked {
  readonly resource: ResourceId;
  readonly answer: AnySnapshot | undefined;
}

const follow = ({ changes, rows, version }: AnySnapshot): Followed => ({
  ...{ changes, rows, version },
  place: changes?.count() ?? 0,
});

const endOf = (job: Job): number => job.completedAt ?? job.startBy ?? job.createdAt;
const isLately = (job: Job, now: number): boolean => isActive(job) || endOf(job) >= now - dayMs;
const byStart = (a: PanelRow, b: PanelRow): number =>
  Number(b.row.state === 'RUNNING') - Number(a.row.state === 'RUNNING') ||
  (b.row.startedAt ?? b.row.createdAt) - (a.row.startedAt ?? a.row.createdAt);
const byEnd = (a: PanelRow, b: PanelRow): number => endOf(b.row) - endOf(a.row);

const endedBadly = (job: Job): boolean =>
  ['FAILED', 'EXPIRED', 'ABORTED', 'PARTIAL'].includes(job.state) || isCompletedWithIssues(job);

const isRunning = ({ row }: PanelRow): boolean => isActive(row);

const noCounts = { completed: 0, withIssues: 0, failed: 0, expired: 0, aborted: 0, running: 0 };

const endStates: Readonly<Record<string, keyof DayCounts>> = {
  COMPLETED: 'completed',
  PARTIAL: 'withIssues',
  FAILED: 'failed',
  EXPIRED: 'expired',
  ABORTED: 'aborted',
};

/** One that completed with issues is both. */
function countedAs(job: Job): (keyof DayCounts)[] {
  const ended = endStates[job.state];
  return [
    ...(ended ? [ended] : []),
    ...(ended !== 'withIssues' && isCompletedWithIssues(job) ? ['withIssues' as const] : []),
    ...(isActive(job) ? ['running' as const] : []),
  ];
}
