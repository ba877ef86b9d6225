// The list of changes on screen: read from the versions in the store in short turns, so that no key press waits, and
// again after rows were written.
import { noRows, type Rows } from '../../app/list/rows.ts';
import type { Data } from '../../app/state/data.ts';
import type { ChangeRow } from '../../domain/changes/change-row.ts';
import type { StoreSight } from '../../engine/program-store.ts';
import type { Clock } from '../../lib/clock.ts';
import { minuteMs } from '../../lib/duration.ts';
import type { NextTurn } from '../../lib/process/turns.ts';
import type { Params } from '../../resources/resource.ts';
import { gapNote } from '../lists/gap-texts.ts';
import { type LineListWanted, rowsInMemory } from '../lists/line-list.ts';
import type { ListPlaces } from '../lists/list-places.ts';
import { type ChangesIn, changesRange, readChangesIn } from './changes-in.ts';

export interface ChangeListWanted extends LineListWanted {
  readonly params: Params;
  readonly places: ListPlaces;
  readonly sight: StoreSight;
  /** The last transaction that wrote rows. */
  readonly seq: number;
}

export interface ChangeListOptions {
  readonly clock: Clock;
  readonly nextTurn: NextTurn;
  /** There is something new to see, in so many ms at the soonest. */
  changed(waitMs: number): void;
}

export interface ChangeList {
  rows(wanted: ChangeListWanted): Rows;
  /** A row that was read. */
  find(isWanted: (row: ChangeRow) => boolean): ChangeRow | undefined;
}

interface Known extends ChangesIn {
  /** The places, the range and the params. */
  readonly of: string;
  readonly seq: number;
}

/** The pause after a reading is this many times its duration: readings take a tenth of the time. */
const restPerWork = 9;
const restAfterFailureMs = 1_000;
/** A range that begins a span ago moves on in steps of this size; the filter is exact. */
const rangeStepMs = 10 * minuteMs;

const timesOf = ({ now, past }: Data) => ({ now, present: past?.present });

export function createChangeList({ clock, nextTurn, changed }: ChangeListOptions): ChangeList {
  let known: Known | undefined;
  let readingOf: string | undefined;
  let reading: object | undefined;
  let restsUntil = 0;
  let drawn: { readonly of: Known; readonly requested: string; readonly rows: Rows } | undefined;

  async function read(of: string, wanted: ChangeListWanted): Promise<void> {
    const mine = {};
    [reading, readingOf] = [mine, of];
    const began = clock.now();
    let wait = 0;
    try {
      const found = await inTurns(wanted, () => reading === mine);
      if (!found || reading !== mine) return;
      known = { ...found, of, seq: wanted.seq };
      restsUntil = clock.now() + restPerWork * (clock.now() - began);
    } catch {
      // The file was closed or replaced in the meantime: the next look starts again.
      if (reading !== mine) return;
      wait = restAfterFailureMs;
      restsUntil = clock.now() + wait;
    }
    reading = undefined;
    changed(wait);
  }

  async function inTurns(wanted: ChangeListWanted, isWanted: () => boolean): Promise<ChangesIn | undefined> {
    const { sight, places, params, filter, data } = wanted;
    const reader = sight.allTimes ?? sight.reader;
    const steps = readChangesIn({ reader, places, params, filter, ...timesOf(data) });
    for (let step = steps.next(); isWanted(); step = steps.next()) {
      if (step.done) return step.value;
      await nextTurn();
    }
    return undefined;
  }

  function follow(of: string, wanted: ChangeListWanted): void {
    const isCurrent = known?.of === of && known.seq === wanted.seq;
    if (isCurrent || (reading && readingOf === of)) return;
    const wait = known?.of === of ? restsUntil - clock.now() : 0;
    if (wait > 0) changed(wait);
    else void read(of, wanted);
  }

  return {
    rows(wanted) {
      const { from, to } = changesRange({ ...wanted, ...timesOf(wanted.data) });
      const range = [Math.floor(from / rangeStepMs), Math.floor(to / rangeStepMs), wanted.data.past?.asOf];
      const of = JSON.stringify([wanted.places.text, wanted.params, range]);
      follow(of, wanted);
      if (known?.of !== of) return noRows;
      const { filter, sort, data, seq } = wanted;
      const requested = JSON.stringify([filter, sort, known.seq === seq, filter === '' ? 0 : data.now]);
      if (drawn?.of === known && drawn.requested === requested) return drawn.rows;
      const notes = [
        gapNote(known.gaps, known.gaps[0]?.from ?? 0),
        known.note === undefined ? undefined : 'older changes not read: narrow the list with until:',
      ];
      const rows = { ...rowsInMemory(known.rows, wanted), notes: notes.filter((note) => note !== undefined) };
      drawn = { of: known, requested, rows };
      return rows;
    },
    find: (isWanted) => known?.rows.find(isWanted),
  };
}
