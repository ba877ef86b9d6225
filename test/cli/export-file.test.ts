// A list as a file: in each format, readable by its owner alone, never over another file, and without remains after a
// failure.
import { readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readExport } from '../../src/app/references/export-command.ts';
import { exportFile } from '../../src/cli/dashboard/terminal/export-file.ts';
import { resources } from '../../src/resources/index.ts';
import { vault } from '../domain/attention/facts-of.ts';
import { newFolder } from '../store/child.ts';

const vaults = [vault('main'), vault('=cmd|calc'), vault('\u001b[31mred')];

async function* rowsOf(error?: Error) {
  for (const row of vaults) yield [row.name, row] as const;
  if (error) throw error;
}

const exported = (text: string, replace = false, error?: Error) => {
  const request = readExport(text, replace);
  if (typeof request === 'string') throw new Error(request);
  return exportFile({
    request,
    resource: resources.vaults,
    sort: { column: 'vault', descending: false },
    rows: rowsOf(error),
    now: Date.UTC(2026, 0, 15),
    accounts: new Map(),
  });
};

test('CSV holds no formula and no escape sequence, JSON the names as they are', async () => {
  const folder = newFolder();
  const csv = await readFile(await exported(join(folder, 'a.csv')), 'utf8');
  expect(csv).toContain(",'=cmd|calc,");
  expect(csv).not.toContain('\u001b');
  expect(JSON.parse(await readFile(await exported(join(folder, 'a.json')), 'utf8'))).toHaveLength(3);
  const lines = (await readFile(await exported(`${join(folder, 'a')} --format jsonl`), 'utf8')).trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(line).name)).toEqual(vaults.map(({ name }) => name));
  const table = await readFile(await exported(join(folder, 'a.txt')), 'utf8');
  expect(table).toMatch(/^VAULT/);
  expect(table).not.toContain('\u001b');
});

test('the file is for its owner alone, and no draft stays beside it', async () => {
  const folder = newFolder();
  const path = await exported(join(folder, 'a.csv'));
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect(await readdir(folder)).toEqual(['a.csv']);
});

test('a file that is there stays as it is, until it is to be replaced; so does one behind a link', async () => {
  const folder = newFolder();
  const [path, link] = [join(folder, 'a.csv'), join(folder, 'link.csv')];
  await writeFile(path, 'mine');
  await symlink(path, link);
  await expect(exported(path)).rejects.toThrow(/exists already: :export! replaces it/);
  await expect(exported(link)).rejects.toThrow(/exists already/);
  await exported(link, true);
  expect(await readFile(path, 'utf8')).toBe('mine');
  await exported(path, true);
  expect(await readFile(path, 'utf8')).toMatch(/^account,/);
});

test.each([
  ['ENOSPC', /the disk is full/],
  ['EDQUOT', /quota/],
])('%s while it is written is said, and nothing is left', async (code, sentence) => {
  const folder = newFolder();
  const error = Object.assign(new Error('write'), { code });
  await expect(exported(join(folder, 'a.csv'), false, error)).rejects.toThrow(sentence);
  expect(await readdir(folder)).toEqual([]);
  await writeFile(join(folder, 'b.csv'), 'mine');
  await expect(exported(join(folder, 'b.csv'), true, error)).rejects.toThrow(sentence);
  expect(await readFile(join(folder, 'b.csv'), 'utf8')).toBe('mine');
});

test('a directory that is not there is named', async () => {
  await expect(exported('/no/such/place/a.csv')).rejects.toThrow('there is no directory /no/such/place');
});

test.each(['', '--format csv', 'a.xyz', 'a', 'folder/'])('"%s" is refused with what to say', (text) => {
  expect(readExport(text, false)).toMatch(/^Type :export FILE/);
});

test('an unknown format names those that there are', () => {
  expect(readExport('a --format xls', false)).toContain('There is no format "xls"');
});
