import { describe, expect, test } from 'vitest';
import {
  formatAge,
  formatBytes,
  formatDateTime,
  formatDuration,
  formatPercent,
  formatRate,
  formatTime,
} from '../../src/lib/text/format.ts';

const s = 1_000;
const m = 60 * s;
const h = 60 * m;
const d = 24 * h;

test.each([
  [-5 * s, '0s', '0s'],
  [0, '0s', '0s'],
  [12.9 * s, '12s', '12s'],
  [4 * m + 2 * s, '4m02s', '4m02s'],
  [9 * m + 59 * s, '9m59s', '9m59s'],
  [38 * m + 12 * s, '38m', '38m12s'],
  [h, '1h00m', '1h00m'],
  [23 * h + 59 * m, '23h59m', '23h59m'],
  [2 * d + 4 * h, '2d04h', '2d04h'],
  [40 * d, '40d', '40d'],
  [5_000 * d, '13y', '13y'],
])('%d ms is %s old and lasts %s', (ms, age, duration) => {
  expect(formatAge(ms)).toBe(age);
  expect(formatDuration(ms)).toBe(duration);
  expect(Math.max(age.length, duration.length)).toBeLessThanOrEqual(6);
});

test.each([
  [0, '0 B'],
  [1_023, '1023 B'],
  [1_536, '1.5 KiB'],
  [8 * 1_024 ** 3, '8.0 GiB'],
  [1_023.99 * 1_024 ** 2, '1023 MiB'],
  [99.99 * 1_024, '99.9 KiB'],
  [5 * 1_024 ** 5, '5.0 PiB'],
  [Number.NaN, ''],
  [-1, ''],
])('%d bytes are %s', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
  expect(text.length).toBeLessThanOrEqual(8);
  expect(formatRate(bytes)).toBe(text === '' ? '' : `${text}/s`);
});

describe('times', () => {
  const noon = Date.UTC(2026, 0, 5, 9, 7, 3);
  test('in UTC and in the zone of the machine, which is UTC in tests', () => {
    expect(formatTime(noon, true)).toBe('01-05 09:07');
    expect(formatTime(noon, false)).toBe('01-05 09:07');
    expect(formatDateTime(noon)).toBe('2026-01-05 09:07:03Z');
  });
  test('that are none', () => {
    expect(formatTime(Number.NaN, true)).toBe('');
    expect(formatDateTime(Number.NaN)).toBe('');
    expect(formatDuration(Number.NaN)).toBe('');
  });
});

test.each([
  [0, '0%'],
  [99.99, '99%'],
  [100, '100%'],
  [140, '100%'],
  [Number.NaN, ''],
])('%d percent', (percent, text) => expect(formatPercent(percent)).toBe(text));
