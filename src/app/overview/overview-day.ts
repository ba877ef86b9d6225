// What the overview shows of jobs, audits and metrics: counts, and rows that are read when they are looked at.
import { type DayCounts, noCounts } from '../../domain/jobs/day-counts.ts';
import type { Job } from '../../domain/jobs/job.ts';
import type { Sequence } from '../../lib/sequence.ts';
import { type KeyedRows, keyedRows } from '../list/cursor.ts';
import type { ListNames } from '../list/list-names.ts';
import type { ListRow } from '../list/rows.ts';
import type { Data } from '../state/data.ts';
import type { Sparks } from './sparks.ts';

export interface DayRows extends KeyedRows {
  readonly rows: Sequence<ListRow>;
  readonly names?: ListNames;
}

/** What was known of the lists that something is made of when it was asked for: later answers are not in it. */
export interface AnswersAsked {
  /** Each had been answered or refused. */
  readonly isSettled: boolean;
  /** Each had been answered. */
  readonly isCounted: boolean;
}

export interface OverviewDay {
  /** What runs first, then what waits; the newest first. */
  readonly running: DayRows;
  /** What ended badly in the last 24 hours, the newest first. */
  readonly bad: Sequence<Job>;
  /** What people and programs did, the newest first. */
  readonly audits: DayRows;
  readonly counts: DayCounts;
  /** When the newest job of each vault that is over ended, by vault ARN. */
  readonly vaultActivity: ReadonlyMap<string, number>;
  readonly spark: Sparks;
  readonly askedOf: { readonly jobs: AnswersAsked; readonly audits: AnswersAsked };
  /** Rows were written since, or no answer has come yet. */
  readonly isBehind: boolean;
}

/** The same object while nothing has changed. */
export type DayOf = (data: Data) => OverviewDay;

const noRows: DayRows = { ...keyedRows([]), rows: [] };
const nothingAsked: AnswersAsked = { isSettled: false, isCounted: false };

/** Nothing is known yet: no number of it is shown. */
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
