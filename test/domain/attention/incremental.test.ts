import { expect, test } from 'vitest';
import { computeAttention, createAttention } from '../../../src/domain/attention/compute-attention.ts';
import type { ScopeFacts } from '../../../src/domain/attention/facts.ts';
import { createScopeView } from '../../../src/domain/attention/scope-view.ts';
import { noSettings } from '../../../src/domain/attention/settings.ts';
import { factsOf, failed, five, nightly, noon, point } from './facts-of.ts';

const names = Array.from({ length: 12 }, (_, index) => `db-${index}`);
const start = factsOf({
  backups: names.flatMap((name) => nightly(name)),
  points: names.map((name) => point(name, five)),
});

const withJobs = (facts: ScopeFacts, change: (jobs: NonNullable<ScopeFacts['backupJobs']>['rows']) => unknown[]) =>
  ({ ...facts, backupJobs: { rows: change(facts.backupJobs?.rows ?? []), at: noon } }) as ScopeFacts;

const steps: readonly [string, (facts: ScopeFacts) => ScopeFacts][] = [
  ['a new job that failed', (facts) => withJobs(facts, (jobs) => [...jobs, failed('db-3', noon - 3_600_000)])],
  ['a job that changed', (facts) => withJobs(facts, ([first, ...rest]) => [{ ...first, state: 'FAILED' }, ...rest])],
  ['a job that went', (facts) => withJobs(facts, ([, ...rest]) => rest)],
  ['a resource nobody knew', (facts) => withJobs(facts, (jobs) => [...jobs, failed('fresh', noon - 3_600_000)])],
  [
    'a part of a composite',
    (facts) => withJobs(facts, (jobs) => [...jobs, { ...failed('part', five), parentId: 'x' }]),
  ],
  ['points that are refused now', ({ points: _, ...facts }) => facts],
  ['no points at all', (facts) => ({ ...facts, points: { rows: [], at: noon } })],
];

test('one change after the other finds what a look at everything finds', () => {
  const compute = createAttention();
  let facts = start;
  compute([facts], noSettings, noon);
  for (const [what, step] of steps) {
    facts = step(facts);
    expect(compute([facts], noSettings, noon), what).toEqual(computeAttention([facts], noSettings, noon));
  }
});

test('what nothing is new of stays the same object', () => {
  const before = createScopeView(start);
  const after = createScopeView(
    withJobs(start, ([first, ...rest]) => [{ ...first, state: 'FAILED' }, ...rest]),
    before,
  );
  const changed = [...after.cases].filter(([arn, found]) => before.cases.get(arn) !== found);
  expect(changed.map(([, { name }]) => name)).toEqual(['db-0']);
});
