// While V8 goes through the heap for what lives there, it moves nothing of the young part, which grows by all that is made
// meanwhile: at the end all of it that was seen is copied in one go, and a key waits for that. Work that can wait does so,
// for 30 to 150 ms, and there is a tenth to copy.
import { constants } from 'node:perf_hooks';

export interface Marking {
  /** A clean-up, or a part of one, has been told of: its kind as node:perf_hooks has it. */
  heard(kind: number | undefined): void;
  isOn(): boolean;
}

/** Of a large heap it takes a fifth of a second. One that is not told to be over is not waited for. In ms. */
const longestMs = 300;

export function createMarking(now: () => number = () => performance.now()): Marking {
  let began: number | undefined;
  return {
    heard(kind) {
      if (kind === constants.NODE_PERFORMANCE_GC_INCREMENTAL) began = now();
      if (kind === constants.NODE_PERFORMANCE_GC_MAJOR) began = undefined;
    },
    isOn: () => began !== undefined && now() - began < longestMs,
  };
}

/** Of this process's heap, where `keepHeapLean` watches it. */
export const marking = createMarking();
