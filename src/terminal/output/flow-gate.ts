// Keeps frames from queueing where they cannot be withdrawn: in the kernel, in ssh, in the network. A terminal replies
// to a status request (DSR, CSI 5 n) when it processes it, so the reply means that all earlier bytes have been shown.
import type { Clock } from '../../lib/clock.ts';

export interface FlowGate {
  /** Whether another frame may be written. */
  isOpen(): boolean;
  /** Counts bytes of a frame. */
  handed(bytes: number): void;
  /** The bytes of a status request, to be sent after the written ones; empty if none is needed. */
  request(): string;
  /** The terminal has replied. Returns false if there was no request. */
  acknowledged(): boolean;
  /** Closes until `reset`, and resolves when no reply is pending: a later one would be typed into the shell. */
  answered(): Promise<void>;
  /** Forgets pending bytes, as when the terminal is released to another program. */
  reset(): void;
}

/** The terminal's reply: the caller removes it from the input. */
export const statusReply = '\x1b[0n';

export const statusRequest = '\x1b[5n';
/** Fewer bytes need no request: single cursor moves stay small. */
const askFromBytes = 200;
/** No frame is begun while more bytes than this are unconfirmed: an eighth of a second on a link of 4 kB/s. */
const openBelowBytes = 512;
/** A terminal without a reply for this time will not reply; the gate then stays open. */
const patienceMs = 5000;
/** The maximum delay before the shell gets the terminal. */
const lastPatienceMs = 500;

/** `opened` is called when a closed gate opens. */
export function createFlowGate(clock: Clock, opened: () => void): FlowGate {
  let responses = false;
  let silent = false;
  let unanswered = 0;
  let requested = 0;
  let leaving = false;
  let cancel: (() => void) | undefined;
  const waiting: (() => void)[] = [];
  const forget = () => {
    cancel?.();
    cancel = undefined;
    unanswered = requested = 0;
    for (const resolve of waiting.splice(0)) resolve();
  };
  const giveUp = () => {
    silent = true;
    forget();
    opened();
  };
  return {
    // Before the first reply it is not known whether the terminal replies at all.
    isOpen: () => !leaving && (!responses || silent || unanswered < openBelowBytes),
    handed(bytes) {
      if (!silent) unanswered += bytes;
    },
    request() {
      if (silent || leaving || requested > 0 || unanswered < askFromBytes) return '';
      requested = unanswered;
      cancel = clock.setTimeout(giveUp, patienceMs);
      return statusRequest;
    },
    acknowledged() {
      if (requested === 0) return false;
      responses = true;
      cancel?.();
      cancel = undefined;
      unanswered -= requested;
      requested = 0;
      for (const resolve of waiting.splice(0)) resolve();
      opened();
      return true;
    },
    answered() {
      leaving = true;
      if (requested === 0) return Promise.resolve();
      cancel?.();
      cancel = clock.setTimeout(forget, lastPatienceMs);
      return new Promise((resolve) => waiting.push(resolve));
    },
    reset() {
      leaving = false;
      forget();
    },
  };
}
