// Reads the rows of a list whose names are not known yet, in short turns, so that no key press waits.
import type { NextTurn } from '../../lib/process/turns.ts';
import type { RowIds } from '../../store/query/list-query.ts';
import type { RowWindow } from './row-window.ts';

export interface NameReaderOptions {
  readonly window: RowWindow;
  readonly nextTurn: NextTurn;
  /** The last transaction that wrote rows. */
  seq(): number;
}

/** For this number of rows all names are known before they come into view. */
const mostNamed = 2_000;
const namedAtOnce = 100;

/** The result is true if there are names that were not known before. */
export type NameReader = (ids: RowIds, isWanted: () => boolean) => Promise<boolean>;

export function createNameReader({ window, nextTurn, seq }: NameReaderOptions): NameReader {
  /** Ids of rows whose names are known. */
  const named = new Set<number>();
  return async (all, isWanted) => {
    const ids = all.length > mostNamed ? new Int32Array() : all.filter((id) => !named.has(id));
    for (let from = 0; from < ids.length; from += namedAtOnce) {
      if (!isWanted()) return false;
      const next = ids.subarray(from, from + namedAtOnce);
      window.read(next, seq());
      for (const id of next) named.add(id);
      await nextTurn();
    }
    return ids.length > 0;
  };
}
