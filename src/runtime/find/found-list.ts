// The list of a search's results: filled while the lists are searched, and searched again after rows were written.
import { noRows, type Rows } from '../../app/list/rows.ts';
import type { Data } from '../../app/state/data.ts';
import type { ListRequest } from '../../app/state/lists/poll-request.ts';
import type { Sort } from '../../app/state/state.ts';
import type { StoreSight } from '../../engine/program-store.ts';
import type { Clock } from '../../lib/clock.ts';
import { found } from '../../resources/find/found.ts';
import type { FoundRow } from '../../resources/find/found-row.ts';
import type { ListPlaces } from '../lists/list-places.ts';
import { findRows } from './find-rows.ts';

export interface FoundListOptions {
  readonly clock: Clock;
  placesOf(requests: readonly ListRequest[]): ListPlaces | undefined;
  /** There is something new to see, in so many ms at the soonest. */
  changed(waitMs: number): void;
}

export interface FoundListWanted {
  readonly text: string;
  readonly sort: Sort;
  readonly data: Data;
  readonly sight: StoreSight;
  /** Of the last transaction that wrote rows. */
  readonly seq: number;
}

interface Search {
  readonly text: string;
  readonly seq: number;
  readonly controller: AbortController;
  rows: readonly FoundRow[];
  isWhole: boolean;
  /** By this machine's clock, in ms. */
  readonly beganAt: number;
  restsUntil: number;
}

/** The pause after a search is this many times its duration: searches take a tenth of the time. */
const restPerWork = 9;
const restAfterFailureMs = 1_000;

export function createFoundList(options: FoundListOptions): (wanted: FoundListWanted) => Rows {
  const { clock, placesOf, changed } = options;
  let shown: Search | undefined;
  let running: Search | undefined;
  let drawn: { readonly of: readonly FoundRow[]; readonly key: string; readonly rows: Rows } | undefined;

  function start({ text, seq, sight, data }: FoundListWanted): void {
    running?.controller.abort();
    const controller = new AbortController();
    const search: Search = { text, seq, controller, rows: [], isWhole: false, beganAt: clock.now(), restsUntil: 0 };
    running = search;
    void collect(search, { sight, data }).catch(() => {
      // The file was closed or replaced during the search: the next read starts again.
      if (running === search) running = undefined;
      changed(restAfterFailureMs);
    });
  }

  async function collect(search: Search, { sight, data }: Pick<FoundListWanted, 'sight' | 'data'>): Promise<void> {
    const { text, controller } = search;
    for await (const { rows } of findRows(text, { sight, data, placesOf, signal: controller.signal })) {
      if (running !== search) return;
      search.rows = [...search.rows, ...rows];
      // A repeated search replaces the previous one when it is complete: no row disappears and returns.
      if (shown?.text !== text || !shown.isWhole) shown = search;
      changed(0);
    }
    if (running !== search) return;
    search.isWhole = true;
    search.restsUntil = clock.now() + restPerWork * (clock.now() - search.beganAt);
    running = undefined;
    shown = search;
    changed(0);
  }

  /** How long the shown search stays valid, in ms; undefined: it is current. */
  function waitFor({ text, seq }: FoundListWanted): number | undefined {
    if (running?.text === text) return undefined;
    if (!shown?.isWhole || shown.text !== text) return 0;
    return shown.seq === seq ? undefined : Math.max(0, shown.restsUntil - clock.now());
  }

  function follow(wanted: FoundListWanted): void {
    const wait = waitFor(wanted);
    if (wait === 0) start(wanted);
    else if (wait !== undefined) changed(wait);
  }

  return (wanted) => {
    if (wanted.text === '') {
      running?.controller.abort();
      [running, shown] = [undefined, undefined];
      return { ...noRows, isBehind: false };
    }
    follow(wanted);
    if (!shown) return noRows;
    const isBehind = !shown.isWhole || shown.text !== wanted.text;
    const key = JSON.stringify([wanted.sort, shown.text === wanted.text, isBehind]);
    if (drawn?.of === shown.rows && drawn.key === key) return drawn.rows;
    const rows = toRows(shown, wanted, isBehind);
    drawn = { of: shown.rows, key, rows };
    return rows;
  };
}

function toRows({ text, rows: all }: Search, { text: typed, sort, data }: FoundListWanted, isBehind: boolean): Rows {
  const listed = sorted(all, sort, data.now).map((row) => [found.key(row), row] as const);
  const rows = [...new Map(listed)];
  return {
    keys: rows.map(([key]) => key),
    rows: rows.map(([, row]) => row),
    indexOf: new Map(rows.map(([key], index) => [key, index])),
    total: rows.length,
    isBehind,
    isOfOtherFilter: text !== typed,
  };
}

/** Rows with equal values stay in the order in which the lists were searched. */
function sorted(rows: readonly FoundRow[], { column: id, descending }: Sort, now: number): readonly FoundRow[] {
  const sortValue = sortValueOf(id, now);
  const sign = descending ? -1 : 1;
  return rows.toSorted((one, other) => {
    const [a, b] = [sortValue(one), sortValue(other)];
    if (a === b) return 0;
    if (a === undefined || b === undefined) return a === undefined ? 1 : -1;
    return a < b ? -sign : sign;
  });
}

function sortValueOf(id: string, now: number): (row: FoundRow) => number | string | undefined {
  if (id === 'region') return ({ scope }) => scope.region;
  if (id === 'account') return ({ scope }) => scope.accountId;
  const column = found.columns.find((one) => one.id === id);
  return (row) => (column?.sortBy ? column.sortBy(row, now) : column?.text(row, now).toLowerCase());
}
