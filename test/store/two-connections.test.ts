import { closeSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createStoreReader } from '../../src/store/read/store-reader.ts';
import { migrate } from '../../src/store/schema.ts';
import { openForReading, openForWriting } from '../../src/store/sqlite.ts';
import { createStoreWriter } from '../../src/store/write/store-writer.ts';
import { at } from './open-store.ts';
import { own, shapes, toScope } from './shapes.ts';

const vault = (name: string, lock = 'none') => ({ scope: toScope(own), name, lock });

function makeFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'vaultop-store-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'store.sqlite');
  closeSync(openSync(path, 'wx', 0o600));
  return path;
}

test("the screen's reader keeps few pages in memory", () => {
  const path = makeFile();
  const kilobytes = (options = {}) => {
    const reading = openForReading(path, options);
    onTestFinished(() => reading.close());
    return -Number(reading.prepare('pragma cache_size').get()?.cache_size);
  };
  expect([kilobytes({ isForScreen: true }), kilobytes()]).toEqual([2_000, 8_000]);
});

test('a reader that cannot write sees each page once it is committed, and new resources and scopes', () => {
  const path = makeFile();
  const [database, others] = [openForWriting(path), openForWriting(path)];
  migrate(database);
  const reading = openForReading(path);
  onTestFinished(() => [database, others, reading].forEach((one) => void one.close()));
  const reader = createStoreReader({ database: reading, shapes, toScope });
  expect(reader.openIds({ resource: 'vaults', scopes: [own] })).toEqual([]);
  const writer = createStoreWriter({ database, shapes, now: () => 1_000 });
  const other = createStoreWriter({ database: others, shapes, now: () => 1_000 });
  writer.upsert('vaults', [vault('a')], at(900));
  const { seq } = other.upsert('vaults', [vault('b')], at(901));
  expect(seq).toBe(2);
  const ids = reader.openIds({ resource: 'vaults', scopes: [own] });
  expect(reader.rows(ids).map((found) => found?.key)).toEqual(['vault/b', 'vault/a']);
  // Each found what the other wrote, and neither made a second row of it.
  expect(writer.upsert('vaults', [vault('b', 'governance')], at(902))).toMatchObject({ versions: 1, seq: 3 });
  expect(other.upsert('vaults', [vault('b')], at(901))).toMatchObject({ ignored: 1, seq: 3 });
  expect(reader.rows(ids)[0]).toMatchObject({ row: vault('b', 'governance'), seq: 3 });
  expect(reader.changedSince(2).map(({ id }) => id)).toContain(ids[0]);
});
