import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readEmulateArguments } from '../../src/cli/emulate/arguments.ts';
import { readStateFile, writeStateFile } from '../../src/cli/emulate/state-file.ts';
import type { EmulatorState } from '../../src/emulator/state.ts';

const args = (...words: string[]) => readEmulateArguments(words);
const state: EmulatorState = {
  format: 'vaultop emulator state',
  version: 1,
  account: '123456789012',
  estate: 'small',
  seed: 'vaultop',
  bornAt: 1_768_478_400_000,
  clock: { now: 1_768_478_400_000, offsetMs: 0, isPinned: false },
  calls: [],
};

async function freshFolder() {
  const folder = await mkdtemp(join(tmpdir(), 'vaultop-state-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

test('what is written is read again; nobody else may, and nothing else is left behind', async () => {
  const folder = await freshFolder();
  const path = join(folder, 'state.json');
  expect(await readStateFile(path, args())).toBeUndefined();
  await writeStateFile(path, state);
  await writeStateFile(path, state);
  expect(await readStateFile(path, args('--estate', 'small'))).toEqual(state);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect(await readdir(folder)).toEqual(['state.json']);
});

test.each([
  ['{"cut', 'is not JSON'],
  ['[]', 'is not a state of the embedded AWS'],
  [JSON.stringify({ ...state, version: 2 }), 'has version 2; this program supports version 1'],
  [JSON.stringify({ ...state, calls: [{}] }), 'is incomplete'],
  [JSON.stringify({ ...state, estate: 'large' }), 'has --estate large, not small: omit --estate'],
])('%s is refused and left as it is', async (text, reason) => {
  const path = join(await freshFolder(), 'state.json');
  await writeFile(path, text);
  await expect(readStateFile(path, args('--estate', 'small'))).rejects.toThrow(`--state ${path} ${reason}`);
  expect(await readFile(path, 'utf8')).toBe(text);
});

test('a folder that is not there is told before anything is made', async () => {
  await expect(readStateFile('/no/such/folder/state.json', args())).rejects.toThrow(/directory cannot be written/);
});
