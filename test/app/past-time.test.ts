import { expect, test } from 'vitest';
import { pastText, readPastTime } from '../../src/app/state/time/past-time.ts';

const present = Date.UTC(2026, 10, 27, 12, 7);
const at = (...time: readonly [number, number, number, number?]) => Date.UTC(2026, 10, ...time);
const read = (text: string, { asOf, zone = 'UTC' }: { asOf?: number; zone?: string } = {}) =>
  readPastTime(text, { present, asOf, zone });

test.each([
  ['05:40', at(27, 5, 40)],
  ['05:40:07', at(27, 5, 40, 7)],
  ['23:30', at(26, 23, 30)],
  ['yesterday 05:00', at(26, 5, 0)],
  ['2026-11-27T05:40Z', at(27, 5, 40)],
  ['2026-11-27 05:40', at(27, 5, 40)],
  ['05:40 Berlin', at(27, 4, 40)],
  ['3h ago', at(27, 9, 7)],
  ['-5m', at(27, 12, 2)],
  [' - 1h30m ', at(27, 10, 37)],
])('":at %s" is a time that has passed', (text, time) => {
  expect(read(text)).toEqual({ at: time });
});

test('a step counts from the time on screen, and one beyond the present shows the present', () => {
  const asOf = at(27, 5, 40);
  expect(read('+1h', { asOf })).toEqual({ at: at(27, 6, 40) });
  expect(read('-5m', { asOf })).toEqual({ at: at(27, 5, 35) });
  expect(read('+1d', { asOf })).toEqual({ at: undefined });
  expect(read('+1m')).toEqual({ at: undefined });
  expect(read('now', { asOf })).toEqual({ at: undefined });
  // A clock time is that of today or yesterday, whatever is on screen.
  expect(read('05:40', { asOf: at(1, 0, 0) })).toEqual({ at: asOf });
});

test('a time without a zone is one of the zone of the screen', () => {
  const zone = 'America/New_York';
  expect(read('05:40', { zone })).toEqual({ at: at(27, 10, 40) });
  expect(read('08:00', { zone })).toEqual({ at: at(26, 13, 0) });
  expect(read('2026-11-27T05:40Z', { zone })).toEqual({ at: at(27, 5, 40) });
});

test.each([
  ['', /^Type :at 05:40/],
  ['+soon', /^Give a time such as/],
  ['-5 parsecs', /^Type :at 05:40/],
  ['25:61', /There is no 2026-11-27 25:61:00/],
  ['tomorrow 05:00', /^28 Nov 05:00 UTC is in the future/],
  ['2027-01-01', /^1 Jan 2027 00:00 UTC is in the future/],
])('":at %s" gets one clear sentence', (text, problem) => {
  expect(read(text)).toEqual({ problem: expect.stringMatching(problem) });
});

test.each([
  [at(27, 5, 40), 'UTC', '27 Nov 05:40 UTC'],
  [at(27, 5, 40, 7) + 900, 'UTC', '27 Nov 05:40:07 UTC'],
  [at(27, 5, 40), 'Europe/Berlin', '27 Nov 06:40 Berlin'],
  [Date.UTC(2025, 0, 3, 0, 0), 'UTC', '3 Jan 2025 00:00 UTC'],
])('the header names the time: %d in %s', (time, zone, text) => {
  expect(pastText(time, zone, present)).toBe(text);
});
