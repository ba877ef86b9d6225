// Named leases: work that only one of the programs that share a store does at a time, such as notifying from one
// memory.
import { createLeases, type LeaseOptions } from '../../store/leases.ts';
import type { Database } from '../../store/sqlite.ts';
import type { PostedQueries } from './store-queries.ts';

export interface NameLeases {
  /** false: another program holds the lease. Rejects if the store cannot tell. */
  take(name: string, forMs: number): Promise<boolean>;
  release(name: string): Promise<void>;
}

export interface LocalNameLeases extends NameLeases {
  /** Whether no other program holds the lease. Rejects if the store cannot be read. */
  isFree(name: string): Promise<boolean>;
}

/** For the thread that writes the store. */
export function createNameLeases(database: Database, options: LeaseOptions): LocalNameLeases {
  const leases = createLeases(database, options);
  return {
    take: async (name, forMs) => leases.take({ name }, forMs),
    release: async (name) => leases.release({ name }),
    isFree: async (name) => (leases.holderOf({ name })?.heldBy ?? options.holder) === options.holder,
  };
}

/** For other threads. */
export const postedNameLeases = (requested: Pick<PostedQueries, 'ask'>): NameLeases => ({
  take: (name, forMs) => requested.ask({ kind: 'takeLease', name, forMs }),
  async release(name) {
    await requested.ask({ kind: 'releaseLease', name });
  },
});
