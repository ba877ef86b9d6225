// What a command prints: made harmless, and known to have been written. A full disk is a failure, whatever was to be said.
import { sanitizeLines } from '../lib/text/text.ts';
import { exitCodes } from './exit-codes.ts';

/** To stdout. Rejects when it cannot be written. */
export async function print(text: string): Promise<number> {
  const { stdout } = process;
  await new Promise<void>((done, failed) =>
    stdout.write(sanitizeLines(text), (error) => (error ? failed(error) : done())),
  );
  return exitCodes.fine;
}

/** To stderr, as it stands. */
export const printError = (text: string): void => void process.stderr.write(sanitizeLines(text));

/** To stderr, behind the program's name. */
export const complain = (sentence: string): void => printError(`vaultop: ${sentence}\n`);
