import fc from 'fast-check';
import { expect, test } from 'vitest';
import { computeAttention, createAttention } from '../../../src/domain/attention/compute-attention.ts';
import type { ScopeFacts } from '../../../src/domain/attention/facts.ts';
import { createScopeView } from '../../../src/domain/attention/scope-view.ts';
import { noSettings } from '../../../src/domain/attention/settings.ts';
import { arnOf, audit, factsOf, failed, five, nightly, noon, point, rule, selection } from './facts-of.ts';

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

const audited = (facts: ScopeFacts): ScopeFacts => ({
  ...facts,
  audits: { rows: [audit('DeleteBackupPlan', { risk: 'critical' })], at: noon },
});
const changes: readonly ((facts: ScopeFacts) => ScopeFacts)[] = [
  ...steps.map(([, step]) => step),
  (facts) => withJobs(facts, (jobs) => jobs.toReversed()),
  (facts) => withJobs(facts, (jobs) => jobs.map((job, index) => (index % 3 > 0 ? job : { ...job, state: 'FAILED' }))),
  (facts) => ({ ...facts, points: { rows: names.slice(3).map((name) => point(name, five)), at: noon } }),
  (facts) => ({ ...facts, rules: { rows: [rule({ versionAt: five, schedule: 'cron(0 6 ? * * *)' })], at: noon } }),
  (facts) => ({ ...facts, selections: { rows: [selection({ resources: [arnOf('db-1')] })], at: noon } }),
  (facts) => ({ ...facts, settings: { optIn: { RDS: false }, fullManagement: {} } }),
  audited,
];

test('in any order, and left in the middle or not, changes come to what a look at everything finds', () => {
  const moves = fc.array(fc.tuple(fc.constantFrom(...changes), fc.nat({ max: 12 })), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(moves, (some) => {
      const compute = createAttention();
      let facts = start;
      for (const [change, made] of some) {
        facts = change(facts);
        const left = compute.steps([facts], noSettings, noon);
        for (let step = 0; step < made; step += 1) left.next();
      }
      expect(compute([facts], noSettings, noon)).toEqual(computeAttention([facts], noSettings, noon));
    }),
    { numRuns: 80 },
  );
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
