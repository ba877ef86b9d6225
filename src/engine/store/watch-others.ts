// Notices what other programs write to the same file: https://www.sqlite.org/pragma.html#pragma_data_version
import { type Clock, repeat } from '../../lib/clock.ts';
import type { Database } from '../../store/sqlite.ts';

export interface WatchOthersOptions {
  readonly database: Database;
  readonly clock: Pick<Clock, 'setTimeout'>;
  /** Another program has written. */
  changed(): void;
  failed(error: unknown): void;
}

const lookMs = 1_000;

/** Returns the function that stops watching. */
export function watchOthers({ database, clock, changed, failed }: WatchOthersOptions): () => void {
  const statement = database.prepare('pragma data_version');
  const read = () => statement.get()?.data_version;
  let version = read();
  return repeat(clock, lookMs, () => {
    if (!database.isOpen) return;
    try {
      const now = read();
      if (now === version) return;
      version = now;
      changed();
    } catch (error) {
      failed(error);
    }
  });
}
