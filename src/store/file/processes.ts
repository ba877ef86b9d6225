// Finds out which processes run. A process id is valid only among the processes that this one can see.
import { createHash } from 'node:crypto';
import { readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** The name of this machine and, in containers that share that name, of the visible set of process ids. */
export function processSpace(): string {
  return createHash('sha256').update(`${hostname()} ${pidNamespace()}`).digest('hex').slice(0, 8);
}

function pidNamespace(): string {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    return '';
  }
}

/** The name of this program, unique among all that may share a file with it. */
export const programName = (): string => `${processSpace()}-${process.pid}`;

/** `unknown`: the program runs or ran on a machine or in a container whose processes this one cannot see. */
export function stateOfProgram(name: string): 'running' | 'ended' | 'unknown' {
  const [space, pid] = name.split('-');
  if (space !== processSpace() || !(Number(pid) > 0)) return 'unknown';
  return isRunning(Number(pid)) ? 'running' : 'ended';
}

/** True in case of doubt, because the files of a process that has ended are removed. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}
