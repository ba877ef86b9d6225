// Runs the built program in a process of its own, and restarts it after each build.
import type { ChildProcess } from 'node:child_process';

export interface DevProgramOptions {
  start(): ChildProcess;
  /** The program has ended, and its terminal may be in any state. */
  restoreTerminal(): void;
  print(text: string): void;
  /** The program ended by itself, without an error, or was asked to end. */
  ended(code: number): void;
}

export interface DevProgram {
  /** After a build: ends the running program, and starts the new one. */
  restart(): void;
  /** After a failed build: ends the program, so that its screen does not hide the errors. */
  stop(): void;
  /** Ends the program with this signal, and then calls `ended`. */
  end(signal: NodeJS.Signals): void;
}

/** Shells report 128 plus the signal's number for a program that a signal ended. */
const codeOf = (code: number | null): number => code ?? 143;

export function createDevProgram({ start, restoreTerminal, print, ended }: DevProgramOptions): DevProgram {
  let running: ChildProcess | undefined;
  /** The next step after the running program has ended. */
  let next: 'start' | 'wait' | 'end' | undefined;
  const launch = () => {
    next = undefined;
    running = start();
    running.once('exit', (code) => exited(codeOf(code)));
  };
  const exited = (code: number) => {
    running = undefined;
    restoreTerminal();
    if (next === 'start') launch();
    else if (next === 'end' || (next === undefined && code === 0)) ended(code);
    else if (next === undefined)
      print(`vaultop ended with exit code ${code}; it starts again after the next change.\n`);
  };
  const finish = (then: NonNullable<typeof next>, signal: NodeJS.Signals) => {
    next = then;
    running?.kill(signal);
  };
  return {
    restart() {
      if (next === 'end') return;
      if (running) finish('start', 'SIGTERM');
      else launch();
    },
    stop() {
      if (next !== 'end') finish('wait', 'SIGTERM');
    },
    end(signal) {
      if (running) finish('end', signal);
      else ended(codeOf(null));
    },
  };
}
