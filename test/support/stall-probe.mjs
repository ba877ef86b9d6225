// Loaded into the program before its own code: measures the longest stall of the event loop between a first SIGUSR2 and
// a second, in milliseconds, and writes it to the file that STALL_FILE names. Leaving is excluded: no key press waits
// then.
import { writeFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { isMainThread } from 'node:worker_threads';

if (isMainThread && process.env.STALL_FILE) {
  const resolution = 5;
  const delays = monitorEventLoopDelay({ resolution });
  let isWatching = false;
  process.on('SIGUSR2', () => {
    isWatching = !isWatching;
    if (!isWatching) return delays.disable();
    delays.enable();
    delays.reset();
  });
  process.on('exit', () => writeFileSync(process.env.STALL_FILE, String(delays.max / 1e6 - resolution)));
}
