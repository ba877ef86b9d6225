// Refuses FIFOs in place of the AWS CLI's files.
import { statSync } from 'node:fs';
import { awsFiles } from './options/aws-files.ts';
import { UsageError } from './options/options.ts';

/** The SDK would wait without end for a writer of the FIFO, without any message. */
export function refuseFifos(env: NodeJS.ProcessEnv): void {
  const fifo = awsFiles(env).find(isFifo);
  if (fifo !== undefined)
    throw new UsageError(`${fifo} is a FIFO, not a regular file: profiles cannot be read from it.`);
}

function isFifo(path: string): boolean {
  try {
    return statSync(path).isFIFO();
  } catch {
    return false;
  }
}
