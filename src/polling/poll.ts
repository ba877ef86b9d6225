// Keeps one list of rows true: asks again, backs off when refused, keeps what it knew. Knows no AWS and no React.
import type { Clock } from '../lib/clock.ts';

export interface Failure<Problem> {
  readonly problem: Problem;
  /** Epoch ms of the first refusal in this run of refusals. */
  readonly since: number;
  readonly attempts: number;
  /** Epoch ms of the next attempt. */
  readonly retryAt: number;
}

export interface Snapshot<Row, Problem> {
  /** In order of arrival. The map lives on and changes in place: `version` tells when. */
  readonly rows: ReadonlyMap<string, Row>;
  readonly version: number;
  /** Epoch ms at which the question went out that has no whole answer yet. */
  readonly askingSince?: number;
  /** Epoch ms of the newest complete answer. Absent: nothing complete yet. */
  readonly loadedAt?: number;
  /** Set while the newest attempt has failed; the rows are those known before. */
  readonly failure?: Failure<Problem>;
}

export interface Cadence {
  readonly refreshMs: number;
  /** Used instead of refreshMs while `isBusy` says that nothing is going on. */
  readonly idleMs: number;
  /** A failing poll slows down to this and never stops. */
  readonly slowestMs: number;
  readonly firstRetryMs: number;
}

export interface Request<Row> {
  readonly signal: AbortSignal;
  /** Epoch ms. */
  readonly now: number;
  /** Epoch ms of the newest complete answer. */
  readonly since?: number;
  readonly known: ReadonlyMap<string, Row>;
}

export interface PollOptions<Row, Problem> {
  readonly clock: Clock;
  readonly cadence: Cadence;
  /** All rows, page by page. */
  readonly all: (request: Request<Row>) => AsyncIterable<readonly Row[]>;
  /** Only what is new or changed since the newest complete answer. */
  readonly changes?: (request: Request<Row> & { since: number }) => AsyncIterable<readonly Row[]>;
  readonly key: (row: Row) => string;
  /** With `changes`: a row that can be forgotten. */
  readonly isGone?: (row: Row, now: number) => boolean;
  /** While no row is busy the poll asks at the idle cadence. */
  readonly isBusy?: (row: Row) => boolean;
  readonly toProblem: (error: unknown) => Problem;
}

export interface Poll<Row, Problem> {
  snapshot(): Snapshot<Row, Problem>;
  /** The first watcher starts it, the last one to leave stops it. */
  watch(changed: () => void): () => void;
  /** Asks now, unless it is asking already. */
  refresh(): void;
  /** While paused it asks nothing by itself; `refresh` still does. */
  setPaused(paused: boolean): void;
}

export function createPoll<Row, Problem>(options: PollOptions<Row, Problem>): Poll<Row, Problem> {
  const { clock, cadence } = options;
  const watchers = new Set<() => void>();
  let current: Snapshot<Row, Problem> = { rows: new Map(), version: 0 };
  let cancelTimer: (() => void) | undefined;
  let running: AbortController | undefined;
  let paused = false;

  const publish = (next: Snapshot<Row, Problem>) => {
    current = { ...next, version: current.version + 1 };
    for (const changed of [...watchers]) changed();
  };

  const schedule = (ms: number) => {
    cancelTimer?.();
    cancelTimer = undefined;
    if (watchers.size > 0 && !paused) cancelTimer = clock.setTimeout(ask, ms);
  };

  const pace = () => {
    if (!options.isBusy) return cadence.refreshMs;
    for (const row of current.rows.values()) if (options.isBusy(row)) return cadence.refreshMs;
    return cadence.idleMs;
  };

  const succeed = (rows: Map<string, Row>, now: number) => {
    publish({ rows, version: 0, loadedAt: now });
    schedule(pace());
  };

  const fail = (error: unknown) => {
    const now = clock.now();
    const attempts = (current.failure?.attempts ?? 0) + 1;
    const wait = Math.min(cadence.slowestMs, cadence.firstRetryMs * 2 ** (attempts - 1));
    const since = current.failure?.since ?? now;
    publish({
      ...quiet(current),
      failure: { problem: options.toProblem(error), since, attempts, retryAt: now + wait },
    });
    schedule(wait);
  };

  /** Rows of a first load show as they stream in; later full answers replace the old ones when they are whole. */
  const gather = async (control: AbortController) => {
    const now = clock.now();
    const { loadedAt, rows: known } = current;
    const request: Request<Row> = { signal: control.signal, now, known };
    const onlyChanges = loadedAt !== undefined && options.changes !== undefined;
    const isFirst = loadedAt === undefined;
    const rows = onlyChanges || isFirst ? (known as Map<string, Row>) : new Map<string, Row>();
    const pages = onlyChanges ? options.changes?.({ ...request, since: loadedAt }) : options.all(request);
    for await (const page of pages ?? []) {
      if (control.signal.aborted) return;
      for (const row of page) rows.set(options.key(row), row);
      if (isFirst && page.length > 0) publish({ ...current, rows });
    }
    if (control.signal.aborted) return;
    if (onlyChanges && options.isGone) for (const [key, row] of rows) if (options.isGone(row, now)) rows.delete(key);
    succeed(rows, now);
  };

  const ask = () => {
    if (running) return;
    const control = new AbortController();
    running = control;
    cancelTimer?.();
    publish({ ...current, askingSince: clock.now() });
    gather(control)
      .catch((error: unknown) => {
        if (!control.signal.aborted) {
          running = undefined;
          fail(error);
        }
      })
      .finally(() => {
        if (running === control) running = undefined;
      });
  };

  const stop = () => {
    cancelTimer?.();
    cancelTimer = undefined;
    running?.abort();
    running = undefined;
    current = quiet(current);
  };

  return {
    snapshot: () => current,
    watch(changed) {
      watchers.add(changed);
      if (watchers.size === 1 && !paused) {
        const age = current.loadedAt === undefined ? Number.POSITIVE_INFINITY : clock.now() - current.loadedAt;
        if (age >= pace()) ask();
        else schedule(pace() - age);
      }
      return () => {
        watchers.delete(changed);
        if (watchers.size === 0) stop();
      };
    },
    refresh: ask,
    setPaused(value) {
      if (paused === value) return;
      paused = value;
      if (paused) {
        cancelTimer?.();
        cancelTimer = undefined;
      } else if (watchers.size > 0 && !running) schedule(0);
    },
  };
}

function quiet<Row, Problem>({ askingSince: _, ...rest }: Snapshot<Row, Problem>): Snapshot<Row, Problem> {
  return rest;
}
