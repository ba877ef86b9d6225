// The list of coverage in groups: its groups are made of the rows of the list of coverage, read in short turns so that
// no key press waits.
import { noRows, type Rows } from '../../app/list/rows.ts';
import { readCoverageGrouping } from '../../domain/coverage/coverage-groups.ts';
import type { CoverageRow } from '../../domain/coverage/coverage-row.ts';
import type { StoreSight } from '../../engine/program-store.ts';
import type { Clock } from '../../lib/clock.ts';
import type { NextTurn } from '../../lib/process/turns.ts';
import { type CoverageGroupRow, coverageGroupRows } from '../../resources/derived/coverage-groups.ts';
import { type LineListWanted, rowsInMemory } from './line-list.ts';
import type { ListPlaces } from './list-places.ts';

export interface GroupListWanted extends LineListWanted {
  /** 'type', 'tag:team'. */
  readonly by: string;
  readonly places: ListPlaces;
  readonly sight: StoreSight;
  /** The last transaction that wrote rows. */
  readonly seq: number;
}

export interface GroupListOptions {
  readonly clock: Clock;
  readonly nextTurn: NextTurn;
  /** There is something new to see, in so many ms at the soonest. */
  changed(waitMs: number): void;
}

interface Groups {
  /** The places and the grouping. */
  readonly of: string;
  readonly seq: number;
  readonly rows: readonly CoverageGroupRow[];
}

const rowsAtOnce = 200;
/** The pause after a reading is this many times its duration: readings take a tenth of the time. */
const restPerWork = 9;
const restAfterFailureMs = 1_000;

export function createGroupList({ clock, nextTurn, changed }: GroupListOptions): (wanted: GroupListWanted) => Rows {
  let known: Groups | undefined;
  let reading: object | undefined;
  let readingOf: string | undefined;
  let restsUntil = 0;
  let drawn: { readonly of: Groups; readonly requested: string; readonly rows: Rows } | undefined;

  async function read(of: string, wanted: GroupListWanted): Promise<void> {
    const { seq, by, data } = wanted;
    const began = clock.now();
    const mine = {};
    [reading, readingOf] = [mine, of];
    const grouping = readCoverageGrouping(by) ?? { by: 'type' };
    let wait = 0;
    try {
      const rows = await readRows(wanted, () => reading === mine);
      if (reading !== mine) return;
      known = { of, seq, rows: coverageGroupRows(rows, grouping, data.accounts) };
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

  async function readRows({ sight, places }: GroupListWanted, isWanted: () => boolean): Promise<CoverageRow[]> {
    const { reader } = sight;
    const ids = reader.openIds({ resource: 'coverage', scopes: places.scopes(reader.scopeIds()) });
    const rows: CoverageRow[] = [];
    for (let from = 0; from < ids.length && isWanted(); from += rowsAtOnce) {
      for (const one of reader.rows(ids.slice(from, from + rowsAtOnce))) {
        if (one) rows.push({ ...one.row, scope: places.scopeOf(one.scope) } as CoverageRow);
      }
      await nextTurn();
    }
    return rows;
  }

  function follow(of: string, wanted: GroupListWanted): void {
    const isCurrent = known?.of === of && known.seq === wanted.seq;
    if (isCurrent || (reading && readingOf === of)) return;
    const wait = known?.of === of ? restsUntil - clock.now() : 0;
    if (wait > 0) changed(wait);
    else void read(of, wanted);
  }

  return (wanted) => {
    const of = `${wanted.by} ${wanted.places.text}`;
    follow(of, wanted);
    if (known?.of !== of) return noRows;
    const requested = JSON.stringify([wanted.filter, wanted.sort, known.seq === wanted.seq]);
    if (drawn?.of === known && drawn.requested === requested) return drawn.rows;
    const rows = rowsInMemory(known.rows, wanted);
    drawn = { of: known, requested, rows };
    return rows;
  };
}
