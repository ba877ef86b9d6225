// Keeps the heap of a long-running program close to its live data. Each frame and each response of AWS soon becomes
// garbage: by default V8 lets 64 MB of it accumulate, and lets the old generation grow to twice the live data. Measured
// with the idle dashboard on three Regions, the engine in a thread of its own: 172 MB, and 207 MB without this.
import { PerformanceObserver } from 'node:perf_hooks';
import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';

/**
 * Both semi-spaces, slightly less than 8 MB. The garbage of a key press fits many times; a larger size is not faster.
 */
const youngBytes = 7_500_000;
/** In percent: the growth of the heap after each collection, before the next one. */
const growing = '--heap-growing-percent=25';
/** The same as start flags of Node: the size of each semi-space in MB, and the growth. */
export const leanHeapFlags = ['--max-semi-space-size=4', growing];

/**
 * To be called before the work begins. The flags apply to the whole process, including its threads. If Node was started
 * with such flags, they stay: V8 would refuse code that was compiled with other flags.
 */
export function keepHeapLean(): void {
  if (process.execArgv.some((flag) => flag.startsWith('--max-semi-space-size'))) return;
  setFlagsFromString(growing);
  let factor: 1 | 2 | undefined;
  const setYoung = (next: 1 | 2) => {
    // Setting a flag is slower than checking its present value.
    if (factor !== next) setFlagsFromString(`--semi-space-growth-factor=${next}`);
    factor = next;
  };
  // A long synchronous task reports only at its end, when V8 has already doubled the size several times.
  setYoung(1);
  const observer = new PerformanceObserver(() => {
    const young = getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space');
    // V8 shrinks the young generation while little happens, and must be allowed to grow it again.
    setYoung((young?.space_size ?? 0) >= youngBytes ? 1 : 2);
  });
  observer.observe({ entryTypes: ['gc'] });
}
