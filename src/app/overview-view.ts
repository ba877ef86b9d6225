// The rows behind the overview's panels.
import type { MetricSeries } from '../domain/metric-series.ts';
import { resources } from '../resources/index.ts';
import { jobListIds, type ResourceId } from '../resources/resource-id.ts';
import type { Data } from './data.ts';
import { createJobTally, type DayCounts, type JobTally, type PanelRow } from './job-tally.ts';
import type { Rows, RowsOf } from './rows.ts';
import type { PanelId } from './state.ts';
import { everywhere } from './watching.ts';

export type { DayCounts, PanelRow } from './job-tally.ts';

export interface Overview {
  readonly panels: Readonly<Record<PanelId, readonly PanelRow[]>>;
  /** Of the last 24 hours, whatever became of them since. */
  readonly badJobs: readonly PanelRow[];
  readonly vaultActivity: ReadonlyMap<string, number>;
  readonly counts: DayCounts;
  readonly spark: Readonly<Record<SparkId, readonly number[]>>;
}

export type SparkId = 'completed' | 'failed' | 'expired';

export function createOverview(rowsOf: RowsOf): (data: Data) => Overview {
  const tally = createJobTally();
  let remembered: { version: number; minute: number; scopes: unknown; overview: Overview } | undefined;
  return (data) => {
    const minute = Math.floor(data.now / 60_000);
    const same = remembered?.version === data.version && remembered.minute === minute;
    if (remembered && same && remembered.scopes === data.scopes) return remembered.overview;
    const jobs = tally(
      jobListIds.map((id) => [id, jobAnswers(id, data)] as const),
      data.now,
    );
    const overview = compute(data, rowsOf, jobs);
    remembered = { version: data.version, minute, scopes: data.scopes, overview };
    return overview;
  };
}

const jobAnswers = (id: ResourceId, data: Data) => everywhere(id, data).map((question) => data.snapshot(question));

function compute(data: Data, rowsOf: RowsOf, jobs: JobTally): Overview {
  const listed = (id: ResourceId): Rows => rowsOf(resources[id], everywhere(id, data), data, '', resources[id].sort);
  const audits = panelRows('audits', listed('audits'));
  return {
    panels: {
      vaults: panelRows('vaults', listed('vaults')),
      running: jobs.running,
      attention: panelRows('attention', listed('attention')),
      // What AWS Backup does by itself is in the jobs already; here is what people and programs did.
      audits: audits.filter(({ row }) => !row.byService),
      last24h: [],
    },
    badJobs: jobs.bad,
    vaultActivity: jobs.vaultActivity,
    counts: jobs.counts,
    spark: sparks(data),
  };
}

const panelRows = (resource: ResourceId, { keys, rows }: Rows): PanelRow[] =>
  Array.from(keys, (key, index) => ({ key, row: rows.at(index), resource }));

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
