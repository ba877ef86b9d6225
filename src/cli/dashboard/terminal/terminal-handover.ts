// Gives the terminal to another program, or to the shell, and takes it again.
import type { InputModes } from '../../../terminal/input/input-modes.ts';
import type { ScreenWriter } from '../../../terminal/output/screen-writer.ts';
import type { FirstScreen } from '../../launch.ts';

export interface TerminalHandoverOptions {
  readonly stdin: { setRawMode(isRaw: boolean): unknown };
  readonly writer: Pick<ScreenWriter, 'answered' | 'suspend' | 'resume' | 'adopt' | 'open'>;
  readonly modes: Pick<InputModes, 'pause' | 'resume'>;
  /** The size may have changed while the terminal was away. */
  measure(): void;
}

export interface TerminalHandover {
  /** Before anything is drawn. Lines that the launcher painted stay. */
  takeOver(first: Pick<FirstScreen, 'takeOver' | 'lines'> | undefined): void;
  /** Resolves when the terminal owes no reply any more, which the next program would read as keys. */
  answered(): Promise<unknown>;
  leave(): Promise<void>;
  comeBack(): void;
  /** The other program has the terminal while `task` runs. */
  during(task: () => Promise<void>): Promise<void>;
  /** The screen ends: the terminal is not taken again. */
  end(): void;
}

export function createTerminalHandover({ stdin, writer, modes, measure }: TerminalHandoverOptions): TerminalHandover {
  let isEnded = false;
  const answered = () => Promise.all([writer.answered(), modes.pause()]);
  const leave = async () => {
    await answered();
    writer.suspend();
    stdin.setRawMode(false);
  };
  const comeBack = () => {
    // An editor that ended because we leave must not get us the terminal back.
    if (isEnded) return;
    stdin.setRawMode(true);
    writer.resume();
    modes.resume();
    measure();
  };
  return {
    takeOver(first) {
      // What is typed ahead must not be echoed into the screen.
      stdin.setRawMode(true);
      first?.takeOver();
      if (first?.lines) writer.adopt(first.lines);
      else writer.open();
    },
    answered,
    leave,
    comeBack,
    async during(task) {
      await leave();
      try {
        await task();
      } finally {
        comeBack();
      }
    },
    end() {
      isEnded = true;
    },
  };
}
