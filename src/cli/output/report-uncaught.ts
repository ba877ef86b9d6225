// Reports errors that no caller catches, such as errors of a thread, during a command that draws nothing.
import type { Log } from '../../lib/files/log.ts';
import { reportFailure } from './report-failure.ts';

type EndableProcess = Pick<NodeJS.Process, 'on' | 'listenerCount' | 'exit'>;

/** Node would print the source line of a built file, which is a megabyte long. */
export function reportUncaught(log: Log, exitCode: () => number, program: EndableProcess = process): void {
  program.on('uncaughtException', (error) => {
    // A live screen has a listener of its own, which restores the terminal first.
    if (program.listenerCount('uncaughtException') > 1) return;
    reportFailure(log, error);
    program.exit(exitCode());
  });
}
