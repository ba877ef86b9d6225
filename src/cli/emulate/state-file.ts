// The file of --state: the changes by callers of the embedded AWS, from one run to the next.
import { access, constants } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type EmulatorState, readState } from '../../emulator/state.ts';
import { errorMessage } from '../../lib/error-message.ts';
import { readPlainFile } from '../../lib/files/open-plain-file.ts';
import { writeWhole } from '../../lib/files/write-whole.ts';
import type { EmulateArguments } from './arguments.ts';

/** Undefined if the file does not exist. Throws an error if the file is unusable, and leaves it unchanged. */
export async function readStateFile(path: string, args: EmulateArguments): Promise<EmulatorState | undefined> {
  await access(dirname(path), constants.W_OK).catch((error) => {
    throw new Error(`--state ${path}: its directory cannot be written: ${errorMessage(error)}.`);
  });
  const text = await readPlainFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw new Error(`--state ${path} cannot be read: ${errorMessage(error)}`);
  });
  if (text === undefined) return undefined;
  try {
    const state = readState(parse(text));
    checkSame(state, args);
    return state;
  } catch (error) {
    throw new Error(`--state ${path} ${errorMessage(error)}. The file is unchanged.`);
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error('is not JSON');
  }
}

function checkSame(state: EmulatorState, args: EmulateArguments): void {
  for (const name of ['account', 'estate', 'seed'] as const) {
    const requested = args[name];
    if (requested === undefined || requested === state[name]) continue;
    throw new Error(`has --${name} ${state[name]}, not ${requested}: omit --${name} or use another file`);
  }
}

/** Replaces the old file after the new one is complete. */
export async function writeStateFile(path: string, state: EmulatorState): Promise<void> {
  try {
    await writeWhole(path, `${JSON.stringify(state, null, 1)}\n`);
  } catch (error) {
    throw new Error(`--state ${path} cannot be written: ${errorMessage(error)}`);
  }
}
