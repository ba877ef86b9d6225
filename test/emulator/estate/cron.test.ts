import { expect, test } from 'vitest';
import { createSchedule } from '../../../src/emulator/estate/cron.ts';

const iso = (at: number) => new Date(at).toISOString().slice(0, 16);

test.each([
  ['cron(0 5 ? * * *)', 'Etc/UTC', ['2026-01-16T05:00', '2026-01-17T05:00']],
  ['cron(0 0/8 * * ? *)', 'Etc/UTC', ['2026-01-15T16:00', '2026-01-16T00:00']],
  ['cron(20 0/2 * * ? *)', 'Etc/UTC', ['2026-01-15T12:20', '2026-01-15T14:20']],
  ['cron(0 6 ? * 1 *)', 'Etc/UTC', ['2026-01-18T06:00', '2026-01-25T06:00']],
  ['cron(0 6 ? * SUN *)', 'Etc/UTC', ['2026-01-18T06:00', '2026-01-25T06:00']],
  ['cron(0 6 L * ? *)', 'Etc/UTC', ['2026-01-31T06:00', '2026-02-28T06:00']],
  ['cron(0 6 ? * L *)', 'Etc/UTC', ['2026-01-17T06:00', '2026-01-24T06:00']],
  ['cron(0 9 1 * ? *)', 'Etc/UTC', ['2026-02-01T09:00', '2026-03-01T09:00']],
  ['cron(30 2 ? * * *)', 'Australia/Sydney', ['2026-01-15T15:30', '2026-01-16T15:30']],
  ['rate(6 hours)', 'Etc/UTC', ['2026-01-15T18:00', '2026-01-16T00:00']],
])('%s in %s runs next at', (expression, timezone, expected) => {
  const schedule = createSchedule(expression, timezone);
  const noon = Date.UTC(2026, 0, 15, 12);
  expect(schedule.next(noon, 2).map(iso)).toEqual(expected);
  const [first = 0, second = 0] = schedule.next(noon, 2);
  expect(schedule.between(first, second)).toEqual([first]);
});

test('what summer time skips does not run, and what it repeats runs once', () => {
  const night = createSchedule('cron(30 2 ? * * *)', 'Europe/Berlin');
  const [march, october] = [Date.UTC(2026, 2, 28), Date.UTC(2026, 9, 24)];
  expect(night.next(march, 2).map(iso)).toEqual(['2026-03-28T01:30', '2026-03-30T00:30']);
  expect(night.between(march, march + 3 * 86_400_000).map(iso)).toEqual(['2026-03-28T01:30', '2026-03-30T00:30']);
  expect(night.next(october, 3).map(iso)).toEqual(['2026-10-24T00:30', '2026-10-25T00:30', '2026-10-26T01:30']);
});

test('refuses what is no schedule', () => {
  expect(() => createSchedule('0 5 * * *', 'Etc/UTC')).toThrow('is not an AWS cron expression');
});
