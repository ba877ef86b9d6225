// Decides which of the programs that share a store reads a queue: while a collector reads it, the others see the events
// in the store.
import type { LocalNameLeases } from '../store/name-leases.ts';

export interface QueueLease {
  /** To be called before each request for messages. */
  mayRead(url: string): Promise<boolean>;
  /** The queue is not read any more, or cannot be read: another program may. */
  release(url: string): void;
}

export interface QueueLeaseOptions {
  /** Absent: no other program shares the store. */
  readonly leases: LocalNameLeases | undefined;
  /** A collector takes the lease; other programs only look whether there is one. */
  readonly isCollector: boolean;
}

/** Longer than a request that waits for messages and the time to store them. */
const leaseMs = 60_000;

export function createQueueLease({ leases, isCollector }: QueueLeaseOptions): QueueLease | undefined {
  if (!leases) return undefined;
  const nameOf = (url: string) => `queue ${url}`;
  return {
    async mayRead(url) {
      try {
        return await (isCollector ? leases.take(nameOf(url), leaseMs) : leases.isFree(nameOf(url)));
      } catch {
        // Two readers share the messages; without a reader they are lost.
        return true;
      }
    },
    release(url) {
      if (isCollector) leases.release(nameOf(url)).catch(() => {});
    },
  };
}
