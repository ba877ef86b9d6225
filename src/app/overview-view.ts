// The rows behind the overview's panels.
import type { MetricSeries } from '../domain/metric-series.ts';
import { minuteOf } from '../lib/clock.ts';
import { resources } from '../resources/index.ts';
import { jobListIds, type ResourceId } from '../resources/resource-id.ts';
import type { AnySnapshot, Data } from './data.ts';
import { createJobTally, type DayCounts, type JobTally, type PanelRow } from './job-tally.ts';
import type { Row, Rows, RowsOf } from './rows.ts';
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
  const panelOf = createPanels();
  const sparksOf = createSparks();
  let remembered: { version: number; minute: number; scopes: unknown; overview: Overview } | undefined;
  return (data) => {
    const minute = minuteOf(data.now);
    const same = remembered?.version === data.version && remembered.minute === minute;
    if (remembered && same && remembered.scopes === data.scopes) return remembered.overview;
    const jobs = tally(
      jobListIds.map((id) => [id, jobAnswers(id, data)] as const),
      data.now,
    );
    const overview = compute(data, rowsOf, panelOf, sparksOf, jobs);
    remembered = { version: data.version, minute, scopes: data.scopes, overview };
    return overview;
  };
}

const jobAnswers = (id: ResourceId, data: Data) => everywhere(id, data).map((question) => data.snapshot(question));

type SparksOf = (data: Data) => Overview['spark'];

function compute(data: Data, rowsOf: RowsOf, panelOf: PanelOf, sparksOf: SparksOf, jobs: JobTally): Overview {
  const listed = (id: ResourceId): Rows => rowsOf(resources[id], everywhere(id, data), data, '', resources[id].sort);
  return {
    panels: {
      vaults: panelOf('vaults', listed('vaults')),
      running: jobs.running,
      attention: panelOf('attention', listed('attention')),
      // What AWS Backup does by itself is in the jobs already; here is what people and programs did.
      audits: panelOf('audits', listed('audits'), (row) => !row.byService),
      last24h: [],
    },
    badJobs: jobs.bad,
    vaultActivity: jobs.vaultActivity,
    counts: jobs.counts,
    spark: sparksOf(data),
  };
}

type PanelOf = (resource: ResourceId, rows: Rows, belongs?: (row: Row) => boolean) => readonly PanelRow[];

/** A list that is the same gives the same panel: nobody makes 10,000 rows anew for an answer to another question. */
function createPanels(): PanelOf {
  const known = new Map<ResourceId, { of: Rows; panel: readonly PanelRow[] }>();
  return (resource, of, belongs = () => true) => {
    const before = known.get(resource);
    if (before?.of === of) return before.panel;
    const panel = Array.from(of.keys, (key, index) => ({ key, row: of.rows.at(index), resource }));
    const kept = panel.filter(({ row }) => belongs(row));
    known.set(resource, { of, panel: kept });
    return kept;
  };
}

const sparkMetrics: Readonly<Record<SparkId, readonly string[]>> = {
  completed: ['NumberOfBackupJobsCompleted'],
  failed: ['NumberOfBackupJobsFailed'],
  expired: ['NumberOfBackupJobsExpired'],
};

/** Metrics come every five minutes: what is made of them stays until they do, or the hours have moved. */
function createSparks(): SparksOf {
  let known: { answers: Answers; minute: number; sparks: Overview['spark'] } | undefined;
  return (data) => {
    const minute = minuteOf(data.now);
    const answers = everywhere('metrics', data).map((question) => data.snapshot(question));
    const isSame =
      known?.minute === minute &&
      known.answers.length === answers.length &&
      answers.every((answer, index) => {
        const before = known?.answers[index];
        return answer?.version === before?.version && answer?.rows === before?.rows;
      });
    if (!known || !isSame) known = { answers, minute, sparks: sparks(answers, data.now) };
    return known.sparks;
  };
}

type Answers = readonly (AnySnapshot | undefined)[];

function sparks(answers: Answers, now: number): Overview['spark'] {
  const series: MetricSeries[] = answers.flatMap((answer) => [...(answer?.rows.values() ?? [])]);
  const hours = (id: SparkId) =>
    hourly(
      series.filter(({ metric }) => sparkMetrics[id].includes(metric)),
      now,
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
