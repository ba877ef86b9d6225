// Obstacles to opening a store: a caller always gets a store, with its path and the reason.
import { execFileSync } from 'node:child_process';
import fs, {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { StorePlace } from '../../src/store/file/location.ts';
import { type OpenOptions, openStore, openStoreAnyway } from '../../src/store/file/open-store.ts';
import { processSpace } from '../../src/store/file/processes.ts';
import { storeFiles } from '../../src/store/file/store-files.ts';
import { migrate, migrations, schemaState, schemaVersion } from '../../src/store/schema.ts';
import { openForWriting } from '../../src/store/sqlite.ts';
import { ended, newFolder, startProgram } from './child.ts';

const now = Date.UTC(2026, 0, 15, 12);
const newPath = () => join(newFolder(), 'vaultop/stores/aws.sqlite');
const placeAt = (path: string): StorePlace => ({ path, isNamed: false, isShared: false, notices: [] });
/** Never in the directories that all programs share: a file that is removed there is removed for all of them. */
const open = (place: StorePlace, options: Partial<OpenOptions> = {}) =>
  openStore(place, { now: () => now, parents: [newFolder()], ...options });
const openAt = (path: string) => open(placeAt(path));
const isRoot = process.getuid?.() === 0;
const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8);

function noteIn(path: string, value: string): void {
  const store = openAt(path);
  store.database.prepare('insert into meta(name, value) values(?, ?)').run('note', value);
  store.close();
}

/** What the other program's, or the newer one's, file holds afterwards is what it held before. */
function madeBy(path: string, ...statements: readonly string[]): Buffer {
  mkdirSync(dirname(path), { recursive: true });
  const database = new DatabaseSync(path);
  for (const statement of statements) database.exec(statement);
  database.close();
  return readFileSync(path);
}

const noteOf = ({ database }: { database: DatabaseSync }): unknown =>
  database.prepare("select value from meta where name = 'note'").get()?.value;

describe('the first start', () => {
  test('makes a file and says where and how large it may grow; the next one says nothing', () => {
    const path = newPath();
    const first = openAt(path);
    expect(first).toMatchObject({ kind: 'kept', path, needsCheck: false });
    expect(first.notices).toEqual([
      `History is kept in ${path}, for 400 days and at most 1.8 GiB; see vaultop store --help.`,
    ]);
    first.close();
    const second = openAt(path);
    expect(second.notices).toEqual([]);
    second.close();
    expect(readdirSync(dirname(path))).toEqual(['aws.sqlite']);
  });

  test.each(['000', '022', '077'])('under umask %s for its owner alone', async (umask) => {
    const path = newPath();
    const child = startProgram('writer-program.ts', [path], umask);
    await new Promise((done) => child.stdout?.once('data', done));
    child.kill('SIGKILL');
    await ended(child);
    expect(storeFiles(path).map(modeOf)).toEqual(['600', '600', '600']);
    expect([dirname(path), dirname(dirname(path))].map(modeOf)).toEqual(['700', '700']);
  });

  test('does not wait for the disk while it is a draft, and does once it has its name', () => {
    const opened: [string, number][] = [];
    const path = newPath();
    const openDatabase: OpenOptions['openDatabase'] = (file, options) => {
      const database = openForWriting(file, options);
      opened.push([
        file === path ? 'named' : 'draft',
        Number(database.prepare('pragma synchronous').get()?.synchronous),
      ]);
      return database;
    };
    open(placeAt(path), { openDatabase }).close();
    expect(opened).toEqual([
      ['draft', 0],
      ['named', 1],
    ]);
  });

  test.each(['EPERM', 'ENOTSUP'])('makes it where the file system has no hard links and says %s', (code) => {
    const link = vi.spyOn(fs, 'linkSync').mockImplementation(() => {
      throw Object.assign(new Error('no links'), { code });
    });
    syncBuiltinESMExports();
    onTestFinished(() => {
      link.mockRestore();
      syncBuiltinESMExports();
    });
    const path = newPath();
    expect(openAt(path)).toMatchObject({ kind: 'kept', path });
    expect(readdirSync(dirname(path)).filter((name) => name.endsWith('.new'))).toEqual([]);
    expect(link).toHaveBeenCalled();
  });

  test('of several programs at once makes one store', async () => {
    const path = newPath();
    const children = [1, 2, 3].map(() => startProgram('writer-program.ts', [path, '5']));
    expect(await Promise.all(children.map(ended))).toEqual([0, 0, 0]);
    const store = openAt(path);
    expect(store.database.prepare('select count(*) as rows from row').get()).toEqual({ rows: 750 });
    store.close();
    expect(readdirSync(dirname(path))).toEqual(['aws.sqlite']);
  });
});

test('closes while another program keeps it locked, and the next start knows that it was left open', () => {
  const path = newPath();
  const store = openAt(path);
  const other = openForWriting(path);
  other.exec('begin immediate');
  store.close();
  other.exec('rollback');
  other.close();
  const next = openAt(path);
  expect(next).toMatchObject({ kind: 'kept', needsCheck: true });
  next.close();
});

describe('the schema', () => {
  test.each(migrations.map((_, version) => version))('of version %i is brought up, with what is in it', (version) => {
    const path = newPath();
    mkdirSync(dirname(path), { recursive: true });
    const older = openForWriting(path);
    migrate(older, migrations.slice(0, version));
    older.close();
    noteIn(path, 'kept');
    const store = openAt(path);
    expect([store.kind, schemaState(store.database), noteOf(store)]).toEqual(['kept', 'current', 'kept']);
    store.close();
  });

  test('of a newer vaultop is left alone, and a temporary store is used', () => {
    const path = newPath();
    noteIn(path, 'of the newer one');
    const before = madeBy(path, `pragma user_version=${schemaVersion + 1}`);
    const store = openAt(path);
    expect(store.kind).toBe('temporary');
    expect(store.notices.join()).toMatch(
      /aws\.sqlite cannot be used: a newer vaultop has written it\. A temporary store/,
    );
    store.close();
    expect(readFileSync(path)).toEqual(before);
  });

  test('that a newer vaultop changes while this one runs is noticed', () => {
    const path = newPath();
    const store = openAt(path);
    expect(store.mustRestart()).toBe(false);
    const newer = openForWriting(path);
    migrate(newer, [...migrations, 'alter table meta add column more']);
    expect(store.mustRestart()).toBe(true);
    newer.close();
    store.close();
  });
});

describe('another program’s database', () => {
  const statements = ['create table places(url)', "insert into places values('https://example.com')"];

  test('is set aside at the usual place', () => {
    const path = newPath();
    const before = madeBy(path, ...statements);
    const store = openAt(path);
    expect(store.notices[0]).toContain(`renamed to ${path}.damaged-20260115T120000Z`);
    expect([store.kind, schemaState(store.database)]).toEqual(['kept', 'current']);
    store.close();
    expect(readFileSync(`${path}.damaged-20260115T120000Z`)).toEqual(before);
  });

  test.each([
    ['a database', (path: string) => madeBy(path, ...statements), /is a database of another program: name another/],
    ['a text', (path: string) => writeFileSync(path, 'shopping list\n'.repeat(99)), /is not a store of vaultop, or is/],
  ])('%s that the user names is refused and stays as it is', (_, make, sentence) => {
    const path = join(newFolder(), 'x');
    make(path);
    const before = readFileSync(path);
    expect(() => open({ ...placeAt(path), isNamed: true })).toThrow(sentence);
    const anyway = openStoreAnyway({ ...placeAt(path), isNamed: true }, { now: () => now, parents: [newFolder()] });
    expect([anyway.kind, anyway.notices]).toEqual(['temporary', [expect.stringMatching(sentence)]]);
    anyway.close();
    expect([readFileSync(path), existsSync(`${path}-wal`)]).toEqual([before, false]);
  });
});

describe('a damaged store', () => {
  test.each<[string, (path: string) => void]>([
    ['is no database any more', (path) => writeFileSync(path, 'x'.repeat(20_000))],
    ['is broken inside', (path) => writeFileSync(path, readFileSync(path).fill(0xff, 100))],
    ['ends in its middle', (path) => writeFileSync(path, readFileSync(path).subarray(0, 3 * 8_192))],
  ])('that %s is set aside with its log, and a new one begins', (_, damage) => {
    const path = newPath();
    noteIn(path, 'lost');
    damage(path);
    writeFileSync(`${path}-wal`, 'its log');
    const store = openAt(path);
    expect(store).toMatchObject({ kind: 'kept', path });
    expect(store.notices[0]).toMatch(/The store was damaged, .* a new store was created\./);
    expect(noteOf(store)).toBeUndefined();
    store.close();
    expect(readdirSync(dirname(path)).filter((name) => name.includes('damaged'))).toEqual(
      expect.arrayContaining(['aws.sqlite.damaged-20260115T120000Z']),
    );
    expect(readFileSync(path).subarray(0, 15).toString()).toBe('SQLite format 3');
  });

  test('replaces the one that was set aside before', () => {
    const path = newPath();
    for (const hour of [1, 2, 3]) {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, 'x'.repeat(20_000));
      open(placeAt(path), { now: () => hour * 3_600_000 }).close();
    }
    expect(readdirSync(dirname(path)).sort()).toEqual(['aws.sqlite', 'aws.sqlite.damaged-19700101T030000Z']);
  });
});

describe('a temporary store stands in, and one line says why', () => {
  const expectTemporary = (place: StorePlace, why: RegExp, options: Partial<OpenOptions> = {}) => {
    const store = open(place, options);
    expect(store.kind).toBe('temporary');
    expect(store.notices.join('\n')).toMatch(why);
    expect(store.notices).toHaveLength(1);
    expect([modeOf(dirname(store.path)), modeOf(store.path)]).toEqual(['700', '600']);
    store.database.exec("insert into meta values('note', 1)");
    store.close();
    expect(existsSync(dirname(store.path))).toBe(false);
  };

  test('where the disk is full', () => {
    const path = newPath();
    const openDatabase = (file: string) => {
      const database = openForWriting(file);
      database.exec('pragma max_page_count=5');
      return database;
    };
    expectTemporary(placeAt(path), /the disk or the quota is full \(database or disk is full\)/, { openDatabase });
    expect(readdirSync(dirname(path))).toEqual([]);
  });

  test('where the quota is used up', () => {
    const openDatabase = () => {
      throw Object.assign(new Error('EDQUOT: disk quota exceeded'), { code: 'EDQUOT' });
    };
    expectTemporary(placeAt(newPath()), /the disk or the quota is full \(EDQUOT/, { openDatabase });
  });

  test('where the directory cannot be made or written', () => {
    expectTemporary(placeAt('/dev/null/stores/aws.sqlite'), /it cannot be written \(a part of the path is a file/);
  });

  test('where another program keeps it locked', () => {
    const path = newPath();
    openAt(path).close();
    const openDatabase = (file: string) => {
      const database = openForWriting(file);
      database.exec('pragma busy_timeout=1');
      return database;
    };
    const other = openForWriting(path);
    other.exec('begin immediate');
    expectTemporary(placeAt(path), /another program keeps it locked/, { openDatabase });
    other.close();
  });

  test('where the directory is a link', () => {
    const path = newPath();
    mkdirSync(dirname(dirname(path)), { recursive: true });
    const elsewhere = newFolder();
    symlinkSync(elsewhere, dirname(path));
    expectTemporary(placeAt(path), /stores is a link, or not a directory/);
    expect(readdirSync(elsewhere)).toEqual([]);
  });

  test.each(['', '-wal', '-shm'])('where a link stands in the place of aws.sqlite%s', (end) => {
    const path = newPath();
    openAt(path).close();
    const victim = join(newFolder(), 'victim');
    renameSync(path, end === '' ? victim : path);
    if (end !== '') writeFileSync(victim, 'x');
    symlinkSync(victim, `${path}${end}`);
    const before = readFileSync(victim);
    expectTemporary(placeAt(path), /is a link, or not a regular file/);
    expect(readFileSync(victim)).toEqual(before);
  });

  test.runIf(isRoot)('where a file or the directory is somebody else’s', () => {
    const [file, folder] = [newPath(), newPath()];
    for (const path of [file, folder]) openAt(path).close();
    execFileSync('chown', ['54321', file, dirname(folder)]);
    expectTemporary(placeAt(file), /aws\.sqlite belongs to user 54321/);
    expectTemporary(placeAt(folder), /stores belongs to user 54321/);
  });

  test('where others could write into a directory among theirs', () => {
    const folder = join(newFolder(), 'vaultop-1');
    mkdirSync(folder);
    chmodSync(folder, 0o777);
    expectTemporary({ ...placeAt(join(folder, 'aws.sqlite')), isShared: true }, /other users can write to .*vaultop-1/);
  });

  test('and is refused where there is no room for one either', () => {
    expect(() => open(placeAt('/dev/null/x/aws.sqlite'), { parents: ['/dev/null/none'] })).toThrow(/ENOTDIR/);
  });
});

test.each([0o666, 0o640, 0o601])('a directory of ours, and a file of mode %o, are closed to others', (mode) => {
  const path = newPath();
  openAt(path).close();
  chmodSync(dirname(path), 0o777);
  chmodSync(path, mode);
  const store = openAt(path);
  expect([store.kind, modeOf(dirname(path)), modeOf(path)]).toEqual(['kept', '700', '600']);
  store.close();
});

test('a store that is deleted or replaced while it is open is noticed', () => {
  const path = newPath();
  const store = openAt(path);
  expect(store.isReplaced()).toBe(false);
  for (const file of storeFiles(path)) renameSync(file, `${file}.moved`);
  expect(store.isReplaced()).toBe(true);
  openAt(path).close();
  expect(store.isReplaced()).toBe(true);
  store.close();
  expect(lstatSync(path).isFile()).toBe(true);
});

describe('temporary stores', () => {
  const requested: StorePlace = { isNamed: false, isShared: false, notices: [] };

  test('that are asked for lie in the first directory that has room, and nothing is said', () => {
    const parent = newFolder();
    const store = open(requested, { parents: ['/dev/null/none', parent] });
    expect(store).toMatchObject({ kind: 'temporary', notices: [] });
    expect(dirname(dirname(store.path))).toBe(parent);
    store.close();
    expect(readdirSync(parent)).toEqual([]);
  });

  test('end with their program, and those of killed ones with the next start', async () => {
    const parent = newFolder();
    expect(await ended(startProgram('temporary-program.ts', [parent, 'exit']))).toBe(0);
    expect(readdirSync(parent)).toEqual([]);
    const killed = startProgram('temporary-program.ts', [parent, 'stay']);
    await new Promise((done) => killed.stdout?.once('data', done));
    const store = open(requested, { parents: [parent] });
    expect(readdirSync(parent)).toHaveLength(2);
    killed.kill('SIGKILL');
    await ended(killed);
    open(requested, { parents: [parent] }).close();
    expect(readdirSync(parent)).toHaveLength(1);
    store.close();
  });

  test('alone are removed: no other directory, and nothing else that lies in one', () => {
    const parent = newFolder();
    const space = processSpace();
    const gone = 999_999_999;
    const leftover = `vaultop-store-${space}-${gone}-abc123`;
    const others = ['work', 'vaultop-store-', `vaultop-store-${space}-x-abc`, `vaultop-store-${space}-${gone}`];
    for (const name of [...others, leftover, `${leftover}full`]) {
      mkdirSync(join(parent, name, 'inner'), { recursive: true });
      writeFileSync(join(parent, name, 'store.sqlite'), 'x');
    }
    rmdirSync(join(parent, leftover, 'inner'));
    open(requested, { parents: [parent] }).close();
    expect(readdirSync(parent).sort()).toEqual([...others, `${leftover}full`].sort());
    for (const name of others) expect(readdirSync(join(parent, name))).toEqual(['inner', 'store.sqlite']);
    expect(readdirSync(join(parent, `${leftover}full`))).toEqual(['inner']);
  });

  test('of processes that are not visible here stay', () => {
    const parent = newFolder();
    mkdirSync(join(parent, 'vaultop-store-00000000-999999999-abc'));
    open(requested, { parents: [parent] }).close();
    expect(readdirSync(parent)).toHaveLength(1);
  });
});
