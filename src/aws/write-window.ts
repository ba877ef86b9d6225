// Write access for a time. It ends by itself: also when the machine slept, and when its clock was set.
import type { Clock } from '../lib/clock.ts';
import type { Connection } from './sign-in/credentials.ts';

/** The write access that the place gives a connection. */
export type WriteAccess = Pick<Connection, 'write' | 'timedWrite'>;

export interface WriteWindow {
  /** Whether the connection may change something now. */
  allows(access: WriteAccess): boolean;
  /** Connections with either kind of write access have it for so many ms. */
  open(forMs: number): void;
  /** None has it until `open`. */
  close(): void;
  /** While true, none has it, whatever was asked for. */
  hold(isHeld: boolean): void;
  /** As at the start: by the connections alone. */
  reset(): void;
  /** Epoch ms by this machine's clock; undefined: no time was asked for, or it is over. */
  until(): number | undefined;
  /** Changes with each change of `allows`. */
  mark(): number;
  /** True once after the time was over. */
  takeEnd(): boolean;
}

/** A clock that is set back by more must not make the time longer. */
const toleranceMs = 5_000;

type State = 'by-connection' | 'closed' | { readonly until: number; latest: number };

export function createWriteWindow(clock: Pick<Clock, 'now'>): WriteWindow {
  let state: State = 'by-connection';
  let changes = 0;
  let hasEnded = false;
  let isHeld = false;

  const become = (next: State) => {
    state = next;
    changes += 1;
    hasEnded = false;
  };

  const now = (): State => {
    if (typeof state === 'string') return state;
    const at = clock.now();
    if (at >= state.until || at < state.latest - toleranceMs) {
      become('closed');
      hasEnded = true;
    } else state.latest = Math.max(state.latest, at);
    return state;
  };

  return {
    allows({ write = false, timedWrite = false }) {
      const present = now();
      if (isHeld) return false;
      return present === 'by-connection' ? write : present !== 'closed' && (write || timedWrite);
    },
    open: (forMs) => become({ until: clock.now() + forMs, latest: clock.now() }),
    close: () => become('closed'),
    hold(next) {
      if (next !== isHeld) changes += 1;
      isHeld = next;
    },
    reset: () => become('by-connection'),
    until() {
      const present = now();
      return typeof present === 'string' ? undefined : present.until;
    },
    mark() {
      now();
      return changes;
    },
    takeEnd() {
      now();
      const ended = hasEnded;
      hasEnded = false;
      return ended;
    },
  };
}
