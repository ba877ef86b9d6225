// The keyboard and mouse modes of the terminal, switched on while the screen uses it and off before it is released.
import type { Clock } from '../../lib/clock.ts';
import type { TerminalCapabilities } from '../capabilities.ts';
import { statusRequest } from '../output/flow-gate.ts';
import { mouseOff, mouseOn } from './mouse.ts';

export interface InputModesOptions {
  readonly capabilities: Pick<TerminalCapabilities, 'answersQueries'>;
  readonly mouse: boolean;
  /** Whether to query the background colour. */
  readonly background: boolean;
  readonly clock: Clock;
  readonly write: (bytes: string) => void;
}

export interface InputModes {
  /** To be called once: also queries the terminal's capabilities. */
  start(): void;
  resume(): void;
  /** Restores the terminal's modes; resolves when no reply to a query is pending. */
  pause(): Promise<void>;
  /** The terminal supports the kitty keyboard protocol. */
  kittyKeyboard(): void;
  /**
   * A status reply that `pause` waits for, or one that the screen writer requested (`isWriters`): queries before that
   * request have been answered, or never will be.
   */
  statusReply(isWriters?: boolean): void;
}

/** https://sw.kovidgoyal.net/kitty/keyboard-protocol/ */
const kittyQuery = '\x1b[?u';
/** Makes escape and ctrl with a letter distinct from keys that begin with or equal them. */
const kittyOn = '\x1b[>1u';
const kittyOff = '\x1b[<u';
const backgroundQuery = '\x1b]11;?\x1b\\';
/** The maximum delay before the shell gets the terminal. */
const patienceMs = 500;
/** The screen writer's first request may precede these queries, so its second reply is needed as proof. */
const repliesThatProve = 2;

export function createInputModes({ capabilities, mouse, background, clock, write }: InputModesOptions): InputModes {
  let kitty = false;
  let requested = false;
  let replies = 0;
  let on = false;
  const waiting: (() => void)[] = [];
  const settle = () => {
    requested = false;
    for (const resolve of waiting.splice(0)) resolve();
  };
  const switchOn = () => {
    on = true;
    const bytes = (mouse ? mouseOn : '') + (kitty ? kittyOn : '');
    if (bytes !== '') write(bytes);
  };
  return {
    start() {
      switchOn();
      if (!capabilities.answersQueries) return;
      requested = true;
      write(kittyQuery + (background ? backgroundQuery : ''));
    },
    resume: switchOn,
    async pause() {
      // First, so that a reply that arrives meanwhile switches nothing on.
      if (on) {
        on = false;
        const bytes = (kitty ? kittyOff : '') + (mouse ? mouseOff : '');
        if (bytes !== '') write(bytes);
      }
      if (!requested) return;
      write(statusRequest);
      const cancel = clock.setTimeout(settle, patienceMs);
      await new Promise<void>((resolve) => waiting.push(resolve));
      cancel();
    },
    kittyKeyboard() {
      if (kitty) return;
      kitty = true;
      if (on) write(kittyOn);
    },
    statusReply(isWriters = false) {
      replies += 1;
      if (!isWriters || (waiting.length === 0 && replies >= repliesThatProve)) settle();
    },
  };
}
