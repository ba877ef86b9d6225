// The data of the overview about jobs, audits and metrics, read from the store: counts, row ids, and chart values.
import { type Sparks, toSparks } from '../../app/overview/sparks.ts';
import { type DayCounts, type DayJobEnd, dayCounts, endedBadly } from '../../domain/jobs/day-counts.ts';
import type { MetricSeries } from '../../domain/jobs/metric-series.ts';
import { minuteOf } from '../../lib/clock.ts';
import { dayMs, minuteMs } from '../../lib/duration.ts';
import { resources } from '../../resources/index.ts';
import { jobListIds, type ResourceId } from '../../resources/resource-id.ts';
import { type PastTime, pastDatabase } from '../../store/past/past-database.ts';
import type { BusyOrder } from '../../store/query/busy-rows.ts';
import { createDayQueries, type EndGroup } from '../../store/query/day-query.ts';
import { listIds } from '../../store/query/list-ids.ts';
import type { ListQuery, ListSort, RowIds } from '../../store/query/list-query.ts';
import { createStoreReader, type StoreReader } from '../../store/read/store-reader.ts';
import type { RowShape } from '../../store/row-shape.ts';
import type { Database } from '../../store/sqlite.ts';

/** The scopes of each list, as in a ListQuery. Plain data that can be sent to another thread. */
export interface DayRequest {
  readonly scopes: Readonly<Record<DayListId, ListQuery['scopes']>>;
  /** Epoch ms of AWS's clock. */
  readonly now: number;
  /** Of running jobs, a sort for each of `jobListIds`; absent: those that take longest first. */
  readonly running?: BusyOrder;
  /** Absent: newest first. */
  readonly audits?: ListSort;
  /** The time for which the store is read. Absent: the present. */
  readonly asOf?: PastTime;
}

export const dayListIds = [...jobListIds, 'audits', 'metrics'] as const satisfies readonly ResourceId[];
export type DayListId = (typeof dayListIds)[number];

export interface DaySummary {
  readonly counts: DayCounts;
  /** Running and waiting jobs, in the requested order. */
  readonly running: RowIds;
  /** Jobs that ended badly in the last 24 hours, newest end first. */
  readonly bad: RowIds;
  /** The end of the newest ended job of each vault, by vault ARN. */
  readonly vaultActivity: ReadonlyMap<string, number>;
  /** Calls of people and programs, in the requested order: events of AWS Backup itself are shown as jobs. */
  readonly audits: RowIds;
  readonly spark: Sparks;
  /** The number of metric series that are requested. */
  readonly series: number;
}

/** In steps: the thread can do other work between two of them. */
export type DayReader = (request: DayRequest) => Generator<undefined, DaySummary>;

export function createDayReader(database: Database, shapes: readonly RowShape[], past?: PastTime): DayReader {
  const jobsOf = createDayQueries({
    database: past ? pastDatabase(database, past) : database,
    atWork: 'RUNNING',
    isBad: (end) => endedBadly(toJobEnd(end)),
    members: { category: 'messageCategory', message: 'message', place: 'vaultArn' },
  });
  const reader = createStoreReader({ database, shapes, toScope: () => undefined, past });
  const asOf = past ? { asOf: past } : {};
  const auditIds = createIdReader(database, reader);
  const metricIds = createIdReader(database, reader);
  let known: { readonly of: RowIds; readonly series: readonly MetricSeries[] } | undefined;
  return function* read({ scopes, now, running, audits: auditSort = newestFirst }) {
    const jobs = yield* jobsOf({
      lists: jobListIds.map((resource) => ({ resource, scopes: scopes[resource] })),
      sinceAt: listedSince('backup-jobs', now),
      endedSince: now - dayMs,
      ...(running ? { busy: running } : {}),
      ...(past ? { endedUntil: past.time } : {}),
    });
    const { ids: audits } = yield* auditIds({
      resource: 'audits',
      scopes: scopes.audits,
      now,
      sinceAt: listedSince('audits', now),
      equals: { byService: false },
      sort: auditSort,
      ...asOf,
    });
    // The store keeps the newest values of metrics only.
    const { ids } = past ? noIds : yield* metricIds({ resource: 'metrics', scopes: scopes.metrics, now, sort: byKey });
    // Metrics change every five minutes: their rows are read only after a change.
    if (known?.of !== ids) known = { of: ids, series: seriesOf(reader, ids) };
    const { series } = known;
    const ends = jobs.ended.map((end) => ({ ...toJobEnd(end), count: end.count }));
    return {
      counts: dayCounts(ends, jobs.running.length),
      running: jobs.running,
      bad: jobs.bad,
      audits,
      vaultActivity: jobs.newestEnds,
      spark: toSparks(series, now),
      series: series.length,
    };
  };
}

/** Of a message only its presence is counted. */
const toJobEnd = ({ state, category, hasMessage }: EndGroup): DayJobEnd => ({
  state,
  ...(category === undefined ? {} : { messageCategory: category }),
  ...(hasMessage ? { message: 'a message' } : {}),
});

/** Epoch ms back to which the resource is listed. */
const listedSince = (id: ResourceId, now: number): number =>
  minuteOf(now) * minuteMs - (resources[id].stored?.listedMs ?? 0);

const newestFirst: ListSort = { by: 'at', kind: 'number', descending: true };
const noIds = { ids: new Int32Array() };

const byKey = { by: 'key', kind: 'text', descending: false } as const;

const seriesOf = (reader: StoreReader, ids: RowIds): MetricSeries[] =>
  reader.rows([...ids]).flatMap((stored) => (stored ? [stored.row] : []));

/** The ids of a list: the same object until a row of the resource is written, or a minute has passed. */
function createIdReader(database: Database, reader: StoreReader) {
  const written = database.prepare(`select 1 from row indexed by row_seq
    where seq > ? and resource = (select id from resource where name = ?) limit 1`);
  let known: { readonly requested: string; readonly seq: number; readonly ids: RowIds } | undefined;
  return function* read(query: ListQuery): Generator<undefined, { readonly ids: RowIds }> {
    const seq = reader.lastSeq();
    const requested = JSON.stringify([query.scopes, query.sinceAt, query.sort]);
    if (known?.requested === requested && !written.get(known.seq, query.resource)) return known;
    known = { requested, seq, ids: yield* idsOf(database, query) };
    return known;
  };
}

function* idsOf(database: Database, query: ListQuery): Generator<undefined, RowIds> {
  const steps = listIds(database, query);
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done) return step.value.ids;
    yield undefined;
  }
}
