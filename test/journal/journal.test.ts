import { appendFileSync, mkdtempSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { createJournal } from '../../src/journal/journal.ts';

const readEntry = (value: unknown): { n: number } | undefined =>
  typeof (value as { n?: unknown })?.n === 'number' ? (value as { n: number }) : undefined;

function journalAt(path: string, maxBytes = 1_000_000) {
  return createJournal<{ n: number }>({ path, maxBytes, readEntry, compact: (entries) => entries.slice(-2) });
}

const newPath = () => join(mkdtempSync(join(tmpdir(), 'vaultop-journal-')), 'deep', 'feed.jsonl');

test('what was appended is there for the next process, for its owner alone', async () => {
  const path = newPath();
  const journal = journalAt(path);
  expect(await journal.load()).toEqual([]);
  await Promise.all([journal.append([{ n: 1 }, { n: 2 }]), journal.append([{ n: 3 }]), journal.append([])]);
  expect(await journalAt(path).load()).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

test('a line that a killed process left half is passed over, and does not spoil the next', async () => {
  const path = newPath();
  await journalAt(path).append([{ n: 1 }]);
  appendFileSync(path, '{"n":2');
  await journalAt(path).append([{ n: 3 }]);
  appendFileSync(path, '\n{"other":true}\nnull\n');
  expect(await journalAt(path).load()).toEqual([{ n: 1 }, { n: 3 }]);
});

test('a file that has grown too long keeps what is worth keeping', async () => {
  const path = newPath();
  const journal = journalAt(path, 40);
  for (let n = 1; n <= 9; n += 1) await journal.append([{ n }]);
  const entries = await journal.load();
  expect(entries.at(-1)).toEqual({ n: 9 });
  expect(readFileSync(path, 'utf8').length).toBeLessThan(60);
  expect(readdirSync(dirname(path))).toEqual(['feed.jsonl']);
});

test('a failing disk is told to who appends, and what comes after is tried again', async () => {
  const path = newPath();
  const blocked = createJournal({ path: join(path, 'below-a-file'), maxBytes: 1, readEntry, compact: (all) => all });
  await journalAt(path).append([{ n: 1 }]);
  await expect(blocked.append([{ n: 2 }])).rejects.toThrow();
  await expect(blocked.append([{ n: 3 }])).rejects.toThrow();
});
