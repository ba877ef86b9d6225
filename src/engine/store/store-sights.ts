// The readers of the live screen's store: a connection and a query thread for the file that is open now.
import type { Clock } from '../../lib/clock.ts';
import { minuteMs } from '../../lib/duration.ts';
import type { WorkerSource } from '../../lib/process/worker-source.ts';
import { createQueryThread } from '../../store/query/thread/query-thread.ts';
import { openForReading } from '../../store/sqlite.ts';
import type { StoreSight } from '../program-store.ts';
import { createRoutedQueries } from './routed-queries.ts';
import { createRowShapes } from './row-shapes.ts';
import type { PostedQueries } from './store-queries.ts';
import { createSight } from './store-sight.ts';

export interface SightsOptions {
  readonly queries: WorkerSource;
  /** The queries of the engine's thread. */
  readonly requested: Pick<PostedQueries, 'ask'>;
  readonly clock: Clock;
  /** Epoch ms of AWS's clock. */
  now(): number;
}

export interface Sights {
  /** Reads another file, or a new file of the same name, from now on. */
  open(path: string): StoreSight;
  latest(): StoreSight | undefined;
  /** Nothing can be read any more. */
  close(): void;
}

/** All reads of the previous file have ended after this time. */
const patienceMs = minuteMs;

export function createSights({ queries, requested, clock, now }: SightsOptions): Sights {
  const shapes = createRowShapes(now);
  let latest: StoreSight | undefined;
  let closings: (() => void)[] = [];

  return {
    open(path) {
      latest?.queries.close();
      const before = closings;
      const cancel =
        before.length > 0 ? clock.setTimeout(() => before.forEach((close) => void close()), patienceMs) : () => {};
      const database = openForReading(path, { isForScreen: true });
      closings = [...before, cancel, () => database.isOpen && database.close()];
      latest = createSight({
        path,
        database,
        shapes,
        queries: createRoutedQueries({
          writer: requested,
          clock,
          queries: createQueryThread({ file: path, worker: queries, clock }),
        }),
      });
      return latest;
    },
    latest: () => latest,
    close() {
      latest?.queries.close();
      latest = undefined;
      for (const close of closings) close();
      closings = [];
    },
  };
}
