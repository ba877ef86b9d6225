import { statSync } from 'node:fs';
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
import { formatMb, formatMs, formatTimed, stopwatch, type Timed, timed } from '../measure.ts';
import { scratchFolder } from '../scratch.ts';
import type { Figure, Subject } from '../subject.ts';
import { createYearStore, type YearEstate, type YearStore } from '../year-store.ts';

const dayMs = 86_400_000;
const start = Date.UTC(2025, 0, 1);
/** So many nights are written after the store has reached its limit. */
const nightsAtBound = 5;
/** Jobs become history thirty days after they were created: of 400 nights some are older than this. */
const keepMs = 360 * 86_400_000;
const regions = ['us-east-1', 'eu-west-1', 'ap-southeast-2', 'us-west-2'];

type Say = (figure: Figure) => void;

interface Measured {
  readonly name: string;
  readonly estate: YearEstate;
  /** Nights before the last one; fewer if the store reaches its limit. */
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
    nights: 400,
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
  const bound: Bound = { file, maxBytes, sizes: [] };
  let [rows, written] = [0, 0];
  const used = await timed(() => {
    for (; written < nights && bound.sizes.length < nightsAtBound; written += 1) {
      rows += year.night();
      if (usedBytes(year.database) > maxBytes) bound.sizes.push(pruneToBound(year, bound));
    }
  }, 1);
  say({ what: `${rows} rows of ${written} nights written`, value: formatTimed(used) });
  if (bound.sizes.length > 0) sayBound(bound, year, say);
  else sayPruning('pruning what is too old', prune(year, maxBytes), say);
  const bytes = usedBytes(year.database);
  say({ what: 'size', value: formatMb(bytes), target: `<= ${formatMb(maxBytes)}`, met: bytes <= maxBytes });
  year.night();
  sayPruning('pruning a day', prune(year, maxBytes), say, [1_000, 100]);
  await sayReads(file, year, say);
  year.close();
}

/** A store at its limit, as a program keeps it that prunes after each night. */
interface Bound {
  readonly file: string;
  readonly maxBytes: number;
  readonly sizes: SizeAtBound[];
}

interface SizeAtBound {
  /** Of the contents, before and after the pruning. */
  readonly before: number;
  readonly after: number;
  /** Of the write-ahead log at its largest. */
  readonly log: number;
  readonly removed: number;
  readonly problem: string | undefined;
}

function pruneToBound(year: YearStore, { file, maxBytes }: Bound): SizeAtBound {
  const before = usedBytes(year.database);
  let log = 0;
  const pruned = prune(year, maxBytes, () => {
    log = Math.max(log, statSync(`${file}-wal`).size);
  });
  return { before, after: usedBytes(year.database), log, removed: pruned.rows, problem: pruned.problem };
}

function sayBound({ file, maxBytes, sizes }: Bound, year: YearStore, say: Say): void {
  const most = (of: (size: SizeAtBound) => number) => Math.max(...sizes.map(of));
  const after = most((size) => size.after);
  say({
    what: `${sizes.length} nights at the limit: size before pruning`,
    value: formatMb(most(({ before }) => before)),
  });
  const isWithin = after <= maxBytes;
  say({
    what: 'size after pruning, at most',
    value: formatMb(after),
    target: `<= ${formatMb(maxBytes)}`,
    met: isWithin,
  });
  say({ what: 'the file', value: formatMb(statSync(file).size) });
  say({ what: 'the write-ahead log, at most', value: formatMb(most(({ log }) => log)) });
  say({ what: 'rows removed in a night, at most', value: String(most(({ removed }) => removed)) });
  const first = year.database.prepare(`select min(at) as at from row indexed by row_at
    where resource = (select id from resource where name = 'backup-jobs')`);
  const days = Math.round((year.now() - Number(first.get()?.at)) / dayMs);
  say({ what: 'how far back the backup jobs reach', value: `${days} days` });
  const problem = sizes.flatMap((size) => size.problem ?? [])[0];
  say({ what: 'what the program says', value: problem === undefined ? 'nothing' : 'too large' });
}

interface Pruned {
  readonly used: Timed;
  /** Which took longest; its time of processors is that of the step that used them most. */
  readonly longest: Timed;
  readonly steps: number;
  readonly rows: number;
  readonly problem: string | undefined;
}

function prune(year: YearStore, maxBytes: number, afterStep = () => {}): Pruned {
  const options = { keepMs, maxBytes, listedForMs, now: year.now(), freeBytes: 100 * maxBytes };
  const begun = stopwatch();
  const begin = stopwatch();
  const pruning = startPruning(year.database, options);
  const steps: Timed[] = [begin()];
  for (let isMore = true; isMore; ) {
    const step = stopwatch();
    isMore = pruning.step();
    steps.push(step());
    afterStep();
  }
  const longest = {
    ms: Math.max(...steps.map(({ ms }) => ms)),
    cpuMs: Math.max(...steps.map(({ cpuMs }) => cpuMs)),
  };
  return { used: begun(), longest, steps: steps.length - 1, rows: pruning.removedRows(), problem: pruning.problem() };
}

/** `limits`: in ms, of all steps and of each. */
function sayPruning(what: string, pruned: Pruned, say: Say, limits?: readonly [all: number, each: number]): void {
  const { used, longest, steps, rows } = pruned;
  sayTimed(`${what}, ${rows} rows in ${steps} steps`, used, say, limits?.[0]);
  sayTimed(`${what}: its longest step`, longest, say, limits?.[1]);
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
  sayTimed(`report of a month, ${resources} resources`, report, say, 5_000);
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
  sayTimed(`jobs as of ${days} days ago, the first screenful`, page, say, 300);
  const of = { 'backup-jobs': scopes, 'copy-jobs': scopes, 'restore-jobs': scopes, audits: scopes, metrics: scopes };
  const { past } = then;
  const day = await timed(() =>
    readDay(createDayReader(database, shapes, past), { scopes: of, now: time, asOf: past }),
  );
  sayTimed(`overview as of ${days} days ago`, day, say, 300);
}

function sayTimed(what: string, used: Timed, say: Say, limitMs?: number): void {
  const limit = limitMs === undefined ? {} : { target: `<= ${formatMs(limitMs)}`, met: used.ms <= limitMs };
  say({ what, value: formatTimed(used), ...limit });
}

function monthBefore(now: number) {
  const at = new Date(now);
  const from = Date.UTC(at.getUTCFullYear(), at.getUTCMonth() - 1, 1);
  const to = Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), 1);
  return { month: new Date(from).toISOString().slice(0, 7), timeZone: 'UTC', from, to };
}
