// The meter of VAULTOP_DEBUG=1 with figures of this process and its files. Loaded only with that variable.
import { statSync } from 'node:fs';
import { systemClock } from '../../../lib/clock.ts';
import { createDebugMeter, type DebugMeter } from '../../../runtime/debug/debug-meter.ts';

export const createProcessMeter = (): DebugMeter =>
  createDebugMeter({
    clock: systemClock,
    memory() {
      const { rss, heapUsed } = process.memoryUsage();
      return { residentBytes: rss, heapBytes: heapUsed };
    },
    sizeOf: sizeWithLog,
  });

/** SQLite writes to the log beside the file first. */
function sizeWithLog(path: string): number | undefined {
  const file = statSync(path, { throwIfNoEntry: false });
  const log = statSync(`${path}-wal`, { throwIfNoEntry: false });
  return file && file.size + (log?.size ?? 0);
}
