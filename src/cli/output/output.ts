// The output of a command: sanitized, and known to have been written. A full disk is a failure.
import { sanitizeLines } from '../../lib/text/text.ts';
import { exitCodes } from './exit-codes.ts';

/** To stdout. Rejects if writing fails. */
export async function print(text: string): Promise<number> {
  const { stdout } = process;
  await new Promise<void>((done, failed) =>
    stdout.write(sanitizeLines(text), (error) => (error ? failed(error) : done())),
  );
  return exitCodes.fine;
}

/** To stderr, unchanged except for sanitizing. */
export const printError = (text: string): void => void process.stderr.write(sanitizeLines(text));

/** To stderr, after the name of the program. */
export const complain = (sentence: string): void => printError(`vaultop: ${sentence}\n`);
