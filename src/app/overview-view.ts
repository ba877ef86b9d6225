// The rows behind the overview's panels.
import type { Job } from '../domain/job.ts';
import { isActive, isCompletedWithIssues } from '../domain/job-state.ts';
import type { MetricSeries } from '../domain/metric-series.ts';
import { resources } from '../resources/index.ts';
import type { ResourceId } from '../resources/resource-id.ts';
import type { Data } from './data.ts';
import type { Row, Rows, RowsOf } from './rows.ts';
import type { PanelId } from './state.ts';
import { everywhere } from './watching.ts';

const dayMs = 86_400_000;

export interface PanelRow {
  readonly key: string;
  readonly row: Row;
  readonly resource: ResourceId;
}

export interface Overview {
  readonly panels: Readonly<Record<PanelId, readonly PanelRow[]>>;
  /** Of the last 24 hours, whatever became of them since. */
  readonly badJobs: readonly PanelRow[];
  readonly vaultActivity: ReadonlyMap<string, number>;
  readonly counts: DayCounts;
  readonly spark: Readonly<Record<SparkId, readonly number[]>>;
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

export type SparkId = 'completed' | 'failed' | 'expired';

const jobResources = ['backup-jobs', 'copy-jobs', 'restore-jobs'] as const;

export function createOverview(rowsOf: RowsOf): (data: Data) => Overview {
  let remembered: { version: number; minute: number; scopes: unknown; overview: Overview } | undefined;
  return (data) => {
    const minute = Math.floor(data.now / 60_000);
    const same = remembered?.version === data.version && remembered.minute === minute;
    if (remembered && same && remembered.scopes === data.scopes) return remembered.overview;
    const overview = compute(data, rowsOf);
    remembered = { version: data.version, minute, scopes: data.scopes, overview };
    return overview;
  };
}

function compute(data: Data, rowsOf: RowsOf): Overview {
  const listed = (id: ResourceId): Rows => rowsOf(resources[id], everywhere(id, data), data, '', resources[id].sort);
  const jobs = jobResources.flatMap((id) => panelRows(id, listed(id)));
  const lately = jobs.filter(({ row }) => isLately(row, data.now));
  const audits = panelRows('audits', listed('audits'));
  return {
    panels: {
      vaults: panelRows('vaults', listed('vaults')),
      running: jobs.filter(({ row }) => isActive(row)).sort(byStart),
      attention: panelRows('attention', listed('attention')),
      // What AWS Backup does by itself is in the jobs already; here is what people and programs did.
      audits: audits.filter(({ row }) => !row.byService),
      last24h: [],
    },
    badJobs: lately.filter(({ row }) => endedBadly(row)).sort(byEnd),
    vaultActivity: lastActivity(jobs),
    counts: countDay(lately.map(({ row }) => row)),
    spark: sparks(data),
  };
}

const panelRows = (resource: ResourceId, { keys, rows }: Rows): PanelRow[] =>
  keys.map((key, index) => ({ key, row: rows[index], resource }));

const endOf = (job: Job): number => job.completedAt ?? job.startBy ?? job.createdAt;
const isLately = (job: Job, now: number): boolean => isActive(job) || endOf(job) >= now - dayMs;
const byStart = (a: PanelRow, b: PanelRow): number =>
  Number(b.row.state === 'RUNNING') - Number(a.row.state === 'RUNNING') ||
  (b.row.startedAt ?? b.row.createdAt) - (a.row.startedAt ?? a.row.createdAt);
const byEnd = (a: PanelRow, b: PanelRow): number => endOf(b.row) - endOf(a.row);

function endedBadly(job: Job): boolean {
  return ['FAILED', 'EXPIRED', 'ABORTED', 'PARTIAL'].includes(job.state) || isCompletedWithIssues(job);
}

function countDay(jobs: readonly Job[]): DayCounts {
  const count = (test: (job: Job) => boolean) => jobs.filter(test).length;
  return {
    completed: count((job) => job.state === 'COMPLETED'),
    withIssues: count((job) => isCompletedWithIssues(job) || job.state === 'PARTIAL'),
    failed: count((job) => job.state === 'FAILED'),
    expired: count((job) => job.state === 'EXPIRED'),
    aborted: count((job) => job.state === 'ABORTED'),
    running: count(isActive),
  };
}

/** Newest completed job of each vault, by vault ARN. */
function lastActivity(jobs: readonly PanelRow[]): Map<string, number> {
  const newest = new Map<string, number>();
  for (const { row } of jobs) {
    if (row.vaultArn === undefined || row.completedAt === undefined) continue;
    newest.set(row.vaultArn, Math.max(newest.get(row.vaultArn) ?? 0, row.completedAt));
  }
  return newest;
}

const sparkMetrics: Readonly<Record<SparkId, readonly string[]>> = {
  completed: ['NumberOfBackupJobsCompleted'],
  failed: ['NumberOfBackupJobsFailed'],
  expired: ['NumberOfBackupJobsExpired'],
};

function sparks(data: Data): Overview['spark'] {
  const series: MetricSeries[] = everywhere('metrics', data).flatMap((question) => [
    ...(data.snapshot(question)?.rows.values() ?? []),
  ]);
  const hours = (id: SparkId) =>
    hourly(
      series.filter(({ metric }) => sparkMetrics[id].includes(metric)),
      data.now,
    );
  return { completed: hours('completed'), failed: hours('failed'), expired: hours('expired') };
}

/** Sums of the last 24 hours, oldest first; empty while CloudWatch has told nothing. */
export function hourly(series: readonly MetricSeries[], now: number): number[] {
  if (series.length === 0) return [];
  const hour = 3_600_000;
  const from = now - 24 * hour;
  const sums = Array.from({ length: 24 }, () => 0);
  for (const { startsAt, periodMs, values } of series) {
    values.forEach((value, index) => {
      const slot = Math.floor((startsAt + index * periodMs - from) / hour);
      if (slot >= 0 && slot < 24) sums[slot] = (sums[slot] ?? 0) + value;
    });
  }
  return sums;
}
