// An acknowledged finding that was fixed and comes back is listed again; one whose list was not answered stays acknowledged.
import { expect, test } from 'vitest';
import { acknowledgementOf } from '../../src/domain/attention/findings/acknowledgement.ts';
import { lineRowsOfAll } from '../../src/domain/attention/findings/finding-groups.ts';
import { createStoreEvaluator } from '../../src/engine/evaluation/store-evaluation.ts';
import { responseWriter } from '../../src/engine/program-store.ts';
import {
  acknowledgementsIn,
  createAcknowledgements,
  markAcknowledged,
} from '../../src/engine/store/acknowledgements.ts';
import { createRowShapes } from '../../src/engine/store/row-shapes.ts';
import { storedScope, toScope } from '../../src/engine/stored-scope.ts';
import { attentionSources } from '../../src/resources/derived/derived.ts';
import type { ResourceId } from '../../src/resources/resource-id.ts';
import { createNotesReader } from '../../src/store/notes.ts';
import { createStoreReader } from '../../src/store/read/store-reader.ts';
import type { AnyRow } from '../../src/store/row-shape.ts';
import { migrate } from '../../src/store/schema.ts';
import { createStatements, openForWriting } from '../../src/store/sqlite.ts';
import { createStoreWriter } from '../../src/store/write/store-writer.ts';
import {
  failed,
  five,
  hour,
  job,
  listed,
  nightly,
  noon,
  point,
  rule,
  selection,
  vault,
} from '../domain/attention/facts-of.ts';
import { createFakeClock } from '../support/fake-clock.ts';

const ireland = { accountId: '111122223333', region: 'eu-west-1', connection: '' };
const identity = 'who asks';

function open(unanswered: readonly ResourceId[] = []) {
  const clock = createFakeClock(noon);
  const database = openForWriting(':memory:');
  migrate(database);
  const shapes = createRowShapes(clock.now);
  const storeWriter = createStoreWriter({ database, shapes, now: clock.now });
  const reader = createStoreReader({ database, shapes, toScope });
  const evaluator = createStoreEvaluator({
    database,
    shapes,
    writer: storeWriter,
    now: clock.now,
    evaluated() {},
    failed(error) {
      throw error;
    },
  });
  const writer = responseWriter(storeWriter, { written() {} });
  const notes = createNotesReader(createStatements(database));
  evaluator.watch({
    settings: { objectives: [], mutes: [] },
    lists: [],
    watched: { scopes: [ireland], identities: new Map([['', identity]]), accounts: new Map() },
  });
  const lines = () => {
    const rows = reader.rows(reader.openIds({ resource: 'attention', scopes: [storedScope(ireland, identity)] }));
    const found = rows.flatMap((row) => (row ? [{ ...row.row, scope: ireland }] : []));
    return markAcknowledged(lineRowsOfAll(found), notes).map(({ subject, acknowledged = false }) => [
      subject,
      acknowledged,
    ]);
  };
  return {
    lines,
    all: () => acknowledgementsIn(notes),
    async response(jobs: readonly AnyRow[]) {
      await clock.advance(hour / 60);
      const rows: Partial<Record<ResourceId, readonly AnyRow[]>> = {
        'backup-jobs': jobs,
        'plan-rules': [rule()],
        selections: [selection()],
        'protected-resources': [listed('shop')],
        vaults: [vault('main')],
        'recovery-points': jobs
          .filter(({ state }) => state === 'COMPLETED')
          .map(({ createdAt }) => point('shop', createdAt)),
      };
      for (const id of attentionSources) {
        if (unanswered.includes(id)) continue;
        const requestedAt = clock.now();
        const sink = writer.begin({ resource: id, scope: storedScope(ireland, identity), params: '[]', requestedAt });
        sink.page((rows[id] ?? []).map((row) => ({ ...row, scope: ireland })));
        sink.whole({ equals: {} });
      }
      evaluator.written(1);
      evaluator.finish();
    },
    async acknowledge() {
      const rows = reader.rows(reader.openIds({ resource: 'attention', scopes: [storedScope(ireland, identity)] }));
      const found = rows.flatMap((row) => (row ? [{ ...row.row, scope: ireland }] : []));
      await createAcknowledgements(database).add(
        lineRowsOfAll(found).map((row) => acknowledgementOf(row, clock.now(), 'ana')),
      );
    },
  };
}

const troubled = [failed('shop', five), ...nightly('shop').slice(1)];
const mended = [job('shop', noon - hour), ...troubled];

test.each([
  ['all lists were answered', [] as ResourceId[]],
  ['a list that it does not rest on is refused', ['scan-jobs'] as ResourceId[]],
])('while %s: acknowledged as long as it is there, listed when it is back', async (_, unanswered) => {
  const { response, lines, acknowledge, all } = open(unanswered);
  await response(troubled);
  await acknowledge();
  expect(lines()).toEqual([['shop', true]]);
  await response(troubled);
  expect(lines()).toEqual([['shop', true]]);
  expect(all()).toHaveLength(1);
  await response(mended);
  expect(lines()).toEqual([]);
  expect(all()).toEqual([]);
  await response(troubled);
  expect(lines()).toEqual([['shop', false]]);
});

test.each([['selections'], ['plan-rules'], ['vaults']] as const)(
  'without %s nothing is said to be gone',
  async (refused) => {
    const { response, acknowledge, all } = open([refused]);
    await response(troubled);
    await acknowledge();
    const before = all().length;
    await response(mended);
    expect(all()).toHaveLength(before);
    expect(before).toBe(1);
  },
);
