import { statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkAfterCrash, checkStore } from '../../src/store/file/check.ts';
import { openStore } from '../../src/store/file/open-store.ts';
import { startPruning } from '../../src/store/file/prune.ts';
import { storeInfo } from '../../src/store/read/info.ts';
import { newFolder } from './child.ts';
import { accounts, filledStore, now } from './filled-store.ts';
import { breakIndex, leaveKilled } from './left-behind.ts';

const day = 86_400_000;
const filled = (rows?: number) => {
  const path = join(newFolder(), 'stores/aws.sqlite');
  return filledStore(path, rows);
};

describe('what the store says of itself', () => {
  test('by resource: rows, earlier versions, how far back it reaches; and whose rows they are', () => {
    const { database, path, close } = filled();
    const info = storeInfo(database, path);
    expect(info).toMatchObject({
      path,
      resources: [
        {
          resource: 'backup-jobs',
          rows: 800,
          versions: 0,
          oldest: now - 400 * day,
          since: now - 400 * day,
          pruned: [],
        },
        { resource: 'vaults', rows: 2, versions: 2, oldest: undefined, since: now - 9 * day, pruned: [] },
      ],
      accounts: accounts.map((account) => ({
        account,
        regions: ['eu-west-1'],
        identities: [`arn:aws:iam::${account}:role/reader`],
      })),
    });
    expect(info.bytes).toBe(statSync(path).size + statSync(`${path}-wal`).size + statSync(`${path}-shm`).size);
    close();
  });

  test('and before when its past has gaps', () => {
    const { database, path, close } = filled();
    const limits = { keepMs: 100 * day, maxBytes: 1e12, freeBytes: 1e14, listedForMs: { 'backup-jobs': 30 * day } };
    const pruning = startPruning(database, { now, ...limits });
    while (pruning.step());
    const [jobs] = storeInfo(database, path).resources;
    expect(jobs).toMatchObject({
      rows: 2 * 129,
      oldest: now - 129 * day,
      pruned: [{ before: now - 100 * day, why: 'age' }],
    });
    close();
  });
});

describe('the check', () => {
  test('finds nothing in a store that is whole', () => {
    const { database, close } = filled();
    expect(checkStore(database)).toEqual([]);
    close();
  });

  test.each([
    [
      'insert into row select null, resource, scope, at + 1, key, state, busy, started, ended, thin, shared, doc, search, requested_at, valid_from, valid_to, closed_by, seq from row where id in (3, 4)',
      '2 keys with more than one open version',
    ],
    ['delete from shared where id = 5', '1 rows whose shared part is missing'],
    ['delete from scope where id = 2', '6 rows whose scope is missing'],
    ['delete from resource where id = 2', '4 rows whose resource is missing'],
    ['update row set valid_from = valid_to + 1 where valid_to is not null', '2 versions that end before they begin'],
  ])('%s', (statement, problem) => {
    const { database, close } = filled(4);
    database.exec(statement);
    expect(checkStore(database)).toEqual([problem]);
    close();
  });
});

describe('after a program was killed', () => {
  const newPath = () => join(newFolder(), 'stores/aws.sqlite');
  const needsCheck = (path: string) => {
    const store = openStore({ path, isNamed: false, isShared: false, notices: [] }, { now: () => 1_000, parents: [] });
    store.close();
    return store.needsCheck;
  };

  test('each start says that the file needs a look, until one has looked and found it whole', () => {
    const path = newPath();
    leaveKilled(path);
    expect([needsCheck(path), needsCheck(path)]).toEqual([true, true]);
    expect(checkAfterCrash(path)).toEqual([]);
    expect(needsCheck(path)).toBe(false);
  });

  test('a file that is damaged inside keeps being looked through', () => {
    const path = newPath();
    leaveKilled(path);
    breakIndex(path);
    expect(checkAfterCrash(path)).toEqual([expect.stringMatching(/^Tree \d+ page \d+: btreeInitPage/)]);
    expect(needsCheck(path)).toBe(true);
  });
});
