// The store in the engine's thread: written and read there, with one connection. Readers in other threads receive
// messages about it.
import type { HistoryLimits } from '../../../config/limits.ts';
import type { Clock } from '../../lib/clock.ts';
import { defined } from '../../lib/defined.ts';
import { unknownType } from '../../lib/unknown-type.ts';
import type { StorePlace } from '../../store/file/location.ts';
import { type OpenOptions, type OpenStore, openStoreAnyway, openTemporary } from '../../store/file/open-store.ts';
import type { EngineStore } from '../program-store.ts';
import type { FromEngine } from '../thread/thread-messages.ts';
import type { StoreCommand, StoreNews } from './store-protocol.ts';
import { createStoreService } from './store-service.ts';

export interface ThreadStoreOptions {
  readonly place: StorePlace;
  readonly limits: HistoryLimits;
  /** Epoch ms of AWS's clock. */
  now(): number;
  readonly clock: Clock;
  post(message: FromEngine): void;
  /** Opens the permanent store; for tests. */
  readonly openDatabase?: OpenOptions['openDatabase'];
  /** Opens another store than that of the place. */
  readonly open?: () => OpenStore;
}

export interface ThreadStore {
  readonly store: EngineStore;
  /** Takes a command of a reader in another thread. */
  command(command: StoreCommand): void;
  /** Notifies the readers of a write at once. */
  notifyWritten(): void;
  /** How many writes have been asked for. */
  position(): number;
  close(): void;
}

/** Opens the store, or a temporary one if that fails, and posts messages about it to the readers. */
export function openThreadStore({ place, post, openDatabase, open, ...options }: ThreadStoreOptions): ThreadStore {
  const { limits, now, clock } = options;
  const listeners = new Set<() => void>();
  const resumptions = new Set<() => void>();
  const send = (news: StoreNews) => {
    post({ type: 'store', news });
    if (news.type === 'written' || news.type === 'opened') for (const changed of listeners) changed();
  };
  const service = createStoreService({
    limits,
    now,
    clock,
    send,
    open: open ?? (() => openStoreAnyway(place, { now, limits, ...defined({ openDatabase }) })),
    openTemporary: () => openTemporary([]),
    resumed() {
      for (const resumed of resumptions) resumed();
    },
  });
  return {
    store: {
      writer: service.writer,
      leases: service.leases,
      queueLeases: service.queueLeases,
      sight: service.sight,
      opened: async () => service.sight(),
      subscribe: (changed) => listeners.add(changed),
      onResumed: (resumed) => resumptions.add(resumed),
      async close() {
        service.close();
      },
    },
    command(command) {
      switch (command.type) {
        case 'evaluate':
          return service.evaluate(command.request, command.number);
        case 'query':
          return service.ask(command.number, command.query);
        default:
          return unknownType('A command to the store', command);
      }
    },
    notifyWritten: service.notifyWritten,
    position: service.position,
    close: service.close,
  };
}
