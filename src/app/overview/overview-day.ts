// The data of the overview about jobs, audits and metrics: counts, and rows that are read when they are drawn.
import { type DayCounts, noCounts } from '../../domain/jobs/day-counts.ts';
import type { Job } from '../../domain/jobs/job.ts';
import type { Sequence } from '../../lib/sequence.ts';
import { type KeyedRows, keyedRows } from '../list/cursor.ts';
import type { ListNames } from '../list/list-names.ts';
import type { ListRow } from '../list/rows.ts';
import type { Data } from '../state/data.ts';
import type { Sort } from '../state/state.ts';
import type { Sparks } from './sparks.ts';

export interface DayRows extends KeyedRows {
  readonly rows: Sequence<ListRow>;
  readonly names?: ListNames;
}

/** The state of the source lists at the time of the query: later responses are not included. */
export interface ResponsesAsked {
  /** Each list had a response or a refusal. */
  readonly isSettled: boolean;
  /** Each list had a response. */
  readonly isCounted: boolean;
}

export interface OverviewDay {
  /** Jobs that hang or take too long, then running ones, then waiting ones, those that take longest first; or as sorted. */
  readonly running: DayRows;
  /** Jobs that ended badly in the last 24 hours, newest first. */
  readonly bad: Sequence<Job>;
  /** Calls of people and programs, newest first or as sorted. */
  readonly audits: DayRows;
  readonly counts: DayCounts;
  /** The end of the newest ended job of each vault, by vault ARN. */
  readonly vaultActivity: ReadonlyMap<string, number>;
  readonly spark: Sparks;
  readonly askedOf: { readonly jobs: ResponsesAsked; readonly audits: ResponsesAsked };
  /** Rows were written since the query, or there is no result yet. */
  readonly isBehind: boolean;
}

/** The order of rows; by columns of their lists, among them `elapsed` and `kind` of running jobs. */
export interface DayOrder {
  /** Running jobs that come first: 'account/region kind/ID'. */
  readonly first: readonly string[];
  readonly running?: Sort;
  readonly audits?: Sort;
}

/** Returns the same object while nothing has changed. */
export type DayOf = (data: Data, order: DayOrder) => OverviewDay;

const noRows: DayRows = { ...keyedRows([]), rows: [] };
const nothingAsked: ResponsesAsked = { isSettled: false, isCounted: false };

/** The state before the first result: no number is shown. */
export const unknownDay: OverviewDay = {
  running: noRows,
  bad: [],
  audits: noRows,
  counts: noCounts,
  vaultActivity: new Map(),
  spark: { completed: [], failed: [], expired: [] },
  askedOf: { jobs: nothingAsked, audits: nothingAsked },
  isBehind: true,
};
