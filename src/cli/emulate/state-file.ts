// What callers made of the embedded AWS, from one run to the next.
import { access, constants } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type EmulatorState, readState } from '../../emulator/state.ts';
import { errorMessage } from '../../lib/error-message.ts';
import { readPlainFile } from '../../lib/files/open-plain-file.ts';
import { writeWhole } from '../../lib/files/write-whole.ts';
import type { EmulateArguments } from './arguments.ts';

/** Undefined when there is no such file yet; throws a sentence when it cannot be used, and leaves it as it is. */
export async function readStateFile(path: string, args: EmulateArguments): Promise<EmulatorState | undefined> {
  await access(dirname(path), constants.W_OK).catch(({ code }: NodeJS.ErrnoException) => {
    throw new Error(`--state ${path}: its folder cannot be written to (${code}).`);
  });
  const text = await readPlainFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw new Error(`--state ${path} cannot be read: ${error.message}`);
  });
  if (text === undefined) return undefined;
  try {
    const state = readState(parse(text));
    checkSame(state, args);
    return state;
  } catch (error) {
    throw new Error(`--state ${path} ${errorMessage(error)}. It is left as it is.`);
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error('is no JSON');
  }
}

function checkSame(state: EmulatorState, args: EmulateArguments): void {
  for (const name of ['account', 'estate', 'seed'] as const) {
    const asked = args[name];
    if (asked === undefined || asked === state[name]) continue;
    throw new Error(`is of --${name} ${state[name]}, not ${asked}: leave --${name} out, or name another file`);
  }
}

/** The old file stays until the new one is whole. */
export async function writeStateFile(path: string, state: EmulatorState): Promise<void> {
  try {
    await writeWhole(path, `${JSON.stringify(state, null, 1)}\n`);
  } catch (error) {
    throw new Error(`--state ${path} cannot be written: ${errorMessage(error)}`);
  }
}
