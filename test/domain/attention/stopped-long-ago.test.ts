// A schedule that stopped long ago, or whose response is old, stays a finding while later runs of the schedule pass.
import { describe, expect, test } from 'vitest';
import { createScheduleBook } from '../../../src/domain/attention/runs/schedule-book.ts';
import { upcomingRuns } from '../../../src/domain/attention/runs/upcoming-runs.ts';
import { createScopeView } from '../../../src/domain/attention/scope-view.ts';
import {
  attentionOf,
  createdBy,
  day,
  type Estate,
  factsOf,
  hour,
  job,
  linesOf,
  minute,
  noon,
  rule,
  testingPlan,
} from './facts-of.ts';

const hourly = rule({ id: 'hourly', schedule: 'cron(0 * ? * * *)', startWindowMs: hour });
const hourlyJobs = (name: string, until: number) =>
  Array.from({ length: 48 }, (_, index) =>
    job(name, until - index * hour, { id: `${name}-${index}`, createdBy: createdBy(hourly) }),
  );
/** shop stopped five hours before noon; other continues. */
const shopStopped: Estate = {
  rules: [hourly],
  backups: [...hourlyJobs('shop', noon - 5 * hour), ...hourlyJobs('other', noon - hour)],
  at: noon,
};
const planStopped: Estate = {
  rules: [{ ...hourly, planLastRunAt: noon - 5 * hour }],
  backups: [...hourlyJobs('shop', noon - 5 * hour), ...hourlyJobs('other', noon - 5 * hour)],
  at: noon,
};

describe('AWS has not answered for a day', () => {
  test.each([
    ['a resource that an hourly rule does not back up', shopStopped, ['point-age shop']],
    ['an hourly plan that does not run', planStopped, ['plan-missed prod']],
  ] as const)('%s', (_, estate, lines) => {
    for (const now of [noon, noon + 7 * hour, noon + day]) expect(linesOf(estate, undefined, now)).toEqual(lines);
  });
});

test('a restore testing plan has missed its runs since the first of them', () => {
  const [item] = attentionOf({ testingPlans: [testingPlan({ lastRunAt: noon - 20 * day })] }).items;
  expect(item?.kind).toBe('restore-test-missed');
  expect(item?.since).toBe(Date.UTC(2025, 11, 27, 5));
});

test('a restore testing plan that never ran has missed its runs since it was changed', () => {
  const { lastRunAt: _, ...plan } = testingPlan({ updatedAt: noon - 30 * day });
  expect(attentionOf({ testingPlans: [plan] }).items.map(({ since }) => since)).toEqual([Date.UTC(2025, 11, 17, 5)]);
});

test('the next run of a plan that stopped takes the resources of its last runs', () => {
  const now = noon + 3 * day + minute;
  const view = createScopeView(factsOf({ ...planStopped, at: now }));
  const [next] = upcomingRuns(view, createScheduleBook(), now);
  expect(next?.resources).toBe(2);
});
