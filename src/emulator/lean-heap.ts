import { setFlagsFromString } from 'node:v8';

/**
 * Answers are computed and thrown away by the hundred megabytes, while what is kept is a few dozen: without this V8
 * lets the heap grow to many times of that before it cleans up. To be called before the work begins.
 */
export function keepHeapLean(): void {
  // After each clean-up the heap may grow by so much before the next.
  setFlagsFromString('--heap-growing-percent=20');
}
