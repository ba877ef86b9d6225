// The present store and those that it replaced.
import type { OpenStore } from '../../store/file/open-store.ts';
import { troubleOf } from '../../store/file/trouble.ts';

export interface StoreSuccessionOptions {
  open(): OpenStore;
  /** Throws if no directory has space. */
  openTemporary(): OpenStore;
  /** The present store is left for another one. */
  left(): void;
}

export interface StoreSuccession {
  present(): OpenStore;
  /** Moves to a temporary store until the next start. Returns false if there is no space for one. */
  moveToTemporary(): boolean;
  /** Closes the present store, whose file was deleted or replaced, before `reopen`. */
  leave(): void;
  /** Opens the file again. */
  reopen(): void;
  /** Closes the replaced stores: work that began with them has ended. */
  closeRetired(): void;
  closeAll(): void;
}

export function createStoreSuccession({ open, openTemporary, left }: StoreSuccessionOptions): StoreSuccession {
  let store = open();
  /** The replaced stores. Work that began with them may still read. */
  const retired: OpenStore[] = [];
  return {
    present: () => store,
    moveToTemporary() {
      const next = withoutTrouble(openTemporary);
      if (next === undefined) return false;
      left();
      retired.push(store);
      store = next;
      return true;
    },
    leave() {
      left();
      close(store);
    },
    reopen() {
      store = open();
    },
    closeRetired() {
      for (const one of retired.splice(0)) close(one);
    },
    closeAll() {
      for (const one of [...retired, store]) close(one);
    },
  };
}

/** undefined: the file or its directory is the reason for a failure. A programming error is thrown. */
export function withoutTrouble<Result>(task: () => Result): Result | undefined {
  try {
    return task();
  } catch (error) {
    if (troubleOf(error) === undefined) throw error;
    return undefined;
  }
}

/** A closed store stays closed: none could be opened in its place. */
function close(store: OpenStore): void {
  if (store.database.isOpen) store.close();
}
