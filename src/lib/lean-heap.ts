// Keeps the heap of a program that runs for days near what it holds. Each frame and each answer of AWS is garbage soon after:
// V8 left alone lets 64 MB of it gather before it looks, and the old part grow to twice what lives there.
import { PerformanceObserver } from 'node:perf_hooks';
import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';

/** Both halves of it. A key's garbage fits many times; from here on more brings no speed. */
const youngBytes = 8_000_000;
/** After each clean-up the heap may grow by so much before the next. */
const growing = '--heap-growing-percent=25';
/** The same from the start, for a Node that can be started with flags: each half of the young part, in MB, and the growth. */
export const leanHeapFlags = ['--max-semi-space-size=4', growing];

/**
 * To be called before the work begins. The flags are those of the whole process, its threads included. Who has started Node
 * with flags for it has chosen: changing them would make V8 refuse code compiled under those.
 */
export function keepHeapLean(): void {
  if (process.execArgv.some((flag) => flag.startsWith('--max-semi-space-size'))) return;
  setFlagsFromString(growing);
  const observer = new PerformanceObserver(() => {
    if (sizeOfYoung() < youngBytes) return;
    setFlagsFromString('--semi-space-growth-factor=1');
    observer.disconnect();
  });
  observer.observe({ entryTypes: ['gc'] });
}

const sizeOfYoung = (): number =>
  getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space')?.space_size ?? 0;
