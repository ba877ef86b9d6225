// Which processes still run. A process id means something only among the processes that this one can see.
import { createHash } from 'node:crypto';
import { readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** Names this machine and, in containers that share its name, the set of process ids that are visible here. */
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

/** Names this program among all that may share a file with it. */
export const programName = (): string => `${processSpace()}-${process.pid}`;

/** `unknown`: it runs, or ran, where this program sees no processes. */
export function stateOfProgram(name: string): 'running' | 'ended' | 'unknown' {
  const [space, pid] = name.split('-');
  if (space !== processSpace() || !(Number(pid) > 0)) return 'unknown';
  return isRunning(Number(pid)) ? 'running' : 'ended';
}

/** In doubt it runs: what belongs to a process that does not is removed. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}
