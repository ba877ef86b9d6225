// What the overview tells of all jobs, kept up to date by those that change: of 500,000 jobs a page of 1,000 is looked at.
import type { Job } from '../domain/job.ts';
import { isActive, isCompletedWithIssues } from '../domain/job-state.ts';
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
  const recent = new Map<string, PanelRow>();
  const vaultActivity = new Map<string, number>();
  let followed: (Followed | undefined)[] = [];

  const look = (resource: ResourceId, key: string, job: Job | undefined, now: number) => {
    if (job && isLately(job, now)) recent.set(key, { key, row: job, resource });
    else recent.delete(key);
    if (job?.vaultArn === undefined || job.completedAt === undefined) return;
    vaultActivity.set(job.vaultArn, Math.max(vaultActivity.get(job.vaultArn) ?? 0, job.completedAt));
  };

  const lookAtAll = (asked: readonly Asked[], now: number) => {
    recent.clear();
    vaultActivity.clear();
    followed = asked.map(({ answer }) => answer && follow(answer));
    for (const { resource, answer } of asked) {
      for (const [key, job] of answer?.rows ?? []) look(resource, key, job, now);
    }
  };

  /** False: it cannot be told what changed. */
  const lookAtChanges = ({ resource, answer }: Asked, index: number, now: number): boolean => {
    const known = followed[index];
    if (!answer || (known?.version === answer.version && known.rows === answer.rows))
      return known !== undefined || !answer;
    const keys = known ? known.changes === answer.changes && answer.changes?.since(known.place) : answer.rows.keys();
    if (!keys) return false;
    for (const key of keys) look(resource, key, answer.rows.get(key), now);
    followed[index] = follow(answer);
    return true;
  };

  return (answers, now) => {
    const asked = answers.flatMap(([resource, of]) => of.map((answer): Asked => ({ resource, answer })));
    const isKnown = asked.length === followed.length && asked.every((one, index) => lookAtChanges(one, index, now));
    if (!isKnown) lookAtAll(asked, now);
    for (const [key, { row }] of recent) if (!isLately(row, now)) recent.delete(key);
    const rows = [...recent.values()];
    return {
      running: rows.filter(({ row }) => isActive(row)).sort(byStart),
      bad: rows.filter(({ row }) => endedBadly(row)).sort(byEnd),
      counts: countDay(rows),
      vaultActivity: new Map(vaultActivity),
    };
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

function countDay(jobs: readonly PanelRow[]): DayCounts {
  const counts = { completed: 0, withIssues: 0, failed: 0, expired: 0, aborted: 0, running: 0 };
  for (const { row } of jobs) {
    if (row.state === 'COMPLETED') counts.completed += 1;
    if (isCompletedWithIssues(row) || row.state === 'PARTIAL') counts.withIssues += 1;
    if (row.state === 'FAILED') counts.failed += 1;
    if (row.state === 'EXPIRED') counts.expired += 1;
    if (row.state === 'ABORTED') counts.aborted += 1;
    if (isActive(row)) counts.running += 1;
  }
  return counts;
}
