import { expect, test } from 'vitest';
import { zonedTime } from '../../src/domain/plans/next-runs.ts';
import type { AnyContext } from '../../src/resources/action.ts';
import { planColumns } from '../../src/resources/plans/plan-columns.ts';
import { noon, scopeOf } from './embedded-aws.ts';

const hour = 3_600_000;
const scope = scopeOf('eu-west-1');
const plan = { scope, id: 'p-1', arn: 'arn', name: 'nightly', versionId: 'v' };
const rule = (id: string, timeZone: string, at: number) => ({
  scope,
  planId: 'p-1',
  id,
  schedule: 'cron(0 5 ? * * *)',
  timeZone,
  preview: [at],
});
const finding = (severity: string, list: string, params: object, muted = false) => ({
  scope,
  severity,
  muted,
  evidence: { list, params },
});

const rows: Readonly<Record<string, readonly object[]>> = {
  'plan-rules': [
    rule('a', 'Etc/UTC', noon + 17 * hour),
    rule('b', 'Europe/Berlin', noon + 4 * hour),
    { ...rule('c', 'Etc/UTC', noon + hour), planId: 'p-2' },
    { ...rule('d', 'Etc/UTC', noon + hour), scope: scopeOf('us-east-1') },
  ],
  'newest-runs': [{ scope, planId: 'p-1', state: 'failed', expected: 12, isAtLeast: true }],
  findings: [
    finding('notice', 'plans', { id: 'p-1' }),
    finding('warning', 'backup-jobs', { planId: 'p-1' }),
    finding('critical', 'plans', { id: 'p-1' }, true),
    finding('critical', 'plans', { id: 'p-2' }),
  ],
};

function cellsOf(known: typeof rows): Record<string, string> {
  const columns = planColumns(((id: string) => known[id] ?? []) as AnyContext['known']);
  return Object.fromEntries(columns.map(({ id, text }) => [id, text(plan, noon)]));
}

test('a plan shows its rules, the next run in the zone of its rule, the outcome of the last one and the worst finding', () => {
  expect(cellsOf(rows)).toEqual({
    status: 'warn',
    next: '4h00m 17:00 Berlin',
    outcome: 'failed',
    takes: '12+',
    rules: '2',
  });
});

test('what other lists have not said is unknown, and a rule that never runs says so', () => {
  expect(cellsOf({})).toEqual({ status: '', next: '?', outcome: '?', takes: '?', rules: '?' });
  const never = { ...rule('a', 'Etc/UTC', noon - hour), schedule: 'cron(0 5 30 2 ? *)' };
  expect(cellsOf({ 'plan-rules': [never] })).toMatchObject({ next: 'never', rules: '1' });
});

test.each([
  ['Etc/UTC', '12:00 UTC'],
  ['America/New_York', '07:00 New York'],
  ['Asia/Kolkata', '17:30 Kolkata'],
  ['Nowhere/Land', '12:00 UTC'],
])('noon in %s is %s', (zone, text) => {
  expect(zonedTime(noon, zone)).toBe(text);
});
