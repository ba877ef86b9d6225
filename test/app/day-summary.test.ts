import { expect, test } from 'vitest';
import { daySummary } from '../../src/app/overview/day-summary.ts';
import type { AnySnapshot, Data } from '../../src/app/state/data.ts';
import { watchedRequests } from '../../src/app/state/lists/watching.ts';
import { initialState } from '../../src/app/state/state.ts';
import { type JobDay, newestDay } from '../../src/domain/jobs/job-day.ts';
import { dataOf } from '../components/fixtures.ts';

const day = 86_400_000;
const scope = { accountId: '123456789012', region: 'eu-west-1', connection: '', organization: true } as const;
const of = (startsAt: number, counts: JobDay['counts'], kind: JobDay['kind'] = 'backup'): JobDay => ({
  scope,
  kind,
  startsAt,
  endsAt: startsAt + day,
  counts,
});

test('of the newest day all kinds are summed up, by state', () => {
  const days = [of(0, { COMPLETED: 90 }), of(day, { COMPLETED: 7, FAILED: 2 }), of(day, { COMPLETED: 1 }, 'copy')];
  expect(newestDay(days)).toEqual({ startsAt: day, asOf: 2 * day, counts: { COMPLETED: 8, FAILED: 2 } });
  expect(newestDay([])).toBeUndefined();
  expect(days[1]?.counts).toEqual({ COMPLETED: 7, FAILED: 2 });
});

test('an organization is asked for its summary first; it stands in until the lists have come', () => {
  const plain = dataOf({ rows: {} });
  const state = initialState({ columns: 80, rows: 24 });
  expect(watchedRequests(state, plain).map(({ resource }) => resource)).not.toContain('job-days');
  const organization = { ...plain, organizationScopes: [scope] };
  expect(watchedRequests(state, organization)[0]).toMatchObject({ resource: 'job-days', scope });
  const response: AnySnapshot = { version: 1, loadedAt: 1 };
  const loading = (resource: string) => (resource === 'job-days' ? response : undefined);
  const listed: Data['listed'] = ([request]) => (request?.resource === 'job-days' ? [of(day, { COMPLETED: 7 })] : []);
  const summaryOf = (snapshot: Data['snapshot']) => daySummary({ ...organization, listed, snapshot });
  expect(summaryOf(({ resource }) => loading(resource))?.counts).toEqual({ COMPLETED: 7 });
  expect(summaryOf(({ resource }) => loading(resource) ?? response)).toBeUndefined();
});
