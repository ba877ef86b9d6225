// Programs that the screen has started (an editor, a notify command): none outlives it.
import type { ChildProcess } from 'node:child_process';

export interface Children {
  /** Kept until it ends. `ownGroup`: it was started as the head of a process group, which is ended with it. */
  add(child: ChildProcess, ownGroup?: boolean): void;
  /** Process groups that the engine has started: those that run now. */
  setGroups(groups: readonly number[]): void;
  /** Asks those that run to end. */
  end(): void;
  /** Ends those that still run. */
  kill(): void;
}

export function createChildren(): Children {
  const running = new Map<ChildProcess, boolean>();
  let engineGroups: readonly number[] = [];
  const send = (signal: NodeJS.Signals) => {
    for (const [child, ownGroup] of running) {
      try {
        if (ownGroup && child.pid !== undefined) process.kill(-child.pid, signal);
        else child.kill(signal);
      } catch {
        // It has ended already.
      }
    }
  };
  return {
    setGroups(groups) {
      engineGroups = groups;
    },
    add(child, ownGroup = false) {
      running.set(child, ownGroup);
      child.once('close', () => running.delete(child));
      child.once('error', () => running.delete(child));
    },
    // As when a terminal goes away: an editor keeps what was typed.
    end: () => send('SIGHUP'),
    kill() {
      send('SIGKILL');
      for (const group of engineGroups) endGroup(group);
    },
  };
}

function endGroup(group: number): void {
  try {
    process.kill(-group, 'SIGKILL');
  } catch {
    // It has ended already.
  }
}
