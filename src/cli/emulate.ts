// `vaultop emulate`: the embedded AWS alone, until it is told to stop.
import { once } from 'node:events';
import { parseFault } from '../emulator/faults.ts';
import { startEmulator } from '../emulator/server.ts';
import { type EmulateArguments, UsageError } from './arguments.ts';
import { exitCodes } from './run.ts';

export async function runEmulate(args: EmulateArguments): Promise<number> {
  const { command: _, faults, ...options } = args;
  const emulator = await startEmulator({ ...options, faults: readFaults(faults) }).catch(explainPort(args));
  process.stdout.write(`The embedded AWS listens on ${emulator.url}\n`);
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => stop.abort());
  await once(stop.signal, 'abort');
  await emulator.close();
  return exitCodes.fine;
}

export function readFaults(texts: readonly string[]) {
  try {
    return texts.map(parseFault);
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

const explainPort =
  ({ port, host }: EmulateArguments) =>
  (error: NodeJS.ErrnoException): never => {
    if (error.code === 'EADDRINUSE') throw new Error(`port ${port} of ${host} is taken; --port 0 finds a free one.`);
    throw error;
  };
