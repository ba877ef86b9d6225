import { describe, expect, test } from 'vitest';
import { clockChangeNote } from '../../src/domain/plans/clock-change-note.ts';
import { createSchedule } from '../../src/domain/plans/schedule.ts';

const at = (text: string) => Date.parse(`${text}Z`);
const iso = (time: number) => new Date(time).toISOString().slice(0, 16);
const utc = 'Etc/UTC';
const thursday = '2026-01-15T12:00';

/** expression, time zone, time of the query, the next runs in UTC. */
const cases: readonly (readonly [string, string, string, readonly string[]])[] = [
  // Plain times of the day.
  ['cron(0 5 ? * * *)', utc, thursday, ['2026-01-16T05:00', '2026-01-17T05:00']],
  ['cron(0 5 * * ? *)', utc, thursday, ['2026-01-16T05:00', '2026-01-17T05:00']],
  ['cron(30 23 ? * * *)', utc, thursday, ['2026-01-15T23:30', '2026-01-16T23:30']],
  ['cron(0 0 ? * * *)', utc, thursday, ['2026-01-16T00:00', '2026-01-17T00:00']],
  ['cron(0 12 ? * * *)', utc, thursday, ['2026-01-16T12:00', '2026-01-17T12:00']],
  ['cron(1 12 ? * * *)', utc, thursday, ['2026-01-15T12:01', '2026-01-16T12:01']],
  ['CRON(0 5 ? * * *)', utc, thursday, ['2026-01-16T05:00', '2026-01-17T05:00']],
  [' cron( 0  5 ?  * * * ) ', utc, thursday, ['2026-01-16T05:00', '2026-01-17T05:00']],
  // Steps and lists.
  ['cron(0 * ? * * *)', utc, thursday, ['2026-01-15T13:00', '2026-01-15T14:00']],
  ['cron(0 0/8 * * ? *)', utc, thursday, ['2026-01-15T16:00', '2026-01-16T00:00']],
  ['cron(0 */8 * * ? *)', utc, thursday, ['2026-01-15T16:00', '2026-01-16T00:00']],
  ['cron(20 0/2 * * ? *)', utc, thursday, ['2026-01-15T12:20', '2026-01-15T14:20']],
  ['cron(5/15 13 * * ? *)', utc, thursday, ['2026-01-15T13:05', '2026-01-15T13:20', '2026-01-15T13:35']],
  ['cron(0 1,13 * * ? *)', utc, thursday, ['2026-01-15T13:00', '2026-01-16T01:00']],
  ['cron(0,30 13 * * ? *)', utc, thursday, ['2026-01-15T13:00', '2026-01-15T13:30', '2026-01-16T13:00']],
  ['cron(0 9-11 * * ? *)', utc, thursday, ['2026-01-16T09:00', '2026-01-16T10:00', '2026-01-16T11:00']],
  ['cron(0 8-18/4 ? * * *)', utc, thursday, ['2026-01-15T16:00', '2026-01-16T08:00', '2026-01-16T12:00']],
  ['cron(0 22-1 ? * * *)', utc, thursday, ['2026-01-15T22:00', '2026-01-15T23:00', '2026-01-16T00:00']],
  ['cron(0 5 1/10 * ? *)', utc, thursday, ['2026-01-21T05:00', '2026-01-31T05:00', '2026-02-01T05:00']],
  // Weekdays: 1 is Sunday.
  ['cron(0 6 ? * 1 *)', utc, thursday, ['2026-01-18T06:00', '2026-01-25T06:00']],
  ['cron(0 6 ? * 7 *)', utc, thursday, ['2026-01-17T06:00', '2026-01-24T06:00']],
  ['cron(0 5 ? * 7 *)', utc, '2026-01-17T05:00', ['2026-01-24T05:00']],
  ['cron(0 6 ? * SUN *)', utc, thursday, ['2026-01-18T06:00', '2026-01-25T06:00']],
  ['cron(0 6 ? * sun *)', utc, thursday, ['2026-01-18T06:00', '2026-01-25T06:00']],
  ['cron(0 5 ? * MON-FRI *)', utc, thursday, ['2026-01-16T05:00', '2026-01-19T05:00']],
  ['cron(0 5 ? * 2-6 *)', utc, thursday, ['2026-01-16T05:00', '2026-01-19T05:00']],
  ['cron(0 5 ? * FRI-MON *)', utc, thursday, ['2026-01-16T05:00', '2026-01-17T05:00', '2026-01-18T05:00']],
  ['cron(0 5 ? * 6-2 *)', utc, '2026-01-18T12:00', ['2026-01-19T05:00', '2026-01-23T05:00']],
  ['cron(0 5 ? * TUE,SAT *)', utc, thursday, ['2026-01-17T05:00', '2026-01-20T05:00']],
  ['cron(0 6 ? * L *)', utc, thursday, ['2026-01-17T06:00', '2026-01-24T06:00']],
  // The nth and the last weekday of a month.
  ['cron(0 6 ? * 6#3 *)', utc, thursday, ['2026-01-16T06:00', '2026-02-20T06:00', '2026-03-20T06:00']],
  ['cron(0 6 ? * FRI#3 *)', utc, thursday, ['2026-01-16T06:00', '2026-02-20T06:00']],
  ['cron(0 6 ? * 1#1 *)', utc, thursday, ['2026-02-01T06:00', '2026-03-01T06:00', '2026-04-05T06:00']],
  ['cron(0 6 ? * 5#5 *)', utc, thursday, ['2026-01-29T06:00', '2026-04-30T06:00', '2026-07-30T06:00']],
  ['cron(0 6 ? * 6L *)', utc, thursday, ['2026-01-30T06:00', '2026-02-27T06:00', '2026-03-27T06:00']],
  ['cron(0 6 ? * SATL *)', utc, thursday, ['2026-01-31T06:00', '2026-02-28T06:00']],
  // Days of the month, and their ends.
  ['cron(0 9 1 * ? *)', utc, thursday, ['2026-02-01T09:00', '2026-03-01T09:00']],
  ['cron(0 9 1,15 * ? *)', utc, thursday, ['2026-02-01T09:00', '2026-02-15T09:00']],
  ['cron(0 6 L * ? *)', utc, thursday, ['2026-01-31T06:00', '2026-02-28T06:00', '2026-03-31T06:00']],
  ['cron(0 6 L 2 ? *)', utc, '2027-12-01T00:00', ['2028-02-29T06:00', '2029-02-28T06:00']],
  ['cron(0 6 29 2 ? *)', utc, thursday, ['2028-02-29T06:00', '2032-02-29T06:00']],
  ['cron(0 6 29 2 ? 2096-2106)', utc, '2096-03-01T00:00', ['2104-02-29T06:00']],
  ['cron(0 6 30 * ? *)', utc, '2026-01-30T12:00', ['2026-03-30T06:00', '2026-04-30T06:00']],
  ['cron(0 6 31 * ? *)', utc, '2026-01-31T12:00', ['2026-03-31T06:00', '2026-05-31T06:00', '2026-07-31T06:00']],
  // The weekday nearest to a day, never in another month.
  ['cron(0 6 15W * ? *)', utc, thursday, ['2026-02-16T06:00', '2026-03-16T06:00', '2026-04-15T06:00']],
  ['cron(0 6 15W * ? *)', utc, '2026-07-15T12:00', ['2026-08-14T06:00', '2026-09-15T06:00']],
  ['cron(0 6 1W * ? *)', utc, '2026-07-15T12:00', ['2026-08-03T06:00', '2026-09-01T06:00']],
  ['cron(0 6 31W * ? *)', utc, '2026-05-15T12:00', ['2026-05-29T06:00', '2026-07-31T06:00']],
  ['cron(0 6 LW * ? *)', utc, thursday, ['2026-01-30T06:00', '2026-02-27T06:00', '2026-03-31T06:00']],
  // Months and years.
  ['cron(0 5 1 1/3 ? *)', utc, thursday, ['2026-04-01T05:00', '2026-07-01T05:00', '2026-10-01T05:00']],
  ['cron(0 5 1 JAN,JUL ? *)', utc, thursday, ['2026-07-01T05:00', '2027-01-01T05:00']],
  ['cron(0 5 ? FEB SAT *)', utc, thursday, ['2026-02-07T05:00', '2026-02-14T05:00']],
  ['cron(0 5 1 NOV-FEB ? *)', utc, '2026-02-15T00:00', ['2026-11-01T05:00', '2026-12-01T05:00', '2027-01-01T05:00']],
  ['cron(0 5 31 12 ? 2026)', utc, thursday, ['2026-12-31T05:00']],
  ['cron(0 5 1 1 ? 2026,2028)', utc, thursday, ['2028-01-01T05:00']],
  ['cron(0 5 1 1 ? 2027-2029)', utc, thursday, ['2027-01-01T05:00', '2028-01-01T05:00', '2029-01-01T05:00']],
  ['cron(0 5 1 1 ? 2026/2)', utc, thursday, ['2028-01-01T05:00', '2030-01-01T05:00']],
  // Time zones.
  ['cron(30 2 ? * * *)', 'Australia/Sydney', thursday, ['2026-01-15T15:30', '2026-01-16T15:30']],
  ['cron(0 5 ? * * *)', 'America/New_York', thursday, ['2026-01-16T10:00', '2026-01-17T10:00']],
  ['cron(0 5 ? * * *)', 'Asia/Kolkata', thursday, ['2026-01-15T23:30', '2026-01-16T23:30']],
  ['cron(0 5 1 * ? *)', 'America/Los_Angeles', thursday, ['2026-02-01T13:00', '2026-03-01T13:00', '2026-04-01T12:00']],
  ['cron(0 1 L * ? *)', 'Pacific/Auckland', thursday, ['2026-01-30T12:00', '2026-02-27T12:00']],
  // Clocks go forward: a time within the skipped hour does not run; the times around it do.
  ['cron(30 2 ? * * *)', 'Europe/Berlin', '2026-03-27T12:00', ['2026-03-28T01:30', '2026-03-30T00:30']],
  ['cron(30 2 ? * * *)', 'America/New_York', '2026-03-07T12:00', ['2026-03-09T06:30']],
  ['cron(0 5 ? * * *)', 'Europe/Berlin', '2026-03-27T12:00', ['2026-03-28T04:00', '2026-03-29T03:00']],
  [
    'cron(0 * ? * * *)',
    'Europe/Berlin',
    '2026-03-28T23:30',
    ['2026-03-29T00:00', '2026-03-29T01:00', '2026-03-29T02:00'],
  ],
  ['cron(30 2 L 3 ? 2024)', 'Europe/Berlin', '2024-03-01T12:00', []],
  // Clocks go back: a time runs once, at the first of the two hours; an hourly rule runs in both.
  ['cron(30 2 ? * * *)', 'Europe/Berlin', '2026-10-24T12:00', ['2026-10-25T00:30', '2026-10-26T01:30']],
  ['cron(30 1 ? * * *)', 'America/New_York', '2026-10-31T12:00', ['2026-11-01T05:30', '2026-11-02T06:30']],
  [
    'cron(0 * ? * * *)',
    'Europe/Berlin',
    '2026-10-24T23:30',
    ['2026-10-25T00:00', '2026-10-25T01:00', '2026-10-25T02:00'],
  ],
  // Rates count from when the rule was made, here from 1970 on.
  ['rate(6 hours)', utc, thursday, ['2026-01-15T18:00', '2026-01-16T00:00']],
  ['rate(1 hour)', utc, '2026-01-15T12:30', ['2026-01-15T13:00', '2026-01-15T14:00']],
  ['rate(1 day)', utc, thursday, ['2026-01-16T00:00', '2026-01-17T00:00']],
  ['rate(90 minutes)', utc, thursday, ['2026-01-15T13:30', '2026-01-15T15:00']],
];

describe('a schedule runs next', () => {
  test.each(cases)('%s in %s after %s', (expression, timeZone, from, expected) => {
    const schedule = createSchedule(expression, { timeZone });
    const runs = schedule?.nextRuns(at(from), Math.max(1, expected.length));
    expect(runs?.map(iso)).toEqual(expected);
  });

  test.each(cases)('%s in %s, looked at from behind, is the same after %s', (expression, timeZone, from, expected) => {
    const schedule = createSchedule(expression, { timeZone });
    const end = expected.at(-1);
    if (end === undefined) return;
    expect(schedule?.previousRuns(at(from) + 1, at(end) + 1).map(iso)).toEqual(expected);
    expect(schedule?.lastRuns(at(end) + 1, expected.length).map(iso)).toEqual(expected);
  });
});

test('a look back holds its beginning and not its end', () => {
  const schedule = createSchedule('cron(0 5 ? * * *)');
  const day = (days: number) => Date.UTC(2026, 0, days, 5);
  expect(schedule?.previousRuns(day(1), day(3))).toEqual([day(1), day(2)]);
  expect(schedule?.previousRuns(day(1), day(1))).toEqual([]);
  expect(schedule?.lastRuns(day(3), 2)).toEqual([day(1), day(2)]);
});

test('a rate begins when its rule was made', () => {
  const anchor = Date.UTC(2026, 0, 15, 12, 10);
  const schedule = createSchedule('rate(12 hours)', { anchor });
  expect(schedule?.nextRuns(0, 2)).toEqual([anchor, anchor + 12 * 3_600_000]);
  expect(schedule?.lastRuns(anchor, 3)).toEqual([]);
  expect(schedule?.lastRuns(anchor + 1, 3)).toEqual([anchor]);
  expect(schedule?.previousRuns(0, anchor)).toEqual([]);
});

test("agrees with AWS's own preview of a plan that runs at 05:00", () => {
  const preview = [1_767_416_400_000, 1_767_502_800_000, 1_767_589_200_000];
  const [first = 0] = preview;
  expect(createSchedule('cron(0 5 ? * * *)')?.nextRuns(first - 1, 3)).toEqual(preview);
});

test.each([
  ['0 5 * * *', utc],
  ['cron(0 5 * * *)', utc],
  ['cron(0 25 ? * * *)', utc],
  ['cron(0 5 ? * 8 *)', utc],
  ['cron(never)', utc],
  ['rate(0 hours)', utc],
  ['rate(soon)', utc],
  ['', utc],
  ['cron(0 5 ? * * *)', 'Mars/Olympus'],
])('%s in %s is no schedule', (expression, timeZone) => {
  expect(createSchedule(expression, { timeZone })).toBeUndefined();
});

describe('near a change of clocks a rule says why nothing is expected', () => {
  const note = (schedule: string, timeZone: string, now: string) => clockChangeNote({ schedule, timeZone }, at(now));
  test.each([
    [
      'cron(30 2 ? * * *)',
      'Europe/Berlin',
      '2026-03-15T12:00',
      /29 Mar 2026 the clock change skips .* both are accepted/,
    ],
    ['cron(30 2 ? * * *)', 'Europe/Berlin', '2026-04-04T12:00', /29 Mar 2026 the clock change skips/],
    ['cron(30 2 ? * * *)', 'Europe/Berlin', '2026-10-20T12:00', /25 Oct 2026 the local time of a run occurs twice/],
    ['cron(30 1 ? * * *)', 'America/New_York', '2026-10-20T12:00', /1 Nov 2026 the local time/],
  ])('%s in %s at %s', (schedule, timeZone, now, words) => {
    expect(note(schedule, timeZone, now)).toMatch(words);
  });

  test.each([
    ['cron(30 2 ? * * *)', 'Europe/Berlin', '2026-06-15T12:00'],
    ['cron(0 5 ? * * *)', 'Europe/Berlin', '2026-03-28T12:00'],
    ['cron(30 2 ? * * *)', utc, '2026-03-28T12:00'],
    ['rate(1 hour)', 'Europe/Berlin', '2026-03-28T12:00'],
    ['cron(soon)', 'Europe/Berlin', '2026-03-28T12:00'],
  ])('%s in %s at %s says nothing', (schedule, timeZone, now) => {
    expect(note(schedule, timeZone, now)).toBeUndefined();
  });
});
