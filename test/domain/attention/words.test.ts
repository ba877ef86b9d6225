// Durations in sentences: never more than the truth, and an age past a limit never looks like the limit.
import { expect, test } from 'vitest';
import { ageWordsPast, durationWords } from '../../../src/domain/attention/findings/words.ts';
import { formatAge, formatDuration } from '../../../src/lib/text/format.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const units: Readonly<Record<string, number>> = { s: 1_000, min: minute, m: minute, h: hour, d: day, y: 365 * day };

const durationIn = (text: string): number =>
  [...text.matchAll(/(\d+) ?([a-z]+)/g)].reduce(
    (sum, [, count, unit]) => sum + Number(count) * (units[unit ?? ''] ?? 0),
    0,
  );

test.each([
  [59 * 1_000, '0 min'],
  [119 * minute + 59_000, '119 min'],
  [2 * hour, '2 h'],
  [2 * hour + 5 * minute, '2 h 5 min'],
  [31 * hour + 59 * minute, '31 h'],
  [2 * day, '2 d'],
  [2 * day + 14 * hour, '2 d 14 h'],
  [7 * day + 9 * hour, '7 d 9 h'],
  [12 * day + 23 * hour, '12 d'],
  [-5, '0 min'],
])('%d ms is %s', (ms, text) => {
  expect(durationWords(ms)).toBe(text);
});

const limits = [1, 2, 3, 4, 6, 12, 24, 48, 7 * 24, 30 * 24].map((hours) => hours * hour);

test('what is past its limit looks so, from the next minute or hour on', () => {
  expect(ageWordsPast(2 * hour + 5 * minute, 2 * hour)).toBe('2 h 5 min');
  expect(ageWordsPast(24 * hour + 30 * minute, day)).toBe('24 h 30 min');
  expect(ageWordsPast(30 * day + 5 * hour, 30 * day)).toBe('30 d 5 h');
  for (const limit of limits) {
    expect(ageWordsPast(limit + hour, limit)).not.toBe(durationWords(limit));
  }
});

test('no text of a duration is more than the duration, and all are near it', () => {
  for (let span = 0; span < 40 * day; span += 17 * minute + 13_000) {
    for (const text of [durationWords(span), formatAge(span), formatDuration(span), ageWordsPast(span, day)]) {
      expect(durationIn(text), `${span} ${text}`).toBeLessThanOrEqual(span);
      expect(durationIn(text), `${span} ${text}`).toBeGreaterThan(span * 0.9 - minute);
    }
  }
});
