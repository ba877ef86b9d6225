import { describe, expect, test } from 'vitest';
import { exactTime, readTime, timeOf, timeProblem } from '../../src/domain/time-text.ts';
import { findZone, inZone, localText, shortTime } from '../../src/domain/time-zones.ts';
import { parseTime } from '../../src/lib/text/parse-time.ts';

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
  ['in 30d', '2026-02-14T12:07:00Z'],
  ['in 1h 30m', '2026-01-15T13:37:00Z'],
  ['tomorrow 08:00 Berlin', '2026-01-16T07:00:00Z'],
])('%s', (text, expected) => {
  expect(iso(text)).toBe(expected);
});

test.each([
  ['2026-03-29 02:30 Berlin', /no 02:30:00 on 2026-03-29: the clock change/],
  ['2026-10-25 02:30 Berlin', /occurs twice on 2026-10-25.*2026-10-25 02:30:00\+02:00 or 2026-10-25 02:30:00\+01:00/],
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

test.each([
  ['10:30', '2026-01-15T09:30:00Z'],
  ['2026-07-01 10:30', '2026-07-01T08:30:00Z'],
  ['2026-07-01 10:30Z', '2026-07-01T10:30:00Z'],
  ['2026-07-01T10:30:00+05:30', '2026-07-01T05:00:00Z'],
  ['10:30 UTC', '2026-01-15T10:30:00Z'],
  ['10:30 Tokyo', '2026-01-15T01:30:00Z'],
  ['3h ago', '2026-01-15T09:07:00Z'],
])('%s on a screen in the time of Berlin', (text, expected) => {
  expect(timeOf(text, now, 'Europe/Berlin')).toBe(Date.parse(expected));
});

test('an exact time stays as it was typed; any other becomes exact and means the same later', () => {
  for (const text of ['2026-01-15 10:00:00.500Z', '2026-01-15 10:00+01:00', 'soon'])
    expect(exactTime(text, now)).toBe(text);
  const exact = exactTime('3h ago', now);
  expect(exact).toBe('2026-01-15 09:07:00Z');
  expect(exactTime(exact, now + 3_600_000)).toBe(exact);
  expect(exactTime('10:30', now, 'Europe/Berlin')).toBe('2026-01-15 09:30:00Z');
});

test('all times of a text are shown in the zone, with its offset', () => {
  const text = 'From 2026-01-15 12:00:00Z to 2026-07-15 12:00:00Z.';
  expect(inZone(text, 'Europe/Berlin')).toBe('From 2026-01-15 13:00:00+01:00 to 2026-07-15 14:00:00+02:00.');
  expect(inZone(text, 'UTC')).toBe(text);
  expect(inZone('--until 2026-01-15T12:00:00Z', 'Europe/Berlin')).toBe('--until 2026-01-15T12:00:00Z');
  expect(shortTime(now, 'Asia/Kolkata')).toBe('01-15 17:37');
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
