// V8 compiles and collects garbage on four threads of its own, on any number of processors. If all processors are busy,
// the thread that handles keys would have to wait for them.
import { readdirSync, readFileSync } from 'node:fs';
import { constants, getPriority, setPriority } from 'node:os';

const threadsFolder = '/proc/self/task';
/**
 * In the kernel's steps, of which 19 are below the normal priority: lower, but still scheduled if others use the
 * processors.
 */
const behind = 5;

/**
 * Lowers the priority of the present threads, except the main one, below the main thread and later threads. Workers of
 * the name `kept` keep theirs where Node names its threads for the system, since version 24. Only Linux has a priority
 * for each thread, and does not raise it again without privileges. No effect on other systems.
 */
export function lowerHelperPriority(kept?: string): void {
  const priority = Math.min(getPriority() + behind, constants.priority.PRIORITY_LOW);
  for (const thread of threads()) {
    try {
      if (thread !== process.pid && nameOf(thread) !== kept) setPriority(thread, priority);
    } catch {
      // The thread has ended, or the change is not permitted: its priority stays.
    }
  }
}

const nameOf = (thread: number): string => readFileSync(`${threadsFolder}/${thread}/comm`, 'utf8').trimEnd();

function threads(): number[] {
  try {
    return readdirSync(threadsFolder).map(Number);
  } catch {
    return [];
  }
}
