// Keeps a store that can be written: looks at the file once a minute, and moves to a temporary file, or waits, after a
// failure.
import type { Clock } from '../../lib/clock.ts';
import { minuteMs } from '../../lib/duration.ts';
import { tryToGrow } from '../../store/file/file-size.ts';
import type { OpenStore } from '../../store/file/open-store.ts';
import { type StoreErrorKind, StoreRefused, troubleOf } from '../../store/file/trouble.ts';
import {
  keptAgain,
  newerProgram,
  newStoreText,
  notKept,
  nowhere,
  nowTemporary,
  replaced,
  troubleOfStore,
} from './store-sentences.ts';
import { createStoreSuccession, withoutTrouble } from './store-succession.ts';

export interface StoreKeeperOptions {
  /** Called again if the file was deleted or replaced. */
  open(): OpenStore;
  /** Called if the file cannot be written. Throws if no directory has space. */
  openTemporary(): OpenStore;
  readonly clock: Clock;
  say(notice: string): void;
  /** Ignores an equal sentence. */
  sayOnce(notice: string): void;
  /** A store was opened: it is read and written from now on. */
  opened(store: OpenStore, notices: readonly string[]): void;
  /** The store is left for another one, or closed. */
  left(): void;
  /** The present store can be written again. */
  resumed(store: OpenStore): void;
  /** The present store cannot be written. */
  failed(): void;
  /** The stores are about to be closed. */
  closing(): void;
}

export interface StoreKeeper {
  isWriting(): boolean;
  /** Announces the store, and looks at it once a minute. */
  start(): void;
  /** A write failed. Throws the error if it is a programming error: the thread ends with it. */
  failed(error: unknown): void;
  close(): void;
}

/** `waiting`: the store cannot be written; it is tried again each minute. */
type State = 'writing' | 'waiting' | 'closed';

export function createStoreKeeper(options: StoreKeeperOptions): StoreKeeper {
  const { clock, say, sayOnce } = options;
  const stores = createStoreSuccession(options);
  let state: State = 'writing';
  /** The reason for waiting. */
  let trouble: StoreErrorKind | undefined;
  let why = '';
  let cancel = () => {};

  function begin(notices: readonly string[]): void {
    state = 'writing';
    options.opened(stores.present(), notices);
  }

  function failed(error: unknown): void {
    const found = troubleOf(error);
    if (found === undefined) throw error;
    if (state !== 'writing') return;
    stop();
    trouble = found;
    why = troubleOfStore(found, stores.present().path, (error as Error).message);
    if (mayMove(stores.present(), trouble)) moveOrWait();
    else say(notKept(why));
  }

  function stop(): void {
    state = 'waiting';
    options.failed();
  }

  function moveOrWait(): void {
    if (stores.moveToTemporary()) begin([nowTemporary(why, stores.present().path)]);
    else sayOnce(nowhere(why));
  }

  function look(): void {
    stores.closeRetired();
    const store = stores.present();
    if (store.isReplaced()) replaceStore();
    // Nothing in the file can be read, not even the version of its schema.
    else if (state === 'waiting' && trouble === 'damaged') moveOrWait();
    else if (store.mustRestart()) leaveToNewer();
    else if (state === 'waiting') tryAgain();
  }

  function leaveToNewer(): void {
    if (state === 'writing') stop();
    why = newerProgram(stores.present().path);
    moveOrWait();
  }

  function tryAgain(): void {
    if (canGrow(stores.present())) resume();
    else if (mayMove(stores.present(), trouble)) moveOrWait();
  }

  function resume(): void {
    state = 'writing';
    options.resumed(stores.present());
    say(keptAgain(stores.present().path));
  }

  function replaceStore(): void {
    const { path } = stores.present();
    stores.leave();
    stop();
    why = replaced(path);
    stores.reopen();
    begin([newStoreText(why)]);
  }

  function eachMinute(): void {
    cancel = clock.setTimeout(eachMinute, minuteMs);
    try {
      look();
    } catch (error) {
      if (error instanceof StoreRefused) sayOnce(error.message);
      else if (state === 'writing' || troubleOf(error) === undefined) failed(error);
      else sayOnce(nowhere(why));
    }
  }

  return {
    isWriting: () => state === 'writing',
    start() {
      begin([]);
      cancel = clock.setTimeout(eachMinute, minuteMs);
    },
    failed,
    close() {
      state = 'closed';
      cancel();
      options.left();
      options.closing();
      stores.closeAll();
    },
  };
}

/** A lock is temporary. A temporary store that is full would only be followed by another full one. */
const mayMove = ({ kind }: OpenStore, trouble: StoreErrorKind | undefined): boolean =>
  trouble === 'damaged' || (kind === 'kept' && (trouble === 'full' || trouble === 'unwritable'));

const canGrow = ({ database }: OpenStore): boolean =>
  withoutTrouble(() => {
    tryToGrow(database);
    return true;
  }) ?? false;
