// Stores the events of the live feed as soon as the identity of their connection is known.
import type { BackupEvent } from '../../domain/jobs/backup-event.ts';
import type { Unreadable } from '../../events/queue-reader.ts';
import type { ResponseWriter } from '../program-store.ts';
import { toEventRow, toUnreadableRow } from './feed-rows.ts';

export interface EventStorage {
  readonly writer: Pick<ResponseWriter, 'upsert'>;
  /** undefined: the identity is not known yet. */
  identityOf(connection: string): string | undefined;
}

export interface StoredEventsOptions {
  /** Absent: the events are not stored. */
  readonly storage: EventStorage | undefined;
  /** The connection that reads the queues. */
  readonly connection: string;
  /** Epoch ms by AWS's clock. */
  now(): number;
  /** Messages that cannot be parsed. */
  unreadable(): readonly Unreadable[];
}

export interface StoredEvents {
  add(events: readonly BackupEvent[]): void;
  /** Stores what is not stored yet, if the identity is known. */
  keep(): void;
}

/** Rows per write. */
const rowsAtOnce = 500;

export function createStoredEvents(options: StoredEventsOptions): StoredEvents {
  const { storage, connection, now } = options;
  /** Events that are not in the store yet. */
  let unsaved: readonly BackupEvent[] = [];
  const keptUnreadable = new Set<string>();

  return {
    add(events) {
      unsaved = [...unsaved, ...events];
    },
    keep() {
      const identity = storage?.identityOf(connection);
      if (identity === undefined) return;
      const unreadable = options.unreadable().filter(({ id }) => !keptUnreadable.has(id));
      const entries = [...unsaved, ...unreadable.map(toUnreadableRow)];
      for (const { id } of unreadable) keptUnreadable.add(id);
      unsaved = [];
      for (let at = 0; at < entries.length; at += rowsAtOnce) {
        const rows = entries.slice(at, at + rowsAtOnce).map((entry) => toEventRow(entry, connection));
        storage?.writer.upsert('events', rows, { requestedAt: now(), identity });
      }
    },
  };
}
