import { join } from 'node:path';
import { history } from '../../../config/limits.ts';
import { createDayReader } from '../../../src/engine/day/day-summary.ts';
import type { StoreSight } from '../../../src/engine/program-store.ts';
import { readMonth } from '../../../src/engine/report/read-month.ts';
import { listedForMs } from '../../../src/engine/store/listed-for.ts';
import { createRowShapes } from '../../../src/engine/store/row-shapes.ts';
import { readDay } from '../../../src/engine/store/store-queries.ts';
import { createSight } from '../../../src/engine/store/store-sight.ts';
import { toScope } from '../../../src/engine/stored-scope.ts';
import { usedBytes } from '../../../src/store/file/file-size.ts';
import { startPruning } from '../../../src/store/file/prune.ts';
import { createQueries } from '../../../src/store/query/queries.ts';
import { createStoreReader } from '../../../src/store/read/store-reader.ts';
import { type Database, openForReading } from '../../../src/store/sqlite.ts';
import { elapsedMs, formatMb, formatMs, median } from '../measure.ts';
import { scratchFolder } from '../scratch.ts';
import type { Figure, Subject } from '../subject.ts';
import { createYearStore, type YearEstate, type YearStore } from '../year-store.ts';

const dayMs = 86_400_000;
const start = Date.UTC(2025, 0, 1);
const runs = 5;
/** Jobs become history thirty days after they were created: of 400 nights some are older than this. */
const keepMs = 360 * 86_400_000;
const regions = ['us-east-1', 'eu-west-1', 'ap-southeast-2', 'us-west-2'];

type Say = (figure: Figure) => void;

interface Measured {
  readonly name: string;
  readonly estate: YearEstate;
  /** Nights before the last one. */
  readonly nights: number;
  readonly maxBytes: number;
}

const all: readonly Measured[] = [
  {
    name: 'medium',
    estate: { accounts: 5, regions, resources: 66, copiedOf: 4 },
    nights: 400,
    maxBytes: history.maxBytes,
  },
  {
    name: 'large',
    estate: { accounts: 150, regions: ['us-east-1'], resources: 100, copiedOf: 4 },
    nights: 90,
    maxBytes: 2_000_000_000,
  },
];

export const subject: Subject = {
  about: '400 days of the medium estate (1,320 resources), and the large one (15,000) bounded at 2 GB',
  async run(say) {
    // Writing the large one takes half an hour on a busy machine.
    const only = process.env.VAULTOP_BENCH_ESTATE;
    for (const one of all.filter(({ name }) => only === undefined || name === only))
      await measure(one, (figure) => say({ ...figure, what: `${one.name}: ${figure.what}` }));
  },
};

async function measure({ estate, nights, maxBytes }: Measured, say: Say): Promise<void> {
  const file = join(scratchFolder(), 'year.sqlite');
  const year = createYearStore(file, estate, start);
  let rows = 0;
  const ms = await elapsedMs(() => {
    for (let night = 0; night < nights; night += 1) rows += year.night();
  });
  say({ what: `${rows} rows of ${nights} nights written`, value: formatMs(ms) });
  prune(year, maxBytes);
  say({
    what: 'size',
    value: formatMb(usedBytes(year.database)),
    target: '<= 2000 MB',
    met: usedBytes(year.database) <= maxBytes,
  });
  year.night();
  sayPruning(prune(year, maxBytes), say);
  await sayReads(file, year, say);
  year.close();
}

interface Pruned {
  readonly ms: number;
  readonly longestMs: number;
  readonly rows: number;
}

function prune(year: YearStore, maxBytes: number): Pruned {
  const options = { keepMs, maxBytes, listedForMs, now: year.now(), freeBytes: 100 * maxBytes };
  const begun = performance.now();
  const pruning = startPruning(year.database, options);
  let [last, longestMs] = [performance.now(), 0];
  longestMs = last - begun;
  for (let isMore = true; isMore; ) {
    isMore = pruning.step();
    const at = performance.now();
    longestMs = Math.max(longestMs, at - last);
    last = at;
  }
  return { ms: last - begun, longestMs, rows: pruning.removedRows() };
}

function sayPruning({ ms, longestMs, rows }: Pruned, say: Say): void {
  say({ what: `pruning a day, ${rows} rows`, value: formatMs(ms), target: '<= 1 s', met: ms <= 1_000 });
  say({ what: 'its longest step', value: formatMs(longestMs), target: '<= 100 ms', met: longestMs <= 100 });
}

async function sayReads(file: string, year: YearStore, say: Say): Promise<void> {
  const database = openForReading(file);
  const now = year.now();
  const shapes = createRowShapes(() => now);
  const reader = createStoreReader({ database, shapes, toScope });
  const scopes = reader.scopes();
  const time = now - 50 * dayMs;
  const sight = createSight({ database, shapes, queries: createQueries(database) });
  const reached = [50, 300].filter((days) => now - (days + 30) * dayMs > start);
  for (const days of reached) await sayPast(sight, { database, shapes, time: now - days * dayMs, days }, say);
  const asOf = await timed(() => reader.asOf({ resource: 'backup-jobs', scopes, time, since: time - 30 * dayMs }));
  sayTimed('all jobs as of 50 days ago, for a report', asOf, say);
  const changes = await timed(() => reader.changes({ from: now - dayMs, to: now }));
  sayTimed('changes of a day', changes, say);
  const range = monthBefore(now);
  let resources = 0;
  const report = await timed(() => {
    const found = readMonth(database, { range, objectives: [], accounts: [], regions: [], now });
    resources = found.resources.length;
  });
  sayTimed(`report of a month, ${resources} resources`, report, say, ['5 s', 5_000]);
  database.close();
}

interface Past {
  readonly database: Database;
  readonly shapes: ReturnType<typeof createRowShapes>;
  readonly time: number;
  readonly days: number;
}

/** What `:at` shows first: the overview, and the first page of a list. */
async function sayPast(sight: StoreSight, { database, shapes, time, days }: Past, say: Say): Promise<void> {
  const then = sight.at?.(time);
  if (!then?.past) return;
  const scopes = sight.reader.scopeIds().map(({ id }) => [id]);
  const sort = { by: 'at', kind: 'number', descending: true } as const;
  const query = { resource: 'backup-jobs', scopes, sort, now: time };
  const page = await timed(async () => {
    const ended = new AbortController();
    const first = Promise.withResolvers<Int32Array>();
    const all = then.queries.ids(query, { first: first.resolve, signal: ended.signal });
    void all.then((found) => found && first.resolve(found.ids));
    then.reader.rows([...(await first.promise).subarray(0, 60)]);
    ended.abort();
    await all;
  });
  sayTimed(`jobs as of ${days} days ago, the first screenful`, page, say, ['300 ms', 300]);
  const of = { 'backup-jobs': scopes, 'copy-jobs': scopes, 'restore-jobs': scopes, audits: scopes, metrics: scopes };
  const { past } = then;
  const day = await timed(() =>
    readDay(createDayReader(database, shapes, past), { scopes: of, now: time, asOf: past }),
  );
  sayTimed(`overview as of ${days} days ago`, day, say, ['300 ms', 300]);
}

interface Timed {
  readonly ms: number;
  /** Of the processors: on a machine that is busy otherwise, it takes longer than it works. */
  readonly cpuMs: number;
}

async function timed(act: () => unknown): Promise<Timed> {
  const times: Timed[] = [];
  for (let run = 0; run < runs; run += 1) {
    const used = process.cpuUsage();
    const ms = await elapsedMs(act);
    const { user, system } = process.cpuUsage(used);
    times.push({ ms, cpuMs: (user + system) / 1_000 });
  }
  return { ms: median(times.map(({ ms }) => ms)), cpuMs: median(times.map(({ cpuMs }) => cpuMs)) };
}

function sayTimed(what: string, { ms, cpuMs }: Timed, say: Say, limit?: readonly [text: string, ms: number]): void {
  say({ what, value: formatMs(ms), ...(limit ? { target: `<= ${limit[0]}`, met: ms <= limit[1] } : {}) });
  say({ what: `${what}: time of processors`, value: formatMs(cpuMs) });
}

function monthBefore(now: number) {
  const at = new Date(now);
  const from = Date.UTC(at.getUTCFullYear(), at.getUTCMonth() - 1, 1);
  const to = Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), 1);
  return { month: new Date(from).toISOString().slice(0, 7), timeZone: 'UTC', from, to };
}
