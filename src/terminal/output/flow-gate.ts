// Keeps frames from queueing where we cannot take them back: in the kernel, in ssh, in the network. A terminal answers a
// status request (DSR, CSI 5 n) when it gets to it, so the answer tells that all bytes before it have been shown.
import type { Clock } from '../../lib/clock.ts';

export interface FlowGate {
  /** Whether a further frame may be handed over. */
  isOpen(): boolean;
  /** Counts bytes of a frame. */
  handed(bytes: number): void;
  /** The bytes that ask how far the terminal is, to be sent behind those handed over; empty when there is no need. */
  request(): string;
  /** The terminal has answered. False: nothing was asked here. */
  acknowledged(): boolean;
  /** Closes until `reset`, and resolves when no answer is due: one that came later would be typed into the shell. */
  answered(): Promise<void>;
  /** Forgets what is under way, as when the terminal is given to another program. */
  reset(): void;
}

/** What the terminal sends back: the integrator takes it out of the input. */
export const statusReply = '\x1b[0n';

export const statusRequest = '\x1b[5n';
/** Fewer bytes are not worth the request: single cursor moves stay as small as they are. */
const askFromBytes = 200;
/** No frame is begun while more than this is unanswered: an eighth of a second of a link of 4 kB/s. */
const openBelowBytes = 512;
/** A terminal silent for so long will not answer; the gate then stays open for good. */
const patienceMs = 5000;
/** Nobody wants to wait longer for his shell. */
const lastPatienceMs = 500;

/** `opened` is called when a closed gate opens. */
export function createFlowGate(clock: Clock, opened: () => void): FlowGate {
  let answers = false;
  let silent = false;
  let unanswered = 0;
  let asked = 0;
  let leaving = false;
  let cancel: (() => void) | undefined;
  const waiting: (() => void)[] = [];
  const forget = () => {
    cancel?.();
    cancel = undefined;
    unanswered = asked = 0;
    for (const resolve of waiting.splice(0)) resolve();
  };
  const giveUp = () => {
    silent = true;
    forget();
    opened();
  };
  return {
    // Until the first answer it is not known whether there will ever be one.
    isOpen: () => !leaving && (!answers || silent || unanswered < openBelowBytes),
    handed(bytes) {
      if (!silent) unanswered += bytes;
    },
    request() {
      if (silent || leaving || asked > 0 || unanswered < askFromBytes) return '';
      asked = unanswered;
      cancel = clock.setTimeout(giveUp, patienceMs);
      return statusRequest;
    },
    acknowledged() {
      if (asked === 0) return false;
      answers = true;
      cancel?.();
      cancel = undefined;
      unanswered -= asked;
      asked = 0;
      for (const resolve of waiting.splice(0)) resolve();
      opened();
      return true;
    },
    answered() {
      leaving = true;
      if (asked === 0) return Promise.resolve();
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
