// One list on screen: a query whose ids are read again after writes, and the rows in view.
import { createListNames } from '../../app/list/list-names.ts';
import type { Rows } from '../../app/list/rows.ts';
import { accountsKey } from '../../app/state/accounts-key.ts';
import type { StoreSight } from '../../engine/program-store.ts';
import { type Clock, minuteOf } from '../../lib/clock.ts';
import type { NextTurn } from '../../lib/process/turns.ts';
import type { AnyRow } from '../../store/row-shape.ts';
import { idList } from './id-list.ts';
import type { ListPlaces } from './list-places.ts';
import { type ListWanted, movesWithTime } from './list-query-of.ts';
import { type AnsweredList, createListRun } from './list-run.ts';
import { createNameReader } from './name-reader.ts';
import { createRowWindow } from './row-window.ts';

export interface StoredListOptions {
  readonly resource: ListWanted['resource'];
  readonly places: ListPlaces;
  readonly sight: StoreSight;
  readonly clock: Clock;
  readonly nextTurn: NextTurn;
  /** Shown until the first result: the same rows with another filter or sort. */
  readonly seed?: AnsweredList | undefined;
  /** There will be changes to show, in `waitMs` at the earliest. */
  changed(waitMs: number): void;
}

export interface StoredList {
  readonly resource: ListWanted['resource'];
  /** The present state of a row that was read; undefined: it has gone. */
  rowOf(key: string): AnyRow | undefined;
  answered(): AnsweredList | undefined;
  /** undefined: there is no result yet. `seq`: the last transaction that wrote rows. */
  follow(wanted: ListWanted, seq: number): Rows | undefined;
  stop(): void;
}

export function createStoredList(options: StoredListOptions): StoredList {
  const { resource, places, sight, clock, nextTurn, changed } = options;
  const { reader } = sight;
  const names = createListNames(resource.columns);
  const window = createRowWindow({ resources: [resource], places, reader, names });
  const hasNames = resource.columns.some(({ identity }) => identity !== undefined);
  const readNames = createNameReader({ window, nextTurn, seq: () => seqNow });
  let response = options.seed;
  const run = createListRun({ places, sight, clock, answered: () => response, take, failed: changed });
  let seqNow = 0;
  let shown: { readonly of: unknown; readonly seq: number; readonly filter: string; readonly rows: Rows } | undefined;

  function take(found: AnsweredList): void {
    response = found;
    changed(0);
    // A row that cannot be read fails when it is drawn.
    if (found.isWhole && hasNames) nameAll(found).catch(() => {});
  }

  async function nameAll(of: AnsweredList): Promise<void> {
    if (!(await readNames(of.found.ids, () => response === of))) return;
    shown = undefined;
    changed(0);
  }

  function toRows({ filter }: ListWanted, isBehind: boolean): Rows | undefined {
    if (!response) return undefined;
    if (shown?.of === response && shown.seq === seqNow && shown.rows.isBehind === isBehind && shown.filter === filter)
      return shown.rows;
    const { problem } = response.found;
    const rows = {
      ...idList({ response: response.found, window, seq: () => seqNow }),
      names,
      isBehind,
      isOfOtherFilter: response.filter !== filter,
      ...(problem === undefined ? {} : { filterProblem: problem }),
    };
    shown = { of: response, seq: seqNow, filter, rows };
    return rows;
  }

  return {
    resource,
    rowOf: window.rowOf,
    answered: () => response,
    follow(wanted, seq) {
      seqNow = seq;
      const requested = JSON.stringify([wanted.filter, wanted.sort, accountsKey(wanted.accounts)]);
      const minute = movesWithTime(wanted) ? minuteOf(wanted.now) : 0;
      const made = { filter: wanted.filter, requested, seq, minute };
      if (run.running() !== requested) run.stop();
      const isAsked = response?.requested === requested;
      // An empty result means nothing if the rows had not been requested yet.
      const isUnknown = response?.found.total === 0 && !response.isSettled && wanted.isSettled();
      const isCurrent =
        isAsked && !isUnknown && response?.isWhole && response.seq === seq && response.minute === minute;
      if (!isCurrent && run.running() === undefined) {
        const wait = isAsked || !response ? run.waitMs() : 0;
        if (wait > 0) changed(wait);
        else run.start(wanted, { ...made, isSettled: wanted.isSettled() });
      }
      return toRows(wanted, !isAsked || isUnknown || response?.isWhole !== true);
    },
    stop: run.stop,
  };
}
