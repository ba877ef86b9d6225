import { parseFault } from '../emulator/faults.ts';
import { errorMessage } from '../lib/error-message.ts';
import { UsageError } from './options/options.ts';

export function readFaults(texts: readonly string[]) {
  try {
    return texts.map(parseFault);
  } catch (error) {
    throw new UsageError(errorMessage(error));
  }
}
