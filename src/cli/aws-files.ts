// The AWS CLI's own files, which the SDK reads: https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-files.html
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { homeFolder, nowhere } from './home.ts';
import { UsageError } from './options.ts';

export function awsFiles(env: NodeJS.ProcessEnv): readonly string[] {
  const folder = join(homeFolder() ?? nowhere, '.aws');
  return [
    env.AWS_CONFIG_FILE || join(folder, 'config'),
    env.AWS_SHARED_CREDENTIALS_FILE || join(folder, 'credentials'),
  ];
}

/** The SDK would wait for somebody to write into a FIFO, and nobody could tell why nothing comes. */
export function refuseFifos(env: NodeJS.ProcessEnv): void {
  const fifo = awsFiles(env).find(isFifo);
  if (fifo !== undefined) throw new UsageError(`${fifo} is a FIFO, not a file: profiles cannot be read from it.`);
}

function isFifo(path: string): boolean {
  try {
    return statSync(path).isFIFO();
  } catch {
    return false;
  }
}
