// Keeps the heap of a program that runs for days near what it holds. Each frame and each answer of AWS is garbage soon after:
// V8 left alone lets 64 MB of it gather before it looks, and the old part grow to twice what lives there.
import { constants, PerformanceObserver } from 'node:perf_hooks';
import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';
import { marking } from './marking.ts';

/** Both halves of it, a page or two less than 8 MB. A key's garbage fits many times; from here on more brings no speed. */
const youngBytes = 7_500_000;
/** In percent. After each clean-up the heap may grow by so much before the next. */
const calmGrowth = 25;
const growing = (percent: number) => `--heap-growing-percent=${percent}`;
/** The same from the start, for a Node that can be started with flags: each half of the young part, in MB, and the growth. */
export const leanHeapFlags = ['--max-semi-space-size=4', growing(calmGrowth)];

/**
 * To be called before the work begins. The flags are those of the whole process, its threads included. Who has started Node
 * with flags for it has chosen the young part: changing that would make V8 refuse code compiled under those.
 * `growsInRush`: somebody waits for keys while much comes in, and clean-ups would be in the way.
 */
export function keepHeapLean({ growsInRush }: { readonly growsInRush: boolean }): void {
  const isChosen = process.execArgv.some((flag) => flag.startsWith('--max-semi-space-size'));
  const set = createFlags(isChosen ? leanHeapFlags : []);
  const setYoung = (growthFactor: 1 | 2) => {
    if (!isChosen) set(`--semi-space-growth-factor=${growthFactor}`);
  };
  set(growing(calmGrowth));
  // Work in one piece is told of when it is over, and had doubled it several times by then.
  setYoung(1);
  let cleanedAt = 0;
  let growth = calmGrowth;
  const observer = new PerformanceObserver((list) => {
    const spaces = getHeapSpaceStatistics();
    const sizeOf = (name: string) => spaces.find(({ space_name }) => space_name === name)?.space_size ?? 0;
    // V8 makes it smaller where little happens, and has to be let when more happens again.
    setYoung(sizeOf('new_space') >= youngBytes ? 1 : 2);
    for (const entry of list.getEntries()) {
      const { startTime, detail } = entry as typeof entry & { detail?: { kind?: number } };
      marking.heard(detail?.kind);
      if (!growsInRush) continue;
      const sinceMs = startTime - cleanedAt;
      if (detail?.kind === constants.NODE_PERFORMANCE_GC_MAJOR) {
        growth = growthFor(sinceMs, sizeOf('old_space') + sizeOf('large_object_space'));
        set(growing(growth));
        set(cleanUpFrom(0));
        cleanedAt = startTime;
      } else if (growth > calmGrowth && sinceMs > rushOverMs) set(cleanUpFrom(1));
    }
  });
  observer.observe({ entryTypes: ['gc'] });
}

/** In percent of what the heap may still grow by: from there on V8 cleans it up, a little at a time. 0: as V8 thinks best. */
const cleanUpFrom = (percent: number) => `--incremental-marking-soft-trigger=${percent}`;

/** Setting a flag costs more than to know that it is set. */
function createFlags(given: readonly string[]): (flag: string) => void {
  const known = new Set(given);
  const nameOf = (flag: string) => flag.split('=')[0];
  return (flag) => {
    if (known.has(flag)) return;
    for (const other of known) if (nameOf(other) === nameOf(flag)) known.delete(other);
    known.add(flag);
    setFlagsFromString(flag);
  };
}

/** Clean-ups that follow each other faster than this are too many: each takes longer than a frame. */
const rushMs = 4_000;
const rushGrowth = 64_000_000;
/** What the heap was let grow by is not kept for ever: with no clean-up in so long, one is due. */
const rushOverMs = 10_000;
/** A small heap is cleaned up within a frame. What it is let grow by at the start it would hold for as long as it runs. */
const rushFromBytes = 48_000_000;

/** In percent, by the time since the clean-up before and by the size of the old part, with what stands in it by itself. */
export function growthFor(sinceMs: number, bytes: number): number {
  if (sinceMs > rushMs || bytes < rushFromBytes) return calmGrowth;
  return Math.round(Math.max(calmGrowth, (100 * rushGrowth) / bytes));
}
