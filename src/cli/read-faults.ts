import { parseFault } from '../emulator/faults.ts';
import { UsageError } from './options.ts';

export function readFaults(texts: readonly string[]) {
  try {
    return texts.map(parseFault);
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
