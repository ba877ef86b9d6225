// Releases the terminal to another program or to the shell, and takes it again.
import type { InputModes } from '../../../terminal/input/input-modes.ts';
import type { ScreenWriter } from '../../../terminal/output/screen-writer.ts';
import type { FirstScreen } from '../../launch.ts';

export interface TerminalHandoverOptions {
  readonly stdin: { setRawMode(isRaw: boolean): unknown };
  readonly writer: Pick<ScreenWriter, 'answered' | 'suspend' | 'resume' | 'adopt' | 'open'>;
  readonly modes: Pick<InputModes, 'pause' | 'resume'>;
  /** The size may have changed while the terminal was released. */
  measure(): void;
}

export interface TerminalHandover {
  /** To be called before anything is drawn. Lines that the launcher painted stay. */
  takeOver(first: Pick<FirstScreen, 'takeOver' | 'lines'> | undefined): void;
  /** Resolves when no reply of the terminal is pending, which the next program would read as keys. */
  answered(): Promise<unknown>;
  leave(): Promise<void>;
  comeBack(): void;
  /** Releases the terminal while `task` runs. */
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
    // If an editor ends because the program ends, the terminal must not be taken again.
    if (isEnded) return;
    stdin.setRawMode(true);
    writer.resume();
    modes.resume();
    measure();
  };
  return {
    takeOver(first) {
      // Keys that are typed early must not be echoed into the screen.
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
