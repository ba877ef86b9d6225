// The lists that were shown last, of one file of the store.
import type { StoreSight } from '../../engine/program-store.ts';
import type { AnsweredList } from './list-run.ts';
import type { StoredList } from './stored-list.ts';

export interface ListCache {
  /** The list of the slot, made where there is none. Ends the oldest list where there are too many. */
  listOf(slot: string, make: () => StoredList): StoredList;
  /** The last result of the slot's list. */
  answeredOf(slot: string): AnsweredList | undefined;
  /**
   * Ends the lists of another file: its ids are not valid for this one, and the reader of the previous file is closed
   * soon.
   */
  keepOnlyOf(sight: StoreSight): void;
}

/** Cached lists: those on the stack of screens, with and without a filter. */
const mostLists = 12;

export function createListCache(): ListCache {
  const lists = new Map<string, StoredList>();
  let readBy: StoreSight['reader'] | undefined;

  return {
    listOf(slot, make) {
      const list = lists.get(slot) ?? make();
      lists.delete(slot);
      lists.set(slot, list);
      const [oldest] = lists;
      if (oldest && lists.size > mostLists) {
        oldest[1].stop();
        lists.delete(oldest[0]);
      }
      return list;
    },
    answeredOf: (slot) => lists.get(slot)?.answered(),
    keepOnlyOf({ reader }) {
      if (readBy === reader) return;
      for (const list of lists.values()) list.stop();
      lists.clear();
      readBy = reader;
    },
  };
}
