// V8 compiles and marks on threads of its own, four of them on however many processors. Where all are busy, a key's thread
// would wait its turn among them.
import { readdirSync } from 'node:fs';
import { constants, getPriority, setPriority } from 'node:os';

const threadsFolder = '/proc/self/task';
/** In the kernel's steps, 19 of them below the ordinary: behind, and still served where others take the processors. */
const behind = 5;

/**
 * Lets the threads that are there now, but for the main one, give way to it and to those that start later. Linux alone has a
 * priority for each thread, and does not take it back without rights. Elsewhere nothing happens.
 */
export function letHelpersGiveWay(): void {
  const priority = Math.min(getPriority() + behind, constants.priority.PRIORITY_LOW);
  for (const thread of threads()) {
    try {
      if (thread !== process.pid) setPriority(thread, priority);
    } catch {
      // It has ended, or somebody keeps us from it: it goes on as it did.
    }
  }
}

function threads(): number[] {
  try {
    return readdirSync(threadsFolder).map(Number);
  } catch {
    return [];
  }
}
