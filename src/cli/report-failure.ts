// How the program says that it failed: one line, and where the rest stands.
import { errorMessage } from '../lib/error-message.ts';
import type { Log } from '../lib/files/log.ts';
import { logFile } from './options/places.ts';
import { complain, printError } from './output.ts';
import { programFacts } from './program-facts.ts';

export function reportFailure(log: Log, error: unknown): void {
  log.error('failed', { error, ...programFacts(process) });
  complain(errorMessage(error));
  const path = logFile();
  if (path !== undefined) printError(`The details are in ${path}\n`);
}
