// Reads messages from a queue as long as it runs. A message is deleted only after its event was stored.
import type { BackupEvent } from '../domain/jobs/backup-event.ts';
import { type Clock, sleep } from '../lib/clock.ts';
import { type QueueMessage, readMessage } from './read-message.ts';

export interface ReceivedMessage extends QueueMessage {
  /** SQS's receipt handle, for deletion. */
  readonly receipt: string;
}

export interface Queue {
  readonly url: string;
  /** Waits for messages for some seconds; returns at most ten. */
  receive(signal: AbortSignal): Promise<readonly ReceivedMessage[]>;
  remove(receipts: readonly string[], signal: AbortSignal): Promise<void>;
}

/** A message that could not be parsed, kept as received. */
export interface Unreadable {
  readonly id: string;
  /** Epoch ms at which SQS received it. */
  readonly at: number;
  readonly reason: string;
  readonly body: string;
}

export interface Batch {
  readonly events: readonly BackupEvent[];
  readonly unreadable: readonly Unreadable[];
}

export interface QueueState {
  /** Epoch ms of the newest response, with or without messages. */
  readonly answeredAt?: number;
  /** Another program reads the queue: that is its response. */
  readonly isReadElsewhere?: true;
  /** Set while the queue refuses requests or messages cannot be stored. */
  readonly failure?: { readonly error: unknown; readonly since: number };
}

export interface QueueReaderOptions {
  readonly queue: Queue;
  readonly clock: Clock;
  /** Called before each request: false: another program reads the queue, and stores what it has. Absent: none does. */
  mayRead?(): Promise<boolean>;
  /** Resolves when the batch would survive the end of the process. */
  keep(batch: Batch): Promise<void>;
  changed(state: QueueState): void;
}

const firstWaitMs = 1_000;
const longestWaitMs = 60_000;
/** How often the reader looks whether the other program still reads. */
const lookAgainMs = 5_000;

/** Returns the function that stops the reader; messages in progress are received again later. */
export function readQueue({ queue, clock, keep, changed, mayRead }: QueueReaderOptions): () => void {
  const stop = new AbortController();
  const { signal } = stop;

  const turn = async () => {
    if (mayRead && !(await mayRead())) {
      changed({ answeredAt: clock.now(), isReadElsewhere: true });
      return sleep(clock, lookAgainMs, signal);
    }
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
