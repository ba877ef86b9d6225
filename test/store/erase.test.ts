// Erased rows are removed: from the tables, from the file, and from its log.
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkStore } from '../../src/store/file/check.ts';
import { eraseAccounts, eraseAll } from '../../src/store/file/erase.ts';
import { storeFiles } from '../../src/store/file/store-files.ts';
import { storeInfo } from '../../src/store/read/info.ts';
import { type Database, openForReading } from '../../src/store/sqlite.ts';
import { newFolder } from './child.ts';
import { accounts, filledStore, now } from './filled-store.ts';

const [one, other] = accounts;
const newPath = () => join(newFolder(), 'stores/aws.sqlite');
/**
 * Whether one of the files contains the text. Another process reads them: closing them here would release our locks.
 */
const isIn = (path: string, text: string): boolean =>
  storeFiles(path).some((file) => existsSync(file) && spawnSync('grep', ['-qa', text, file]).status === 0);
const tables = ['row', 'shared', 'scope', 'request', 'coverage', 'evaluation', 'document'];
const counts = (database: Database) =>
  tables.map((table) => Number(database.prepare(`select count(*) as count from ${table}`).get()?.count));

describe('everything', () => {
  test('goes at once, the file shrinks, and history says that it was cleared', () => {
    const path = newPath();
    const { database, close } = filledStore(path);
    const before = statSync(path).size;
    expect(eraseAll(database, now)).toBeUndefined();
    expect(counts(database)).toEqual([0, 0, 0, 0, 0, 0, 0]);
    expect([one, other, 'own-'].filter((text) => isIn(path, text))).toEqual([]);
    expect(statSync(path).size).toBeLessThan(300_000);
    expect(before).toBeGreaterThan(500_000);
    expect(storeInfo(database, path).resources).toMatchObject([
      { resource: 'backup-jobs', rows: 0, pruned: [{ before: now, why: 'cleared' }] },
      { resource: 'vaults', rows: 0 },
    ]);
    close();
  });
});

describe('one account', () => {
  test('goes without a trace, the file shrinks, and the other one stays whole', () => {
    const path = newPath();
    const { database, close } = filledStore(path);
    const before = statSync(path).size;
    expect(isIn(path, `own-${one}-7`)).toBe(true);
    expect(eraseAccounts(database, [one])).toBeUndefined();
    expect(counts(database)).toEqual([402, 400, 1, 1, 1, 1, 1]);
    expect(storeInfo(database, path).accounts).toMatchObject([{ account: other }]);
    expect([one, `own-${other}-7`].filter((text) => isIn(path, text))).toEqual([`own-${other}-7`]);
    expect(statSync(path).size).toBeLessThan(before * 0.7);
    expect(checkStore(database)).toEqual([]);
    close();
  });

  test('that is not there changes nothing', () => {
    const { database, close } = filledStore(newPath());
    const before = counts(database);
    eraseAccounts(database, ['999999999999']);
    expect(counts(database)).toEqual(before);
    close();
  });
});

test('while another program reads, it says that something stays until that has ended', () => {
  const path = newPath();
  const { database, close } = filledStore(path);
  database.exec('pragma busy_timeout=1');
  const reader = openForReading(path);
  reader.exec('begin');
  reader.prepare('select count(*) from row').get();
  expect(eraseAll(database, now)).toMatch(/^Another program reads the store/);
  reader.exec('commit');
  expect(eraseAll(database, now)).toBeUndefined();
  expect(isIn(path, 'own-')).toBe(false);
  reader.close();
  close();
});

test('on a full disk it goes from the tables, and a sentence says what stays', () => {
  const path = newPath();
  const { database, close } = filledStore(path);
  const exec = database.exec.bind(database);
  database.exec = (statement) => {
    if (statement === 'vacuum') throw Object.assign(new Error('database or disk is full'), { errcode: 13 });
    exec(statement);
  };
  expect(eraseAccounts(database, [one])).toMatch(/could not be rewritten \(database or disk is full\)/);
  expect(counts(database)).toEqual([402, 400, 1, 1, 1, 1, 1]);
  close();
});
