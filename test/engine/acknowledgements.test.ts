// Acknowledgements in the store: they survive the program, and other programs see them.
import { join } from 'node:path';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import type { Acknowledgement } from '../../src/domain/attention/findings/acknowledgement.ts';
import {
  acknowledgementsIn,
  acknowledgementsMark,
  createAcknowledgements,
  postedAcknowledgements,
} from '../../src/engine/store/acknowledgements.ts';
import { createNameLeases } from '../../src/engine/store/name-leases.ts';
import { createRowShapes } from '../../src/engine/store/row-shapes.ts';
import { createPostedQueries, createQueryReader } from '../../src/engine/store/store-queries.ts';
import { createNotesReader } from '../../src/store/notes.ts';
import { migrate } from '../../src/store/schema.ts';
import { createStatements, openForWriting } from '../../src/store/sqlite.ts';
import { newFolder } from '../store/child.ts';

const now = Date.UTC(2026, 0, 15);
const one = (key: string): Acknowledgement => ({
  key,
  kind: 'audit',
  severity: 'critical',
  subject: 'alice',
  text: 'alice deleted a recovery point',
  findings: [{ key, severity: 'critical', count: 2 }],
  by: 'ana',
  at: now,
});

let path: string;
beforeEach(() => {
  path = join(newFolder(), 'store.sqlite');
  const database = openForWriting(path);
  migrate(database);
  database.close();
});

function open() {
  const database = openForWriting(path);
  onTestFinished(() => database.close());
  const reader = createNotesReader(createStatements(database));
  return { database, list: () => acknowledgementsIn(reader), mark: () => acknowledgementsMark(reader) };
}

test('another program sees what was acknowledged and lifted, without being told', async () => {
  const [here, there] = [open(), open()];
  const acknowledgements = createAcknowledgements(here.database);
  const before = there.mark();
  await acknowledgements.add([one('b'), one('a')]);
  expect(there.list()).toEqual([one('a'), one('b')]);
  const added = there.mark();
  expect(added).toBeGreaterThan(before);
  await acknowledgements.lift(['a', 'unknown']);
  expect(there.list()).toEqual([one('b')]);
  expect(there.mark()).toBeGreaterThan(added);
});

test('the next program has them, and what is acknowledged again is there once', async () => {
  await createAcknowledgements(open().database).add([one('a')]);
  await createAcknowledgements(open().database).add([{ ...one('a'), severity: 'warning' }]);
  expect(open().list()).toEqual([{ ...one('a'), severity: 'warning' }]);
});

test('the thread of the screen posts them, and is told if they could not be written', async () => {
  const { database, list } = open();
  let writes = 0;
  const requested = createPostedQueries(
    createQueryReader({
      database,
      shapes: createRowShapes(() => now),
      send: (reply) => requested.receive(reply),
      leases: createNameLeases(database, { holder: 'a', now: () => now }),
      acknowledgements: createAcknowledgements(database, () => {
        writes += 1;
      }),
    }),
  );
  const posted = postedAcknowledgements(requested);
  await posted.add([one('a')]);
  expect([list(), writes]).toEqual([[one('a')], 1]);
  await posted.lift(['a']);
  expect([list(), writes]).toEqual([[], 2]);
  database.exec('drop table meta');
  await expect(posted.add([one('a')])).rejects.toThrow('meta');
});
