// What is known at a past time of the lists that AWS gives, and of the findings that follow from them.
import { expect, test } from 'vitest';
import { everywhere } from '../../src/app/state/lists/list-requests.ts';
import type { AwsProblem } from '../../src/aws/errors/errors.ts';
import { createRowShapes } from '../../src/engine/store/row-shapes.ts';
import { createSight } from '../../src/engine/store/store-sight.ts';
import { attentionSources } from '../../src/resources/derived/derived.ts';
import { createPastSnapshots } from '../../src/runtime/past/past-snapshots.ts';
import { createQueries } from '../../src/store/query/queries.ts';
import { migrate } from '../../src/store/schema.ts';
import { openForWriting } from '../../src/store/sqlite.ts';
import { createStoreWriter } from '../../src/store/write/store-writer.ts';
import { dataOf, scope } from '../components/fixtures.ts';

const minute = 60_000;
const start = Date.UTC(2026, 0, 15, 5);
const time = start + 5 * minute;
const there = scope('eu-west-1');
const stored = { identity: 'me', accountId: there.accountId, region: there.region };

/** All lists that findings follow from were requested before and after the time. */
function storeOfLists() {
  const database = openForWriting(':memory:');
  migrate(database);
  let now = start;
  const shapes = createRowShapes(() => now);
  const writer = createStoreWriter({ database, shapes, now: () => now });
  for (const requestedAt of [start, start + 10 * minute]) {
    now = requestedAt;
    for (const resource of attentionSources) {
      writer.begin({ resource, scope: stored, params: '[]', requestedAt, scopeOf: () => stored }).whole();
    }
  }
  const session: Session = { identity: 'me' };
  /** Of the store as it is now. */
  function snapshotsNow() {
    const sight = createSight({ database, shapes, queries: createQueries(database) }).at?.(time);
    const snapshots = createPastSnapshots({ sight: () => sight, identityOf: () => session.identity, data });
    function data() {
      const { identityProblem } = session;
      const known = { now: time, scopes: [there], regions: ['eu-west-1'], snapshot: snapshots };
      return { ...dataOf({ rows: {} }), ...known, ...(identityProblem ? { identityProblem } : {}) };
    }
    return (list: ListName) => {
      const [request] = everywhere(list, data());
      return request && snapshots(request);
    };
  }
  const snapshotOf = (list: ListName) => snapshotsNow()(list);
  return { database, writer, snapshotOf, snapshotsNow, session };
}

type ListName = 'attention' | 'findings' | 'vaults';

interface Session {
  identity: string | undefined;
  identityProblem?: AwsProblem;
}

const notKnown = { failure: { problem: { kind: 'not-stored' } } };

test('until the sign-in has answered nothing is said, and then what is known', () => {
  const { snapshotsNow, session } = storeOfLists();
  const snapshotOf = snapshotsNow();
  session.identity = undefined;
  expect(snapshotOf('vaults')).toBeUndefined();
  session.identityProblem = { kind: 'expired-credentials', message: 'expired', nextStep: 'sign in', retryable: false };
  expect(snapshotOf('vaults')).toMatchObject(notKnown);
  expect(snapshotOf('vaults')).toBe(snapshotOf('vaults'));
  session.identity = 'me';
  expect(snapshotOf('vaults')).toMatchObject({ loadedAt: time });
});

test('findings that nobody evaluated then are not known, though their lists are', () => {
  const { snapshotOf } = storeOfLists();
  expect(snapshotOf('vaults')).toMatchObject({ loadedAt: time });
  expect(snapshotOf('attention')).toMatchObject(notKnown);
  expect(snapshotOf('findings')).toMatchObject(notKnown);
});

test('without any finding they are known if they were evaluated before', () => {
  const { writer, snapshotOf } = storeOfLists();
  const derived = { resource: 'attention', scope: stored, rows: [] };
  writer.derive({ ...derived, evaluatedAt: time + 2 * minute });
  expect(snapshotOf('attention')).toMatchObject(notKnown);
  writer.derive({ ...derived, evaluatedAt: time - minute });
  expect(snapshotOf('attention')).toMatchObject({ loadedAt: time });
  expect(snapshotOf('findings')).toMatchObject(notKnown);
});
