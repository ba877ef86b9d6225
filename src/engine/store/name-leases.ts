// What only one program of those that share a store does at a time, by a name of its own: such as to notify by one memory.
import { createLeases, type LeaseOptions } from '../../store/leases.ts';
import type { Database } from '../../store/sqlite.ts';
import type { PostedQueries } from './store-queries.ts';

export interface NameLeases {
  /** False: another program holds it. Rejects where the store cannot say. */
  take(name: string, forMs: number): Promise<boolean>;
  release(name: string): Promise<void>;
}

/** In the thread that writes the store. */
export function createNameLeases(database: Database, options: LeaseOptions): NameLeases {
  const leases = createLeases(database, options);
  return {
    take: async (name, forMs) => leases.take({ name }, forMs),
    release: async (name) => leases.release({ name }),
  };
}

/** In another one. */
export const postedNameLeases = (asked: Pick<PostedQueries, 'ask'>): NameLeases => ({
  take: (name, forMs) => asked.ask({ kind: 'takeLease', name, forMs }),
  async release(name) {
    await asked.ask({ kind: 'releaseLease', name });
  },
});
