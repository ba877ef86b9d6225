import { describe, expect, test } from 'vitest';
import { parseTime, readTime, timeOf, timeProblem } from '../../src/domain/time-text.ts';
import { findZone, localText } from '../../src/domain/time-zones.ts';

/** A Thursday. */
const now = Date.UTC(2026, 0, 15, 12, 7);
const iso = (text: string) => {
  const at = timeOf(text, now);
  return at === undefined ? undefined : new Date(at).toISOString().replace('.000', '');
};

test.each([
  ['now', '2026-01-15T12:07:00Z'],
  ['3h ago', '2026-01-15T09:07:00Z'],
  ['1h 30m ago', '2026-01-15T10:37:00Z'],
  ['2d4h ago', '2026-01-13T08:07:00Z'],
  ['2026-01-15', '2026-01-15T00:00:00Z'],
  ['2026-01-15 10:00Z', '2026-01-15T10:00:00Z'],
  ['2026-01-15 10:00', '2026-01-15T10:00:00Z'],
  ['2026-01-15T10:00:30+02:00', '2026-01-15T08:00:30Z'],
  ['10:30', '2026-01-15T10:30:00Z'],
  ['9:05', '2026-01-15T09:05:00Z'],
  ['10:30 Berlin', '2026-01-15T09:30:00Z'],
  ['today 10:30', '2026-01-15T10:30:00Z'],
  ['yesterday', '2026-01-14T00:00:00Z'],
  ['yesterday 23:59 Berlin', '2026-01-14T22:59:00Z'],
  ['Yesterday 23:59 europe/berlin', '2026-01-14T22:59:00Z'],
  // The day after in Auckland.
  ['today 01:00 Auckland', '2026-01-15T12:00:00Z'],
  ['2025-07-01 12:00 New York', '2025-07-01T16:00:00Z'],
  ['2026-01-15 10:00 UTC', '2026-01-15T10:00:00Z'],
])('%s', (text, expected) => {
  expect(iso(text)).toBe(expected);
});

test.each([
  ['2026-03-29 02:30 Berlin', /no 02:30:00 on 2026-03-29: summer time/],
  ['2026-10-25 02:30 Berlin', /comes twice on 2026-10-25.*2026-10-25 02:30:00\+02:00 or 2026-10-25 02:30:00\+01:00/],
  ['10:30 Atlantis', /no time zone Atlantis/],
  ['2026-01-15 25:00 Berlin', /There is no 2026-01-15 25:00:00/],
  ['soon', /Give a time such as/],
  ['', /Give a time such as/],
  ['3 ago', /Give a time such as/],
  ['Berlin', /Give a time such as/],
])('%s is refused', (text, problem) => {
  expect(timeProblem(text, now)).toMatch(problem);
});

test('what is proposed for a doubled time is read', () => {
  const problem = timeProblem('2026-10-25 02:30 Berlin', now) ?? '';
  const [first = '', second = ''] = problem.match(/\d{4}-\d\d-\d\d \S+[+-]\d\d:\d\d/g) ?? [];
  expect((parseTime(second) ?? 0) - (parseTime(first) ?? 0)).toBe(3_600_000);
});

describe('zones', () => {
  test('a last part that several zones have is asked', () => {
    expect(findZone('louisville')).toMatchObject({ zone: expect.stringContaining('Louisville') });
    expect(findZone('Nowhere/Land')).toHaveProperty('problem');
    expect(findZone('local')).toHaveProperty('zone');
  });

  test('every zone shows the time that it reads', () => {
    for (const zone of ['Asia/Kolkata', 'Australia/Lord_Howe', 'America/St_Johns', 'UTC', 'Pacific/Apia']) {
      const [date, clock] = localText(now, zone).split(/[ +-](?=\d\d:)|(?<=:\d\d:\d\d)/);
      expect(readTime(`${date} ${clock} ${zone}`, now), zone).toEqual({ at: now });
    }
  });
});
