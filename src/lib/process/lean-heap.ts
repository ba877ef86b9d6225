// Keeps the heap of a program that runs for days near what it holds. Each frame and each answer of AWS is garbage soon after:
// V8 left alone lets 64 MB of it gather before it looks, and the old part grow to twice what lives there. Measured with the
// dashboard at rest on three Regions, the engine in a thread of its own: 172 MB, and 207 MB without this.
import { PerformanceObserver } from 'node:perf_hooks';
import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';

/** Both halves of it, a page or two less than 8 MB. A key's garbage fits many times; from here on more brings no speed. */
const youngBytes = 7_500_000;
/** In percent. After each clean-up the heap may grow by so much before the next. */
const growing = '--heap-growing-percent=25';
/** The same from the start, for a Node that can be started with flags: each half of the young part, in MB, and the growth. */
export const leanHeapFlags = ['--max-semi-space-size=4', growing];

/**
 * To be called before the work begins. The flags are those of the whole process, its threads included. Who has started Node
 * with flags for it has chosen both: changing them would make V8 refuse code compiled under those.
 */
export function keepHeapLean(): void {
  if (process.execArgv.some((flag) => flag.startsWith('--max-semi-space-size'))) return;
  setFlagsFromString(growing);
  let factor: 1 | 2 | undefined;
  const setYoung = (next: 1 | 2) => {
    // Setting a flag costs more than to know that it is set.
    if (factor !== next) setFlagsFromString(`--semi-space-growth-factor=${next}`);
    factor = next;
  };
  // Work in one piece is told of when it is over, and had doubled it several times by then.
  setYoung(1);
  const observer = new PerformanceObserver(() => {
    const young = getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space');
    // V8 makes it smaller where little happens, and has to be let when more happens again.
    setYoung((young?.space_size ?? 0) >= youngBytes ? 1 : 2);
  });
  observer.observe({ entryTypes: ['gc'] });
}
