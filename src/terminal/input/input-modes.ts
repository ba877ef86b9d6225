// What is asked of the terminal's keyboard and mouse, switched on while the screen is ours and off before it is not.
import type { Clock } from '../../lib/clock.ts';
import type { TerminalCapabilities } from '../capabilities.ts';
import { statusRequest } from '../output/flow-gate.ts';
import { mouseOff, mouseOn } from './mouse.ts';

export interface InputModesOptions {
  readonly capabilities: Pick<TerminalCapabilities, 'answersQueries'>;
  readonly mouse: boolean;
  /** Whether to ask for the background's colour. */
  readonly background: boolean;
  readonly clock: Clock;
  readonly write: (bytes: string) => void;
}

export interface InputModes {
  /** Once: also asks the terminal what it knows. */
  start(): void;
  resume(): void;
  /** The terminal keeps to what it was like; resolves when no reply to our questions is under way any more. */
  pause(): Promise<void>;
  /** The terminal knows the kitty keyboard protocol. */
  kittyKeyboard(): void;
  /**
   * A status reply that `pause` waits for, or one that the screen writer asked for (`isWriters`): what was asked of the
   * terminal before the request has been answered, or never will be.
   */
  statusReply(isWriters?: boolean): void;
}

/** https://sw.kovidgoyal.net/kitty/keyboard-protocol/ */
const askForKitty = '\x1b[?u';
/** Escape and ctrl with a letter are told apart from what begins or looks like them. */
const kittyOn = '\x1b[>1u';
const kittyOff = '\x1b[<u';
const askForBackground = '\x1b]11;?\x1b\\';
/** Nobody wants to wait longer for his shell. */
const patienceMs = 500;
/** The screen writer's first request may stand before our questions, so its second reply is the one that proves. */
const repliesThatProve = 2;

export function createInputModes({ capabilities, mouse, background, clock, write }: InputModesOptions): InputModes {
  let kitty = false;
  let asked = false;
  let replies = 0;
  let on = false;
  const waiting: (() => void)[] = [];
  const settle = () => {
    asked = false;
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
      asked = true;
      write(askForKitty + (background ? askForBackground : ''));
    },
    resume: switchOn,
    async pause() {
      // First, so that a reply that comes meanwhile switches nothing on.
      if (on) {
        on = false;
        const bytes = (kitty ? kittyOff : '') + (mouse ? mouseOff : '');
        if (bytes !== '') write(bytes);
      }
      if (!asked) return;
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
