// `vaultop emulate`: the embedded AWS alone, until it is stopped.
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createBackupService } from '../../emulator/backup/backup-service.ts';
import { formatOperationTable, operationTable } from '../../emulator/operation-table.ts';
import { parseQuirk, realQuirks } from '../../emulator/quirks.ts';
import { startEmulator } from '../../emulator/server.ts';
import { errorMessage } from '../../lib/error-message.ts';
import { fileReason } from '../../lib/files/file-reason.ts';
import { keepHeapLean } from '../../lib/process/lean-heap.ts';
import { UsageError } from '../options/options.ts';
import { exitCodes } from '../output/exit-codes.ts';
import { print } from '../output/output.ts';
import { readFaults } from '../read-faults.ts';
import { type EmulateArguments, readEmulateArguments } from './arguments.ts';
import { readStateFile, writeStateFile } from './state-file.ts';

export { help } from './help.ts';

export async function run(words: readonly string[]): Promise<number> {
  const args = readEmulateArguments(words);
  if (args.replay !== undefined) return replay(args, args.replay);
  return args.helpOperations ? printOperations() : serve(args);
}

async function replay(args: EmulateArguments, folder: string): Promise<number> {
  const { readRecording } = await import('../../emulator/replay/read-recording.ts');
  const { startReplay } = await import('../../emulator/replay/replay-server.ts');
  const exchanges = readFrom(folder, readRecording);
  const server = await startReplay({ ...args, exchanges }).catch(explainStart(args));
  await print(`The recording of ${exchanges.length} exchanges is replayed on ${server.url}\n`);
  await untilStopped();
  await server.close();
  return exitCodes.fine;
}

/** Names the flag where the directory cannot be read. */
function readFrom<Read>(folder: string, read: (folder: string) => Read): Read {
  try {
    return read(folder);
  } catch (error) {
    if (fileReason(error) === undefined) throw error;
    throw new Error(`--replay ${folder} cannot be read: ${errorMessage(error)}.`);
  }
}

async function untilStopped(): Promise<void> {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => stop.abort());
  await once(stop.signal, 'abort');
}

async function serve(args: EmulateArguments): Promise<number> {
  const { helpOperations: _, faults, quirks, withoutQuirks, tls, state: stateFile, ...options } = args;
  keepHeapLean();
  const state = stateFile === undefined ? undefined : await readStateFile(stateFile, args);
  const emulator = await startEmulator({
    ...options,
    state,
    faults: readFaults(faults),
    quirks: readQuirks(args),
    ...(tls ? { tls: { cert: await readPem('--tls-cert', tls.cert), key: await readPem('--tls-key', tls.key) } } : {}),
  }).catch(explainStart(args));
  await print(`The embedded AWS listens on ${emulator.url}\n`).catch(async (error) => {
    await emulator.close();
    throw error;
  });
  await untilStopped();
  await emulator.close();
  if (stateFile !== undefined) await writeStateFile(stateFile, emulator.state());
  return exitCodes.fine;
}

const printOperations = (): Promise<number> => print(formatOperationTable(operationTable(createBackupService())));

/** All quirks, unless some are named. */
export function readQuirks({ quirks, withoutQuirks }: Pick<EmulateArguments, 'quirks' | 'withoutQuirks'>) {
  try {
    const without = withoutQuirks.map(parseQuirk);
    return quirks.length > 0 ? quirks.map(parseQuirk) : realQuirks.filter((quirk) => !without.includes(quirk));
  } catch (error) {
    throw new UsageError(errorMessage(error));
  }
}

async function readPem(flag: string, path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new Error(`${flag} ${path} cannot be read: ${errorMessage(error)}`);
  }
}

const explainStart =
  ({ port, host, state }: EmulateArguments) =>
  (error: NodeJS.ErrnoException): never => {
    if (error.code === 'EADDRINUSE')
      throw new Error(`port ${port} of ${host} is in use; --port 0 chooses a free port.`);
    if (state !== undefined && error.code === undefined) throw new Error(`${state} ${error.message}`);
    throw error;
  };
