// Programs that the screen started (an editor, a notify command): none outlives the screen.
import type { ChildProcess } from 'node:child_process';

export interface Children {
  /** Kept until the program ends. `ownGroup`: it leads a process group, which is ended with it. */
  add(child: ChildProcess, ownGroup?: boolean): void;
  /** The running process groups that the engine started. */
  setGroups(groups: readonly number[]): void;
  /** Asks running programs to end. */
  end(): void;
  /** Kills programs that still run. */
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
        // The program has ended already.
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
    // Like a closed terminal: an editor saves the typed text.
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
    // The program has ended already.
  }
}
