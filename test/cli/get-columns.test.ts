// `vaultop get --columns`.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readGetArguments } from '../../src/cli/get/arguments.ts';
import { type Emulator, startEmulator } from '../../src/emulator/server.ts';
import { newHome, runBuilt } from '../support/built-program.ts';

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator({ now: Date.now() });
});
afterAll(() => emulator.close());

async function get(list: string, ...words: string[]): Promise<string[]> {
  const keys = { AWS_ACCESS_KEY_ID: 'x', AWS_SECRET_ACCESS_KEY: 'x', AWS_REGION: 'us-east-1' };
  const env = { HOME: newHome(), AWS_ENDPOINT_URL: emulator.url, ...keys };
  const { stdout } = await runBuilt(['get', list, ...words], { env });
  return stdout.trimEnd().split(/\r?\n/);
}

test.each(['vaults', 'storage'])('%s: a table has these columns in this order', async (list) => {
  const [head = '', ...rows] = await get(list, '--columns', 'region,points');
  expect(head.split(/ {2,}/)).toEqual(['REGION', 'POINTS']);
  expect(rows.length).toBeGreaterThan(1);
  expect(rows.every((row) => /^us-east-1 +[\d?]/.test(row))).toBe(true);
});

test('in the other formats these are members', async () => {
  const names = ['--columns', 'name', '--columns', 'region'];
  expect((await get('vaults', '-o', 'csv', ...names))[0]).toBe('name,region');
  const lines = (await get('vaults', '-o', 'jsonl', ...names)).map((line) => JSON.parse(line));
  expect(lines.length).toBeGreaterThan(1);
  for (const line of lines) expect(line).toEqual({ name: expect.any(String), region: 'us-east-1' });
  expect(JSON.parse((await get('vaults', '--json', ...names)).join(''))).toEqual(lines);
});

test.each([
  [
    ['--columns', 'pionts'],
    /vaults have no column "pionts"\. They have: name, .*region, account\. Did you mean points/,
  ],
  [['-o', 'csv', '--columns', 'points'], /vaults have no member "points"\. They have: account, region, name/],
  [['--columns', ','], /--columns takes names/],
  [['--columns', 'name', '--watch'], /--columns cannot be used with --watch/],
  [['--columns', 'name', '--print-url'], /--columns cannot be used with --print-url/],
])('%j is refused with all there are', (words, sentence) => {
  expect(() => readGetArguments(['vaults', ...words])).toThrow(sentence);
});
