// The tone of a copy's age in a place, by its objective.
import { expect, test } from 'vitest';
import { locationsTone, locationTone } from '../../../src/domain/attention/lists/protection.ts';
import type { LocationAge } from '../../../src/domain/attention/points/location-age.ts';

const hour = 3_600_000;
const now = Date.UTC(2026, 0, 15, 12);
const age = (state: LocationAge['state'], hours?: number): LocationAge =>
  ({ in: 'vault', everyMs: 24 * hour, state, ...(hours !== undefined && { newestAt: now - hours * hour }) }) as never;

test.each([
  ['met', 50, 'good'],
  ['waiting', 50, 'busy'],
  ['unknown', 50, 'muted'],
  ['missed', 25, 'warn'],
  ['missed', 48, 'warn'],
  ['missed', 49, 'bad'],
  ['missed', undefined, 'bad'],
] as const)('%s, %j hours old: %s', (state, hours, tone) => {
  expect(locationTone(age(state, hours), now)).toBe(tone);
});

test('of several the worst counts, of none nothing is said', () => {
  expect(locationsTone([age('met', 1), age('missed', 49), age('missed', 25)], now)).toBe('bad');
  expect(locationsTone([], now)).toBe('muted');
});
