// Loaded into the program before its own code: how long its event loop stood still at most, between SIGUSR2 and its end,
// in milliseconds, written into the file that STALL_FILE names.
import { writeFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { isMainThread } from 'node:worker_threads';

if (isMainThread && process.env.STALL_FILE) {
  const resolution = 5;
  const delays = monitorEventLoopDelay({ resolution });
  process.on('SIGUSR2', () => {
    delays.enable();
    delays.reset();
  });
  process.on('exit', () => writeFileSync(process.env.STALL_FILE, String(delays.max / 1e6 - resolution)));
}
