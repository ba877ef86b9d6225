// Counts and times the messages between the parts of the program, for the panel of VAULTOP_DEBUG=1. Without it nothing
// is counted: the parts are not wrapped.
import type { ReadableStore, StoreSight } from '../../engine/program-store.ts';
import type { Engine } from '../../engine/protocol.ts';
import { type Clock, repeat } from '../../lib/clock.ts';
import type { Queries } from '../../store/query/queries.ts';
import type { DebugFigures, DebugSource } from './debug-figures.ts';
import { createPollCounts } from './poll-counts.ts';

export interface DebugMeterOptions {
  readonly clock: Clock;
  memory(): DebugFigures['memory'];
  /** The size of the file at this path, with its log; undefined: it is not known. */
  sizeOf(path: string): number | undefined;
}

export interface DebugMeter extends DebugSource {
  /** The same engine, with its notes counted. */
  engine(engine: Engine): Engine;
  /** The same store, with its queries counted and timed. */
  store(store: ReadableStore): ReadableStore;
  /** A frame has been written. */
  written(frame: { readonly bytes: number; readonly dropped: number }): void;
  /** A frame has been rendered. */
  rendered(ms: number): void;
  stop(): void;
}

const secondMs = 1_000;

export function createDebugMeter({ clock, memory, sizeOf }: DebugMeterOptions): DebugMeter {
  const queries = createQueryTimes(clock);
  const polls = createPollCounts();
  const frames = { count: 0, dropped: 0, lastBytes: 0, largestBytes: 0, lastMs: 0, slowestMs: 0 };
  const listeners = new Set<() => void>();
  let read: ReadableStore | undefined;

  const figuresNow = (notesPerSecond: number): DebugFigures => ({
    queries: queries.figures(),
    polls: polls.figures(),
    notesPerSecond,
    frames: { ...frames },
    store: storeFigures(read?.sight(), sizeOf),
    memory: memory(),
  });
  let latest = figuresNow(0);
  const cancel = repeat(clock, secondMs, () => {
    latest = figuresNow(polls.takeNotes());
    for (const changed of listeners) changed();
  });

  return {
    figures: () => latest,
    subscribe(changed) {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
    engine: (engine) => ({
      ...engine,
      subscribe: (listener) =>
        engine.subscribe((note) => {
          if (note.type === 'changed') polls.take(note);
          listener(note);
        }),
    }),
    store(store) {
      read = store;
      return queries.ofStore(store);
    },
    written({ bytes, dropped }) {
      frames.count += 1;
      frames.dropped += dropped;
      frames.lastBytes = bytes;
      frames.largestBytes = Math.max(frames.largestBytes, bytes);
    },
    rendered(ms) {
      frames.lastMs = ms;
      frames.slowestMs = Math.max(frames.slowestMs, ms);
    },
    stop: cancel,
  };
}

function storeFigures(sight: StoreSight | undefined, sizeOf: DebugMeterOptions['sizeOf']): DebugFigures['store'] {
  if (!sight) return { sizeBytes: undefined, sequence: undefined };
  return {
    sizeBytes: sight.path === undefined ? undefined : sizeOf(sight.path),
    sequence: sequenceOf(sight),
  };
}

/** The file may have been closed, or be damaged: the panel must not fail because of it. */
function sequenceOf({ reader }: StoreSight): number | undefined {
  try {
    return reader.lastSeq();
  } catch {
    return undefined;
  }
}

function createQueryTimes(clock: Pick<Clock, 'now'>) {
  let figures = { count: 0, running: 0, lastMs: 0, slowestMs: 0 };
  const wrapped = new WeakMap<StoreSight, StoreSight>();
  async function timed<Result>(query: () => Promise<Result>): Promise<Result> {
    const startedAt = clock.now();
    figures = { ...figures, running: figures.running + 1 };
    try {
      return await query();
    } finally {
      const lastMs = clock.now() - startedAt;
      const { count, running, slowestMs } = figures;
      figures = { count: count + 1, running: running - 1, lastMs, slowestMs: Math.max(slowestMs, lastMs) };
    }
  }
  const withTimes = (queries: Queries): Queries => ({
    ...queries,
    ids: (...query) => timed(() => queries.ids(...query)),
    search: (...query) => timed(() => queries.search(...query)),
  });
  const ofSight = (sight: StoreSight): StoreSight => {
    const known = wrapped.get(sight) ?? { ...sight, queries: withTimes(sight.queries) };
    wrapped.set(sight, known);
    return known;
  };
  return {
    figures: () => figures,
    ofStore: (store: ReadableStore): ReadableStore => ({
      ...store,
      sight() {
        const sight = store.sight();
        return sight && ofSight(sight);
      },
      opened: async () => ofSight(await store.opened()),
    }),
  };
}
