// Times around every change of the clocks of a year, in zones that change at different hours and by different spans.
import { describe, expect, test } from 'vitest';
import { readTime } from '../../src/domain/time-text.ts';
import { inZone, localTime } from '../../src/domain/time-zones.ts';
import { formatDateTime } from '../../src/lib/text/format.ts';

const minute = 60_000;
const hour = 60 * minute;
const begin = Date.UTC(2026, 0, 1);
const end = Date.UTC(2027, 0, 1);

/** Lord Howe changes by half an hour, Santiago at midnight, Casablanca around Ramadan, Kolkata never. */
const zones = [
  'Europe/Berlin',
  'America/New_York',
  'America/St_Johns',
  'America/Santiago',
  'Australia/Lord_Howe',
  'Australia/Sydney',
  'Africa/Casablanca',
  'Africa/Cairo',
  'Asia/Kolkata',
  'Pacific/Auckland',
];

const minutesOf = (offset: string): number => {
  const [, sign, hours, minutes] = /^([+-])(\d\d):(\d\d)/.exec(offset) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
};

interface Change {
  /** Epoch ms of the first hour of which the offset is another. */
  readonly at: number;
  /** How far the clocks go forward, in minutes. */
  readonly by: number;
}

function changesIn(zone: string): Change[] {
  const offsetAt = (at: number) => minutesOf(localTime(at, zone).offset);
  const found: Change[] = [];
  for (let at = begin; at < end; at += hour) {
    const by = offsetAt(at) - offsetAt(at - hour);
    if (by === 0) continue;
    let exact = at - hour;
    while (offsetAt(exact) === offsetAt(at - hour)) exact += 15 * minute;
    found.push({ at: exact, by });
  }
  return found;
}

const wallClock = (at: number, zone: string): string => {
  const { date, clock } = localTime(at, zone);
  return `${date} ${clock}`;
};

describe.each(zones)('%s', (zone) => {
  const changes = changesIn(zone);

  test('the changes of the year are found', () => {
    if (zone === 'Asia/Kolkata') expect(changes).toEqual([]);
    else expect(changes.map(({ by }) => Math.sign(by))).toEqual(expect.arrayContaining([1, -1]));
  });

  test('a time that the clock shows is read as that time, or asked if the clock shows it twice', () => {
    for (const change of [...changes, { at: begin, by: 0 }]) {
      for (let at = change.at - 3 * hour; at <= change.at + 3 * hour; at += 15 * minute) {
        const shown = wallClock(at, zone);
        const isTwice = change.by < 0 && Math.abs(at - change.at + 1) <= -change.by * minute;
        const read = readTime(`${shown} ${zone}`, at);
        if (!isTwice) expect(read, shown).toEqual({ at });
        else expect('problem' in read ? read.problem : '', shown).toMatch(/occurs twice/);
        // The same in the zone of the screen, without its name.
        expect(readTime(shown, at, zone)).toEqual(read);
        // What is proposed can be typed: one of the two is this time.
        const proposed = 'problem' in read ? (read.problem.match(/\d{4}-\d\d-\d\d \S+[+-]\d\d:\d\d/g) ?? []) : [];
        const times = proposed.map((text) => readTime(text, at, zone));
        if (isTwice) expect(times, shown).toContainEqual({ at });
      }
    }
  });

  test('a time that summer time skips is refused', () => {
    for (const { at, by } of changes.filter((change) => change.by > 0)) {
      for (let skipped = 0; skipped < by; skipped += 10) {
        // The last time before the change, and that many minutes more than it would have shown.
        const { date, clock } = localTime(at - minute, zone);
        const shown = formatDateTime(Date.parse(`${date}T${clock}Z`) + (skipped + 1) * minute).slice(0, -1);
        expect(readTime(`${shown} ${zone}`, at), shown).toHaveProperty(
          'problem',
          expect.stringMatching(/clock change/),
        );
      }
    }
  });

  test('a time on the screen can be typed as it is shown', () => {
    for (const { at } of [...changes, { at: begin }]) {
      for (const near of [at - minute, at, at + minute]) {
        expect(readTime(inZone(formatDateTime(near), zone), begin, zone)).toEqual({ at: near });
      }
    }
  });
});
