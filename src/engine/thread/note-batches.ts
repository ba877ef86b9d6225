// Sends notes to another thread: the first at once, the notes of the following moments together.
import type { Clock } from '../../lib/clock.ts';
import type { EngineNote } from '../protocol.ts';

type Changed = Extract<EngineNote, { type: 'changed' }>;

/** A person cannot follow a screen that changes more often. */
const gatherMs = 50;

export interface NoteBatches {
  add(note: EngineNote): void;
  stop(): void;
}

export function createNoteBatches(clock: Clock, send: (notes: readonly EngineNote[]) => void): NoteBatches {
  let waiting: EngineNote[] = [];
  let restsUntil = Number.NEGATIVE_INFINITY;
  let cancel: (() => void) | undefined;

  const flush = () => {
    cancel = undefined;
    restsUntil = clock.now() + gatherMs;
    const notes = waiting;
    waiting = [];
    send(notes);
  };

  return {
    add(note) {
      waiting = joined(waiting, note);
      if (note.type === 'changed' && note.atOnce) {
        cancel?.();
        flush();
        return;
      }
      const wait = restsUntil - clock.now();
      if (wait > 0) cancel ??= clock.setTimeout(flush, wait);
      else if (!cancel) flush();
    },
    stop() {
      cancel?.();
      waiting = [];
    },
  };
}

/** Joins adjacent changes; other notes keep their position. */
function joined(notes: EngineNote[], note: EngineNote): EngineNote[] {
  const last = notes.at(-1);
  if (last?.type !== 'changed' || note.type !== 'changed') return [...notes, note];
  return notes.with(-1, both(last, note));
}

const both = (one: Changed, other: Changed): Changed => ({
  type: 'changed',
  state: { ...one.state, ...other.state },
  responses: new Map([...one.responses, ...other.responses]),
  isNews: one.isNews || other.isNews,
});
