// The rows behind the overview's panels.
import type { Job } from '../domain/job.ts';
import type { MetricSeries } from '../domain/metric-series.ts';
import { minuteOf } from '../lib/clock.ts';
import type { Sequence } from '../lib/sequence.ts';
import { resources } from '../resources/index.ts';
import { jobListIds, type ResourceId } from '../resources/resource-id.ts';
import { type KeyedRows, keyedRows } from './cursor.ts';
import type { AnySnapshot, Data } from './data.ts';
import { createJobTally, type DayCounts, type JobTally } from './job-tally.ts';
import type { ListNames } from './list-names.ts';
import type { ListQuestion } from './question.ts';
import type { Row, Rows, RowsOf } from './rows.ts';
import { type Sparks, toSparks } from './sparks.ts';
import type { PanelId } from './state.ts';
import { everywhere } from './watching.ts';

export type { DayCounts } from './job-tally.ts';

export interface PanelRows extends KeyedRows {
  readonly rows: Sequence<Row>;
  /** Absent: the panel's own. */
  readonly names?: ListNames;
  /** Jobs of all kinds stand in one panel. */
  resourceOf(row: Row): ResourceId;
}

/** The lists that a panel's rows and counts are made of. */
const panelSources: Readonly<Record<PanelId, readonly ResourceId[]>> = {
  vaults: ['vaults'],
  running: jobListIds,
  attention: ['attention'],
  audits: ['audits'],
  last24h: jobListIds,
};

export const panelQuestions = (id: PanelId, data: Data): ListQuestion[] =>
  panelSources[id].flatMap((resource) => everywhere(resource, data));

export interface Overview {
  readonly panels: Readonly<Record<PanelId, PanelRows>>;
  /** Of the last 24 hours, whatever became of them since. */
  readonly badJobs: Sequence<Job>;
  readonly vaultActivity: ReadonlyMap<string, number>;
  readonly counts: DayCounts;
  readonly spark: Sparks;
}

export interface OverviewOptions {
  /** Jobs that are taken in in one go; the rest waits for the next version of the data. */
  readonly atOnce?: number;
  /** There are jobs left for the next go, in so many ms. */
  readonly behind?: (waitMs: number) => void;
}

export function createOverview(rowsOf: RowsOf, { atOnce, behind }: OverviewOptions = {}): (data: Data) => Overview {
  const tally = createJobTally(atOnce);
  const panelOf = createPanels();
  const sparksOf = createSparks();
  let remembered: { version: number; minute: number; scopes: unknown; overview: Overview } | undefined;
  return (data) => {
    const minute = minuteOf(data.now);
    const same = remembered?.version === data.version && remembered.minute === minute;
    if (remembered && same && remembered.scopes === data.scopes) return remembered.overview;
    const jobs = tally(
      jobListIds.flatMap((id) => everywhere(id, data).map((question) => data.snapshot(question))),
      data.now,
    );
    if (jobs.isBehind) behind?.(0);
    const overview = compute(data, rowsOf, panelOf, sparksOf, jobs);
    remembered = { version: data.version, minute, scopes: data.scopes, overview };
    return overview;
  };
}

type SparksOf = (data: Data) => Overview['spark'];

function compute(data: Data, rowsOf: RowsOf, panelOf: PanelOf, sparksOf: SparksOf, jobs: JobTally): Overview {
  const listed = (id: ResourceId): Rows => rowsOf(resources[id], everywhere(id, data), data, '', resources[id].sort);
  return {
    panels: {
      vaults: panelOf('vaults', listed('vaults')),
      running: panelOf('running', jobs.running, { resourceOf: ({ kind }: Job) => `${kind}-jobs` as const }),
      attention: panelOf('attention', listed('attention')),
      audits: panelOf('audits', listed('audits'), { belongs: byPeople }),
      last24h: panelOf('last24h', noRows),
    },
    badJobs: jobs.bad,
    vaultActivity: jobs.vaultActivity,
    counts: jobs.counts,
    spark: sparksOf(data),
  };
}

const noRows = { ...keyedRows([]), rows: [] };

type ListRows = Omit<PanelRows, 'resourceOf'>;

interface PanelOptions {
  /** Absent: the rows are of the resource that has the panel's name. */
  readonly resourceOf?: PanelRows['resourceOf'];
  /** Absent: all do. */
  readonly belongs?: (row: Row) => boolean;
}

type PanelOf = (id: PanelId, rows: ListRows, options?: PanelOptions) => PanelRows;

/** A list that is the same gives the same panel: nobody makes 10,000 rows anew for an answer to another question. */
function createPanels(): PanelOf {
  const known = new Map<PanelId, { of: ListRows; panel: PanelRows }>();
  return (id, of, { resourceOf = () => id as ResourceId, belongs } = {}) => {
    const before = known.get(id);
    if (before?.of === of) return before.panel;
    const { keys, rows, indexOf, names } = belongs ? narrowed(of, belongs) : of;
    const panel = { keys, rows, indexOf, ...(names ? { names } : {}), resourceOf };
    known.set(id, { of, panel });
    return panel;
  };
}

/** What AWS Backup does by itself is in the jobs already; here is what people and programs did. */
const byPeople = (row: Row): boolean => !row.byService;

function narrowed({ keys, rows }: ListRows, belongs: (row: Row) => boolean): ListRows {
  const [allKeys, all] = [[...keys], [...rows]];
  return {
    ...keyedRows(allKeys.filter((_, index) => belongs(all[index]))),
    rows: all.filter(belongs),
  };
}

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
    if (!known || !isSame) known = { answers, minute, sparks: toSparks(seriesOf(answers), data.now) };
    return known.sparks;
  };
}

type Answers = readonly (AnySnapshot | undefined)[];

const seriesOf = (answers: Answers): MetricSeries[] => answers.flatMap((answer) => [...(answer?.rows.values() ?? [])]);
