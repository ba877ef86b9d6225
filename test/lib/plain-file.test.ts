// Reading and writing of our own files where another kind of file has their name.
import { execFileSync } from 'node:child_process';
import { chmodSync, lstatSync, mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createAlertFile } from '../../src/engine/alert-file.ts';
import { createActionLog } from '../../src/journal/action-log.ts';
import { createJournal } from '../../src/journal/journal.ts';
import { createLog } from '../../src/lib/files/log.ts';
import { readPlainFile } from '../../src/lib/files/open-plain-file.ts';
import { readPlainFileSync } from '../../src/lib/files/plain-file.ts';
import { canBeReplaced, makePrivateFolder } from '../../src/lib/files/private-folder.ts';
import { readLastScreen, writeLastScreen } from '../../src/terminal/output/last-screen.ts';

const newFolder = () => mkdtempSync(join(tmpdir(), 'vaultop-test-'));
const fifo = () => {
  const path = join(newFolder(), 'x');
  execFileSync('mkfifo', [path]);
  return path;
};
const size = { columns: 80, rows: 24 };
const journalAt = (path: string) =>
  createJournal({ path, maxBytes: 100, compact: (entries) => entries, readEntry: (value) => value as number });

describe('a FIFO in the place of a file', () => {
  test('is refused at once by whoever reads it', async () => {
    expect(() => readPlainFileSync(fifo())).toThrow('it is a FIFO, not a file');
    await expect(readPlainFile(fifo())).rejects.toThrow('it is a FIFO, not a file');
    expect(readLastScreen(fifo(), size, 0)).toBeUndefined();
    await expect(journalAt(fifo()).load()).rejects.toThrow('FIFO');
    const problems: string[] = [];
    expect(await createAlertFile(fifo(), (problem) => problems.push(problem)).load()).toMatchObject({ isLost: true });
    expect(problems).toHaveLength(1);
  });

  test('and by whoever writes', async () => {
    expect(() => createActionLog(fifo()).append({})).toThrow();
    await expect(journalAt(fifo()).append([1])).rejects.toThrow();
    createLog({ path: fifo(), maxBytes: 10, clock: { now: () => 0 } }).warn('tried');
  });
});

test('a directory is named as what it is', () => {
  expect(() => readPlainFileSync(newFolder())).toThrow('it is a directory, not a file');
});

describe('what is kept is not written through a link', () => {
  test('in the place of the file', () => {
    const folder = newFolder();
    const [victim, path] = [join(folder, 'victim'), join(folder, 'screens/x.json')];
    writeFileSync(victim, 'as it was');
    mkdirSync(join(folder, 'screens'), { mode: 0o700 });
    symlinkSync(victim, path);
    writeLastScreen(path, { ...size, at: 0, lines: ['one'] });
    expect(readFileSync(victim, 'utf8')).toBe('as it was');
    expect(lstatSync(path).mode & 0o777).toBe(0o600);
  });

  test('nor in the place of the directory', () => {
    const folder = newFolder();
    symlinkSync(newFolder(), join(folder, 'screens'));
    writeLastScreen(join(folder, 'screens/x.json'), { ...size, at: 0, lines: [] });
    expect(readLastScreen(join(folder, 'screens/x.json'), size, 1)).toBeUndefined();
  });
});

describe('a private folder', () => {
  test('is closed to others, and says whether it was open', () => {
    const path = join(newFolder(), 'a/b');
    expect(makePrivateFolder(path)).toEqual({ wasOpen: false });
    for (const mode of [0o777, 0o770, 0o755, 0o701]) {
      chmodSync(path, mode);
      expect(makePrivateFolder(path)).toEqual({ wasOpen: true });
      expect(lstatSync(path).mode & 0o777).toBe(0o700);
    }
  });

  test.each([
    [[0o755, 0o755], false],
    [[0o755, 0o775], true],
    [[0o777, 0o755], true],
    [[0o1777, 0o755], false],
    [[0o700, 0o777], false],
    [[0o750, 0o777], true],
  ])('below folders of %o it can be replaced: %s', (modes, expected) => {
    const outer = newFolder();
    const inner = join(outer, 'inner');
    mkdirSync(inner);
    chmodSync(inner, modes[1] ?? 0);
    chmodSync(outer, modes[0] ?? 0);
    expect(canBeReplaced(join(inner, 'folder'))).toBe(expected);
  });
});
