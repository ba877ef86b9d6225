// The write-ahead log of the store: it stays small while the program reads what it writes, and another program's reader cannot
// keep it large for longer than it reads.
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createStoreFile } from '../../src/store/file/store-files.ts';
import { createQueries } from '../../src/store/query/queries.ts';
import { createStoreReader } from '../../src/store/read/store-reader.ts';
import { migrate } from '../../src/store/schema.ts';
import { openForReading, openForWriting, withoutCheckpoint } from '../../src/store/sqlite.ts';
import { createStoreWriter } from '../../src/store/write/store-writer.ts';
import { newFolder } from './child.ts';
import { at } from './open-store.ts';
import { type JobRow, own, shapes, toScope } from './shapes.ts';

/** SQLite checkpoints after 1,000 pages of 8 KiB; one transaction may come on top. */
const checkpointed = 12_000_000;
/** `journal_size_limit`: a larger log is cut back to it. */
const sizeLimit = 16_000_000;
const pages = 40;

function openFile() {
  const path = join(newFolder(), 'store.sqlite');
  createStoreFile(path, (draft) => {
    const database = openForWriting(draft);
    migrate(database);
    database.close();
  });
  const database = openForWriting(path);
  onTestFinished(() => database.close());
  const writer = createStoreWriter({ database, shapes, now: () => 1_000 });
  const write = (page: number) =>
    writer.upsert(
      'jobs',
      Array.from({ length: 500 }, (_, row) => job(page, row)),
      at(900),
    );
  return { database, path, write, logSize: () => statSync(`${path}-wal`).size };
}

const job = (page: number, row: number): JobRow => ({
  scope: toScope(own),
  id: `${page}-${row}`,
  createdAt: 1 + page * 500 + row,
  state: 'COMPLETED',
  message: 'm'.repeat(1_000 + row),
});

test('a commit without a checkpoint writes into the log alone, and the next one into the file', () => {
  const { database, path, write, logSize } = openFile();
  write(0);
  const before = statSync(path).size;
  withoutCheckpoint(database, () => {
    for (let page = 1; page < pages; page += 1) write(page);
  });
  expect([statSync(path).size, logSize() > checkpointed]).toEqual([before, true]);
  write(pages);
  expect(statSync(path).size).toBeGreaterThan(before);
});

test('it stays small while lists, rows and changes are read between the pages', async () => {
  const { path, write, logSize } = openFile();
  const reading = openForReading(path);
  onTestFinished(() => reading.close());
  const reader = createStoreReader({ database: reading, shapes, toScope });
  const queries = createQueries(reading);
  onTestFinished(() => queries.close());
  let largest = 0;
  for (let page = 0; page < pages; page += 1) {
    write(page);
    const [scope] = reader.scopeIds();
    const sort = { by: 'at', kind: 'number', descending: true } as const;
    const found = await queries.ids({ resource: 'jobs', scopes: [[scope?.id ?? 0]], now: 1_000, filter: 'mm', sort });
    expect(reader.rows([...(found?.ids.subarray(0, 60) ?? [])])).toHaveLength(60);
    reader.changedSince(page);
    largest = Math.max(largest, logSize());
  }
  expect(largest).toBeLessThan(checkpointed);
});

test('another program that holds a transaction lets it grow, and its end lets it shrink', () => {
  const { path, write, logSize } = openFile();
  const stranger = openForReading(path);
  onTestFinished(() => stranger.close());
  stranger.exec('begin');
  stranger.prepare('select count(*) from row').get();
  for (let page = 0; page < pages; page += 1) write(page);
  expect(logSize()).toBeGreaterThan(sizeLimit);
  stranger.exec('commit');
  for (let page = 0; page < 2; page += 1) write(pages + page);
  expect(logSize()).toBeLessThanOrEqual(sizeLimit);
});
