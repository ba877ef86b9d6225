// The time zone of the screen: what it changes, and what stays in UTC.
import { expect, test } from 'vitest';
import { withTimeColumn } from '../../src/app/list/time-column.ts';
import { defaultSettings } from '../../src/app/state/settings.ts';
import { columnsIn } from '../../src/app/state/time/zone.ts';
import { toSettings } from '../../src/cli/config/to-settings.ts';
import { resources } from '../../src/resources/index.ts';
import type { Column } from '../../src/resources/resource.ts';
import { listIds } from '../../src/resources/resource-id.ts';
import { createCurrentSettings } from '../../src/runtime/screen/screen-settings.ts';
import { now } from '../components/fixtures.ts';

// biome-ignore lint/suspicious/noExplicitAny: columns of all resources
type AnyColumn = Column<any>;

const columnOf = (columns: readonly AnyColumn[], id: string): AnyColumn => {
  const found = columns.find((column) => column.id === id);
  if (!found) throw new Error(`no column ${id}`);
  return found;
};

test('the config file says the zone, and the key changes to the other one and back', () => {
  expect(toSettings({ config: {} }).zones).toEqual({ shown: 'UTC', other: 'UTC' });
  const { zones } = toSettings({ config: { timezone: 'new york' } });
  expect(zones).toEqual({ shown: 'America/New_York', other: 'UTC' });
  const settings = createCurrentSettings({ settings: { ...defaultSettings, zones } });
  expect(settings.changeZone().shown).toBe('UTC');
  expect(settings.screen()?.zones.shown).toBe('UTC');
  expect(settings.changeZone().shown).toBe('America/New_York');
});

test('columns of times have the zone in their title and text; others and their sorting stay', () => {
  const own: readonly AnyColumn[] = resources.runs.columns;
  const [utc, local] = [columnOf(own, 'at'), columnOf(columnsIn(own, 'Asia/Kolkata'), 'at')];
  expect([utc.title, utc.text({ at: now }, now)]).toEqual(['RUN UTC', '01-15 12:00']);
  expect([local.title, local.text({ at: now }, now)]).toEqual(['RUN Kolkata', '01-15 17:30']);
  expect(local.sortBy?.({ at: now }, now)).toBe(now);
  expect(columnsIn(own, 'UTC')).toBe(own);
});

test('no column or title says UTC on a screen of another zone', () => {
  for (const id of listIds) {
    for (const { title } of columnsIn(resources[id].columns, 'Europe/Berlin')) expect(title, id).not.toMatch(/UTC/);
  }
});

test('a wide list has the time beside its first age, and a narrow one does not', () => {
  const columns: readonly AnyColumn[] = resources['recovery-points'].columns;
  const wide = withTimeColumn(columns, 200);
  const ids = wide.map(({ id }) => id);
  expect(ids[ids.indexOf('age') + 1]).toBe('age-at');
  const row = { createdAt: now };
  expect(columnOf(wide, 'age-at').text(row, now)).toBe('01-15 12:00');
  expect(columnOf(columnsIn(wide, 'Europe/Berlin'), 'age-at').text(row, now)).toBe('01-15 13:00');
  expect(columnOf(wide, 'age-at').text({}, now)).toBe('');
  expect(withTimeColumn(columns, 80)).toBe(columns);
});

test('every list with ages has their times on a wide screen', () => {
  for (const id of listIds) {
    const columns: readonly AnyColumn[] = resources[id].columns;
    const ages = columns.filter(({ measure, clock }) => measure === 'age' && !clock);
    expect(withTimeColumn(columns, 200).length - columns.length, id).toBe(ages.length > 0 ? 1 : 0);
  }
});
