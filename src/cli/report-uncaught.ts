// Faults that no caller catches, such as one of a thread, while a command runs that draws nothing.
import type { Log } from '../lib/files/log.ts';
import { reportFailure } from './report-failure.ts';

type EndableProcess = Pick<NodeJS.Process, 'on' | 'listenerCount' | 'exit'>;

/** Node would print the source of a built file, which is one line of a megabyte. */
export function reportUncaught(log: Log, exitCode: () => number, program: EndableProcess = process): void {
  program.on('uncaughtException', (error) => {
    // A live screen has a listener of its own, which puts the terminal back first.
    if (program.listenerCount('uncaughtException') > 1) return;
    reportFailure(log, error);
    program.exit(exitCode());
  });
}
