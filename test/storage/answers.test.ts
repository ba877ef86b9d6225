import { mkdtempSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { cache } from '../../config/limits.ts';
import { clearCache, createAnswerStore } from '../../src/storage/answers/answer-store.ts';
import { createFakeClock } from '../support/fake-clock.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'vaultop-answers-'));
});

const clock = createFakeClock();
const rows = Array.from({ length: 1_000 }, (_, index) => ({ id: index, name: `row ${index}` }));
const answer = { rows, loadedAt: clock.now() - 60_000, whole: true };

function open({ program = 'vaultop 1', lines = [] as string[] } = {}) {
  const warn = (event: string) => void lines.push(event);
  return createAnswerStore({ directory, program, clock, log: { warn, debug: warn, info: warn, error: warn } });
}

const files = () =>
  readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .map((name) => join(directory, name))
    .filter((path) => statSync(path).isFile());

async function withOneFile(): Promise<string> {
  const store = open();
  store.save('me', 'vaults in eu-west-1', () => answer);
  await store.close();
  return files()[0] ?? '';
}

test('what one run kept the next one reads, row for row', async () => {
  await withOneFile();
  expect(await open().load('me', 'vaults in eu-west-1')).toEqual(answer);
});

test('an answer belongs to who asked what, and to the program that wrote it', async () => {
  await withOneFile();
  expect(await open().load('somebody else', 'vaults in eu-west-1')).toBeUndefined();
  expect(await open().load('me', 'plans in eu-west-1')).toBeUndefined();
  expect(await open({ program: 'vaultop 2' }).load('me', 'vaults in eu-west-1')).toBeUndefined();
});

test('nobody else on the machine can read it, and no half file stays', async () => {
  const path = await withOneFile();
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(statSync(join(path, '..')).mode & 0o777).toBe(0o700);
  expect(files()).toHaveLength(1);
});

test('it is written with the next batch, and only the newest answer', async () => {
  const store = open();
  let made = 0;
  const save = (loadedAt: number) =>
    store.save('me', 'vaults', () => {
      made += 1;
      return { ...answer, loadedAt };
    });
  save(clock.now() - 3);
  save(clock.now() - 2);
  expect(files()).toEqual([]);
  await clock.advance(cache.everyMs);
  await store.close();
  expect(made).toBe(1);
  expect((await open().load('me', 'vaults'))?.loadedAt).toBe(clock.now() - cache.everyMs - 2);
});

test.each([
  ['cut off', (bytes: Buffer) => bytes.subarray(0, bytes.length / 2)],
  ['no gzip', () => Buffer.from('hello')],
  ['empty', () => Buffer.alloc(0)],
  [
    'with a wrong byte',
    (bytes: Buffer) => Buffer.concat([bytes.subarray(0, 200), Buffer.from([0, 1]), bytes.subarray(202)]),
  ],
])('a file that is %s is set aside with one line in the log', async (_, spoil) => {
  const path = await withOneFile();
  writeFileSync(path, spoil(readFileSync(path)));
  const lines: string[] = [];
  const store = open({ lines });
  expect(await store.load('me', 'vaults in eu-west-1')).toBeUndefined();
  expect(lines).toEqual(['cache file set aside']);
  expect(files()).toEqual([`${path}.broken`]);
  store.save('me', 'vaults in eu-west-1', () => answer);
  await store.close();
  expect(await open().load('me', 'vaults in eu-west-1')).toEqual(answer);
});

test('two dashboards that write the same answers leave whole files', async () => {
  const stores = [open(), open(), open()];
  for (const [index, store] of stores.entries()) {
    store.save('me', 'vaults', () => ({ ...answer, rows: rows.slice(0, 300 * (index + 1)) }));
  }
  const reader = open();
  const read = Array.from({ length: 20 }, () => reader.load('me', 'vaults'));
  await Promise.all(stores.map((store) => store.close()));
  for (const found of [...(await Promise.all(read)), await reader.load('me', 'vaults')]) {
    expect([undefined, 300, 600, 900]).toContain(found?.rows.length);
  }
  expect(files()).toHaveLength(1);
});

test('what is too old is not shown, and goes with the next batch', async () => {
  const path = await withOneFile();
  const old = (clock.now() - cache.oldestMs - 1_000) / 1_000;
  utimesSync(path, old, old);
  const store = open();
  store.save('me', 'plans', () => answer);
  await store.close();
  expect(files()).not.toContain(path);
  expect(files()).toHaveLength(1);
});

test('clear removes it all, and says whether there was anything', async () => {
  await withOneFile();
  expect(await clearCache(directory)).toBe(true);
  expect(await clearCache(directory)).toBe(false);
});
