// Takes messages off a queue for as long as it runs. A message leaves the queue only after what it says is kept.
import type { BackupEvent } from '../domain/jobs/backup-event.ts';
import { type Clock, sleep } from '../lib/clock.ts';
import { type QueueMessage, readMessage } from './read-message.ts';

export interface ReceivedMessage extends QueueMessage {
  /** What SQS wants to see to delete it. */
  readonly receipt: string;
}

export interface Queue {
  readonly url: string;
  /** Waits for messages some seconds at the most; at most ten. */
  receive(signal: AbortSignal): Promise<readonly ReceivedMessage[]>;
  remove(receipts: readonly string[], signal: AbortSignal): Promise<void>;
}

/** A message that could not be understood, set aside as it came. */
export interface Unreadable {
  readonly id: string;
  /** Epoch ms at which SQS took it. */
  readonly at: number;
  readonly reason: string;
  readonly body: string;
}

export interface Batch {
  readonly events: readonly BackupEvent[];
  readonly unreadable: readonly Unreadable[];
}

export interface QueueState {
  /** Epoch ms of the newest answer, with messages or without. */
  readonly answeredAt?: number;
  /** Set while the queue refuses or what it gave cannot be kept. */
  readonly failure?: { readonly error: unknown; readonly since: number };
}

export interface QueueReaderOptions {
  readonly queue: Queue;
  readonly clock: Clock;
  /** Resolves when all of it would survive the end of the process. */
  keep(batch: Batch): Promise<void>;
  changed(state: QueueState): void;
}

const firstWaitMs = 1_000;
const longestWaitMs = 60_000;

/** Returns the way to stop; what it has in hand then comes again from the queue. */
export function readQueue({ queue, clock, keep, changed }: QueueReaderOptions): () => void {
  const stop = new AbortController();
  const { signal } = stop;

  const turn = async () => {
    const messages = await queue.receive(signal);
    if (messages.length > 0) {
      await keep(toBatch(messages));
      await queue.remove(
        messages.map(({ receipt }) => receipt),
        signal,
      );
    }
    changed({ answeredAt: clock.now() });
  };

  const run = async () => {
    for (let failures = 0, since = 0; !signal.aborted; ) {
      try {
        await turn();
        failures = 0;
      } catch (error) {
        if (signal.aborted) return;
        since = failures === 0 ? clock.now() : since;
        changed({ failure: { error, since } });
        await sleep(clock, Math.min(longestWaitMs, firstWaitMs * 2 ** failures), signal);
        failures += 1;
      }
    }
  };

  run().catch(() => {});
  return () => stop.abort(new Error('the feed is stopped'));
}

function toBatch(messages: readonly ReceivedMessage[]): Batch {
  const events: BackupEvent[] = [];
  const unreadable: Unreadable[] = [];
  for (const message of messages) {
    const read = readMessage(message);
    if ('events' in read) events.push(...read.events);
    else unreadable.push({ id: message.id, at: message.sentAt, reason: read.unreadable, body: message.body });
  }
  return { events, unreadable };
}
