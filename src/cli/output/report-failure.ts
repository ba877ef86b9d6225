// Reports a failure of the program: one line, and where the details are.
import { errorMessage } from '../../lib/error-message.ts';
import { fileProblem } from '../../lib/files/file-reason.ts';
import type { Log } from '../../lib/files/log.ts';
import { mappedStack } from '../../lib/process/mapped-stack.ts';
import { logFile } from '../options/places.ts';
import { programFacts } from '../program-facts.ts';
import { complain, printError } from './output.ts';

/** An error that ended the live screen, with the kinds of its last events. */
export class ScreenFailure extends Error {
  readonly recentEvents: readonly string[];

  constructor(cause: unknown, recentEvents: readonly string[]) {
    super(errorMessage(cause), { cause });
    this.recentEvents = recentEvents;
  }
}

export function reportFailure(log: Log, error: unknown): void {
  const isOfScreen = error instanceof ScreenFailure;
  log.error('failed', isOfScreen ? crashReport(error.cause, error.recentEvents) : crashReport(error));
  complain(failureText(error));
  const path = logFile();
  if (path !== undefined) printError(`The details are in ${path}\n`);
}

/** One sentence. The message of a file's error lacks its path. */
export const failureText = (error: unknown): string => fileProblem(error) ?? errorMessage(error);

/** The log entry of an error: its stack in terms of the sources, the program, Node, and the terminal. */
export const crashReport = (error: unknown, recentEvents: readonly string[] = []) => ({
  error: withMappedStacks(error),
  recentEvents,
  ...programFacts(process),
});

/** The maximum depth of nested causes in the report. */
const deepest = 4;

function withMappedStacks(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error) || depth === deepest) return error;
  const { name, message, stack, cause } = error;
  return {
    ...error,
    name,
    message,
    ...(stack === undefined ? {} : { stack: mappedStack(stack) }),
    ...(cause === undefined ? {} : { cause: withMappedStacks(cause, depth + 1) }),
  };
}
