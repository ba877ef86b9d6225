// Keeps one list of rows true: asks again, backs off when refused, keeps what it knew. Knows no AWS and no React.
import type { Clock } from '../lib/clock.ts';
import { isSame } from '../lib/same.ts';
import { TextMap } from '../lib/text-map.ts';
import { createChangeLog } from './change-log.ts';
import { eachPage } from './each-page.ts';
import { type Cadence, paceOf, retryMs, waitFor } from './pace.ts';
import { type CapRules, createRowCap } from './row-cap.ts';
import type { Snapshot } from './snapshot.ts';

export type { Cadence } from './pace.ts';

export interface Request<Row> {
  readonly signal: AbortSignal;
  /** Epoch ms. */
  readonly now: number;
  /** Epoch ms of the newest complete answer. */
  readonly since?: number;
  readonly known: ReadonlyMap<string, Row>;
  /** How urgent it is at this moment: it changes while the question waits, as people look here and there. */
  priority(): number;
}

/** An answer of an earlier run. */
export interface Remembered<Row> {
  readonly rows: ReadonlyMap<string, Row>;
  /** Epoch ms. */
  readonly loadedAt: number;
  /** False: only the newest rows were kept. */
  readonly whole: boolean;
}

/** Where the last good answer outlives the program. */
export interface Memory<Row> {
  load(): Promise<Remembered<Row> | undefined>;
  /** Called after each complete answer; when and how it is written is its own affair. */
  save(answer: { readonly rows: ReadonlyMap<string, Row>; readonly loadedAt: number }): void;
}

export interface PollOptions<Row, Problem> {
  readonly clock: Clock;
  readonly cadence: Cadence;
  /** All rows, page by page. */
  readonly all: (request: Request<Row>) => AsyncIterable<readonly Row[]>;
  /** Only what is new or changed since the newest complete answer. */
  readonly changes?: (request: Request<Row> & { since: number }) => AsyncIterable<readonly Row[]>;
  /**
   * With `changes` that tell of new rows alone: whether so many rows are worth it. Who asks by `refresh` is answered whole.
   * Absent: they tell all that has changed.
   */
  readonly newOnly?: (rowCount: number) => boolean;
  readonly key: (row: Row) => string;
  /** With `changes`: a row that can be forgotten. */
  readonly isGone?: (row: Row, now: number) => boolean;
  /** While no row is busy the poll slows down to the idle cadence. */
  readonly isBusy?: (row: Row) => boolean;
  readonly toProblem: (error: unknown) => Problem;
  /** A refusal that stays until somebody does something about it. */
  readonly isLasting?: (problem: Problem) => boolean;
  /** 0 to 1: this poll's moment in its turn. Absent: its turns count from its own start. */
  readonly phase?: number;
  readonly cap?: CapRules<Row>;
  /** What is known of a row besides, of which an answer may not know yet. */
  readonly amend?: (row: Row) => Row;
  /** What is kept of a row that is new or says something new. */
  readonly keep?: (row: Row) => Row;
  /** 1 and more: how much longer than its cadence it may wait, since news comes in another way too. */
  readonly stretch?: () => number;
  readonly memory?: Memory<Row>;
  /** Before a question: lets others have their turn, since many may begin at once. Absent: nobody has. */
  readonly turn?: (priority: number) => Promise<void>;
  /** Between two pages: lets others have their turn after one of so many rows. Absent: nobody has. */
  readonly pause?: (rowCount: number) => Promise<void> | undefined;
}

export interface Poll<Row, Problem> {
  snapshot(): Snapshot<Row, Problem>;
  /** The first watcher starts it, the last one to leave stops it. `priority` is asked anew whenever it matters. */
  watch(changed: () => void, priority?: () => number): () => void;
  /** A watcher's priority has changed: it may be time to ask. */
  reconsider(): void;
  /** Asks now, unless it is asking already. */
  refresh(): void;
  /** Leaves the question that is out and asks nothing more, until `refresh`. */
  halt(): void;
  /** While paused it asks nothing by itself; `refresh` still does. */
  setPaused(paused: boolean): void;
  /** Takes in rows that were learned of in another way than by asking. */
  tell(rows: readonly Row[]): void;
}

/** Of config/budgets.ts: what is on screen, and what nobody looks at. */
const visiblePriority = 0;
const backgroundPriority = 2;
const usualPriority = () => 1;
const fewestChanges = 1_000;

export function createPoll<Row, Problem>(options: PollOptions<Row, Problem>): Poll<Row, Problem> {
  const { clock, cadence, phase } = options;
  const watchers = new Map<() => void, () => number>();
  const cap = createRowCap(options.cap);
  // More changes than rows tell nobody anything: to look at all rows is as good, and a job that runs changes all day.
  const changes = createChangeLog(() => Math.max(fewestChanges, current.rows.size, mostLately));
  let current: Snapshot<Row, Problem> = { rows: new TextMap(), version: 0, changes };
  let cancelTimer: (() => void) | undefined;
  let running: AbortController | undefined;
  let paused = false;
  let memory = options.memory;
  /** Epoch ms of the newest answer in which everything was asked for. */
  let wholeAt: number | undefined;
  let tookMs = 0;
  let quietTurns = 0;
  let answeredAt = clock.now();
  /** Rows there were since the answer before: of a list that shrinks, each that goes is a change. */
  let mostLately = 0;

  const priority = () => Math.min(backgroundPriority, ...[...watchers.values()].map((of) => of()));

  const publish = (next: Snapshot<Row, Problem>) => {
    const { dropped: _, ...rest } = next;
    const dropped = cap.dropped();
    current = { ...rest, version: current.version + 1, ...(dropped.size > 0 ? { dropped } : {}) };
    for (const changed of [...watchers.keys()]) changed();
  };

  const clearTimer = () => {
    cancelTimer?.();
    cancelTimer = undefined;
  };

  const schedule = (ms: number) => {
    clearTimer();
    if (watchers.size > 0 && !paused && !current.halted) cancelTimer = clock.setTimeout(ask, Math.max(0, ms));
  };

  const isBusy = () => {
    if (!options.isBusy) return true;
    for (const row of current.rows.values()) if (options.isBusy(row)) return true;
    return false;
  };

  const pace = (busy = isBusy()) => {
    const urgency = priority();
    const [isVisible, inBackground] = [urgency === visiblePriority, urgency >= backgroundPriority];
    return paceOf(cadence, { busy, quietTurns, tookMs, isVisible, inBackground }) * (options.stretch?.() ?? 1);
  };

  const succeed = (rows: TextMap<Row>, now: number, isWhole: boolean) => {
    answeredAt = clock.now();
    if (isWhole) {
      wholeAt = now;
      tookMs = answeredAt - now;
    } else {
      tookMs = 0;
    }
    const since = options.newOnly && wholeAt !== undefined && wholeAt < now ? { wholeAt } : {};
    publish({ rows, version: 0, changes, loadedAt: now, ...since });
    mostLately = rows.size;
    const busy = isBusy();
    quietTurns = busy ? 0 : quietTurns + 1;
    schedule(waitFor(answeredAt, pace(busy), cadence, phase));
    options.memory?.save({ rows, loadedAt: now });
  };

  const fail = (error: unknown) => {
    const now = clock.now();
    answeredAt = now;
    const problem = options.toProblem(error);
    const attempts = (current.failure?.attempts ?? 0) + 1;
    const wait = retryMs(cadence, attempts, options.isLasting?.(problem) ?? false, phase);
    const since = current.failure?.since ?? now;
    publish({ ...quiet(current), failure: { problem, since, attempts, retryAt: now + wait } });
    schedule(wait);
  };

  /** What an earlier run knew shows at once; what it knew in part is shown and asked for anew. */
  const recall = async (control: AbortController) => {
    const remembered = await memory?.load().catch(() => undefined);
    memory = undefined;
    if (!remembered || control.signal.aborted || current.loadedAt !== undefined) return;
    const { rows, loadedAt, whole } = remembered;
    wholeAt = whole ? loadedAt : undefined;
    for (const key of rows.keys()) changes.add(key);
    publish({ ...current, rows: new TextMap(rows), loadedAt, restored: true });
  };

  const asksForChanges = (now: number) =>
    options.changes !== undefined &&
    (options.newOnly?.(current.rows.size) ?? true) &&
    wholeAt !== undefined &&
    (cadence.wholeMs === undefined || now - wholeAt < cadence.wholeMs);

  /** A row that says what it said before stays the same object: nobody need look at it again. */
  const take = (page: readonly Row[], rows: TextMap<Row>, known: ReadonlyMap<string, Row>, isListing = false) => {
    for (const row of page) {
      const key = options.key(row);
      // What ran while it was too old to be kept otherwise has its end told before it goes.
      const before = known.get(key);
      const isNew = rows === known ? before === undefined : !rows.has(key);
      if (isNew && cap.refuses(row, isListing)) continue;
      const after = options.amend?.(row) ?? row;
      const same = before !== undefined && isSame(before, after);
      if (isNew) cap.adds(rows, key, after);
      rows.set(key, same ? before : (options.keep?.(after) ?? after));
      if (!same && rows === known) changes.add(key);
    }
    mostLately = Math.max(mostLately, rows.size);
    cap.trim(rows, changes.add);
  };

  const forget = (rows: TextMap<Row>, now: number) => {
    const { isGone } = options;
    if (!isGone) return;
    for (const [key, row] of rows) {
      if (!isGone(row, now)) continue;
      rows.delete(key);
      cap.removes(rows, key, row);
      changes.add(key);
    }
  };

  const compare = (before: ReadonlyMap<string, Row>, after: ReadonlyMap<string, Row>) => {
    for (const [key, row] of after) if (before.get(key) !== row) changes.add(key);
    for (const key of before.keys()) if (!after.has(key)) changes.add(key);
  };

  /** Rows of a first load show as they stream in; later full answers replace the old ones when they are whole. */
  const gather = async (control: AbortController) => {
    await options.turn?.(priority());
    if (control.signal.aborted) return;
    if (memory) await recall(control);
    if (control.signal.aborted) return;
    const now = clock.now();
    const { loadedAt, rows: known } = current;
    const request: Request<Row> = { signal: control.signal, now, known, priority };
    const onlyChanges = loadedAt !== undefined && asksForChanges(now);
    const isFirst = loadedAt === undefined;
    const rows = onlyChanges || isFirst ? (known as TextMap<Row>) : new TextMap<Row>();
    if (!onlyChanges) cap.reset();
    const pages = onlyChanges ? options.changes?.({ ...request, since: loadedAt }) : options.all(request);
    await eachPage(pages, (page) => {
      if (control.signal.aborted) return 'leave';
      take(page, rows, known, !onlyChanges);
      current = { ...current, heardAt: clock.now() };
      if (rows === known && page.length > 0) publish({ ...current, rows });
      return options.pause?.(page.length);
    });
    if (control.signal.aborted) return;
    if (onlyChanges) forget(rows, now);
    if (rows !== known) compare(known, rows);
    succeed(rows, now, !onlyChanges);
  };

  const ask = () => {
    if (running) return;
    const control = new AbortController();
    running = control;
    clearTimer();
    publish({ ...current, askingSince: clock.now() });
    gather(control)
      .catch((error: unknown) => {
        if (control.signal.aborted) return;
        running = undefined;
        fail(error);
      })
      .finally(() => {
        if (running === control) running = undefined;
      });
  };

  const stop = () => {
    clearTimer();
    running?.abort();
    running = undefined;
    current = quiet(current);
  };

  const goOn = () => {
    const age = current.loadedAt === undefined ? Number.POSITIVE_INFINITY : clock.now() - current.loadedAt;
    if (age >= pace()) ask();
    else schedule(pace() - age);
  };

  const reconsider = () => {
    if (cancelTimer === undefined || current.failure) return;
    schedule(answeredAt + waitFor(answeredAt, pace(), cadence, phase) - clock.now());
  };

  return {
    snapshot: () => current,
    watch(changed, urgency = usualPriority) {
      watchers.set(changed, urgency);
      if (watchers.size === 1 && !paused) {
        current = withoutHalt(current);
        goOn();
      } else {
        reconsider();
      }
      return () => {
        watchers.delete(changed);
        if (watchers.size === 0) stop();
      };
    },
    reconsider,
    refresh() {
      if (options.newOnly) wholeAt = undefined;
      current = withoutHalt(current);
      ask();
    },
    halt() {
      clearTimer();
      running?.abort();
      running = undefined;
      publish({ ...quiet(current), halted: true });
    },
    setPaused(value) {
      if (paused === value) return;
      paused = value;
      if (paused) clearTimer();
      else if (watchers.size > 0 && !running) schedule(0);
    },
    tell(rows) {
      take(rows, current.rows as TextMap<Row>, current.rows);
      publish(current);
      reconsider();
    },
  };
}

function quiet<Row, Problem>({ askingSince: _, heardAt: __, ...rest }: Snapshot<Row, Problem>): Snapshot<Row, Problem> {
  return rest;
}

function withoutHalt<Row, Problem>({ halted: _, ...rest }: Snapshot<Row, Problem>): Snapshot<Row, Problem> {
  return rest;
}
