// Facts that keep rows between two evaluations equal those that are read again.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ScopeFacts } from '../../src/domain/attention/facts.ts';
import { createKeptRows } from '../../src/engine/evaluation/facts/kept-rows.ts';
import { createStoredFacts } from '../../src/engine/evaluation/facts/stored-facts.ts';
import { storedScope } from '../../src/engine/stored-scope.ts';
import type { ResourceId } from '../../src/resources/resource-id.ts';
import type { OpenRow } from '../../src/store/read/open-rows.ts';
import { createdBy, day, hour, job, noon, point, rule, scope } from '../domain/attention/facts-of.ts';
import { caseCount } from '../support/matrix.ts';
import { openMemoryStore } from '../support/memory-store.ts';

const identity = 'who asks';
const watched = { scopes: [scope], identities: new Map([['', identity]]), accounts: new Map() };
const states = ['COMPLETED', 'FAILED', 'RUNNING'] as const;
const names = ['shop', 'till'];

interface Change {
  readonly list: 'backup-jobs' | 'recovery-points';
  readonly number: number;
  readonly state: number;
  /** All other rows were removed. */
  readonly isWhole: boolean;
}

const change = fc.record<Change>({
  list: fc.constantFrom('backup-jobs', 'recovery-points'),
  number: fc.nat(11),
  state: fc.nat(2),
  isWhole: fc.boolean(),
});

function rowOf({ list, number, state }: Change): object {
  const name = names[number % 2] ?? '';
  const at = noon - (number + 1) * day;
  if (list === 'recovery-points') return point(name, at, { arn: `arn:point:${number}`, deleteAfterDays: state });
  const [said = 'COMPLETED'] = states.slice(state);
  return job(name, at, {
    id: `job-${number}`,
    state: said,
    createdBy: createdBy(rule()),
    ...(state < 2 ? { completedAt: at + hour } : {}),
  });
}

/** Rows give their members by name alone. */
const saidBy = ({ backupJobs, points }: ScopeFacts) => ({
  jobs: backupJobs?.rows.map(({ id, state, createdAt, completedAt }) => ({ id, state, createdAt, completedAt })),
  points: points?.rows.map(({ arn, createdAt, deleteAfterDays }) => ({ arn, createdAt, deleteAfterDays })),
});

test('whatever is written between two evaluations', () => {
  fc.assert(
    fc.property(fc.array(change, { maxLength: 12 }), (changes) => {
      const store = openMemoryStore(() => noon);
      const { reader } = store.sight() ?? {};
      if (!reader) throw new Error('The store is not open.');
      let requestedAt = noon;
      const write = (resource: ResourceId, rows: readonly object[], isWhole: boolean) => {
        requestedAt += 1;
        const name = { resource, scope: storedScope(scope, identity), params: '[]' };
        const response = store.writer.begin({ ...name, requestedAt });
        response.page(rows);
        if (isWhole) response.whole({ equals: {} });
        else response.changes(requestedAt - 1);
      };
      write('backup-jobs', [], true);
      write('recovery-points', [], true);
      const kept = createStoredFacts({ reader });
      for (const one of changes) {
        write(one.list, [rowOf(one)], one.isWhole);
        const fresh = createStoredFacts({ reader });
        const [place] = kept.places(watched);
        if (!place) throw new Error('There is no account-Region.');
        expect(saidBy(kept.factsOf(place, noon, { points: 'needed' }))).toEqual(
          saidBy(fresh.factsOf(place, noon, { points: 'needed' })),
        );
      }
      store.close();
    }),
    { seed: 1, numRuns: caseCount(60, 2_000) },
  );
});

function open(most?: number) {
  const reads: number[][] = [];
  let seq = 1;
  let changed: readonly number[] | undefined = [];
  const rowsOf = createKeptRows(
    {
      lastSeq: () => seq,
      changedIds: () => changed,
      openRowsOf(_, ids) {
        reads.push([...ids]);
        return ids.map((id) => ({ id, at: id }) as OpenRow);
      },
    },
    most,
  );
  const query = { resource: 'backup-jobs', scope: storedScope(scope, identity), rowScope: scope };
  return {
    reads,
    query,
    read: (ids: readonly number[], other = {}) => rowsOf({ ...query, ...other }, ids).map(({ id }) => id),
    written(ids: readonly number[] | undefined) {
      seq += 1;
      changed = ids;
    },
  };
}

test('rows that nothing has written since are read once, the newest first', () => {
  const { read, reads, written } = open();
  expect(read([1, 2, 3])).toEqual([3, 2, 1]);
  written([2]);
  expect(read([1, 2, 3, 4])).toEqual([4, 3, 2, 1]);
  expect(reads).toEqual([
    [1, 2, 3],
    [2, 4],
  ]);
});

test('where too much was written, or another connection reads, all is read again', () => {
  const { read, reads, written } = open();
  read([1]);
  written(undefined);
  read([1]);
  read([1], { rowScope: { ...scope } });
  expect(reads).toHaveLength(3);
});

test('no more rows are kept than so many: those of the account-Region that was read last', () => {
  const { read, reads } = open(3);
  const other = { scope: storedScope({ ...scope, region: 'us-east-1' }, identity) };
  read([1, 2]);
  read([5, 6], other);
  read([5, 6], other);
  expect(reads).toHaveLength(2);
  read([1, 2]);
  expect(reads).toHaveLength(3);
});
