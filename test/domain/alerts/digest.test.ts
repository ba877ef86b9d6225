// When the daily digest is due, around its minute.
import { expect, test } from 'vitest';
import { digestIsDue } from '../../../src/domain/alerts/digest.ts';

const at = (date: number, time: string) => Date.parse(`2026-01-${date}T${time}Z`);

test.each([
  ['07:45', at(14, '07:45:00.000'), at(15, '07:44:59.999'), false],
  ['07:45', at(14, '07:45:00.000'), at(15, '07:45:00.000'), true],
  ['07:45', at(14, '07:44:59.999'), at(15, '07:44:59.999'), true],
  ['07:45', at(15, '07:45:00.000'), at(15, '23:59:59.999'), false],
  ['07:45', at(15, '07:44:59.999'), at(15, '23:59:59.999'), true],
  ['00:00', at(14, '23:59:59.999'), at(15, '00:00:00.000'), true],
  ['00:00', at(15, '00:00:00.000'), at(15, '23:59:59.999'), false],
  ['23:59', at(14, '23:58:59.999'), at(15, '12:00:00.000'), true],
  ['23:59', at(14, '23:59:00.000'), at(15, '12:00:00.000'), false],
])('of %s, the last at %i, at %i: %s', (time, lastAt, now, isDue) => {
  expect(digestIsDue(time, lastAt, now)).toBe(isDue);
});

test('without a time, or without an earlier digest, none is due', () => {
  expect(digestIsDue(undefined, at(1, '00:00:00.000'), at(15, '12:00:00.000'))).toBe(false);
  expect(digestIsDue('07:45', undefined, at(15, '12:00:00.000'))).toBe(false);
});
