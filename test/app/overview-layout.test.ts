// Where the panels are: property by property, over all kinds of screens.
import { describe, expect, test } from 'vitest';
import { bodyHeight, type Rectangle } from '../../src/app/layout.ts';
import { overviewPlaces, type PanelNeeds } from '../../src/app/overview/overview-layout.ts';
import { focusable, type PanelId, panelIds } from '../../src/app/state/state.ts';

const needs = (rows: Partial<Record<PanelId, number>> = {}, more: Partial<PanelNeeds> = {}): PanelNeeds => ({
  focus: 'running',
  attentionFirst: false,
  rows: Object.fromEntries(panelIds.map((id) => [id, rows[id] ?? Number.POSITIVE_INFINITY])) as PanelNeeds['rows'],
  ...more,
});

const sizes = [60, 79, 80, 109, 110, 120, 200].flatMap((columns) =>
  [16, 23, 24, 29, 30, 36, 50].map((rows) => ({ columns, rows })),
);
const several = sizes.filter(({ columns, rows }) => columns >= 80 && rows >= 24);

const overlap = (one: Rectangle, other: Rectangle): boolean =>
  one.left < other.left + other.width &&
  other.left < one.left + one.width &&
  one.top < other.top + other.height &&
  other.top < one.top + one.height;

describe.each([true, false])('attention first: %s', (attentionFirst) => {
  test.each(sizes)('the panels lie in the body of $columns×$rows, and none over another', (size) => {
    for (const vaults of [0, 3, 1_000]) {
      const shown = Object.values(overviewPlaces(size, needs({ vaults }, { attentionFirst }))).filter(
        ({ height }) => height > 0,
      );
      for (const { left, top, width, height } of shown) {
        expect(left + width).toBeLessThanOrEqual(size.columns);
        expect(top + height).toBeLessThanOrEqual(bodyHeight(size));
      }
      const pairs = shown.flatMap((one, index) => shown.slice(index + 1).map((other) => [one, other] as const));
      expect(pairs.filter(([one, other]) => overlap(one, other))).toEqual([]);
    }
  });

  test.each(several)('and at $columns×$rows they fill it', (size) => {
    const places = Object.values(overviewPlaces(size, needs({ vaults: 1, audits: 2 }, { attentionFirst })));
    for (let row = 0; row < bodyHeight(size); row += 1) {
      const here = places.filter(({ top, height }) => row >= top && row < top + height);
      const covered = here.reduce((sum, { width }) => sum + width, 0);
      expect(covered, `row ${row}`).toBeGreaterThanOrEqual(size.columns - 2);
    }
  });
});

test.each(several)('rows that the vaults do not need at $columns×$rows go to other panels of their column', (size) => {
  const before = overviewPlaces(size, needs());
  const after = overviewPlaces(size, needs({ vaults: 1 }));
  expect(after.vaults.height).toBeLessThan(before.vaults.height);
  const grown = panelIds.filter((id) => after[id].height > before[id].height);
  expect(grown.length).toBeGreaterThan(0);
  for (const id of grown) expect(after[id].left).toBe(before.vaults.left);
  // The title, the column titles, and the only row.
  expect(after.vaults.height).toBe(size.rows >= 30 ? 3 : 2);
});

test('a panel that wants nothing more is given nothing', () => {
  const { attention, running } = overviewPlaces({ columns: 200, rows: 50 }, needs({ attention: 2, running: 1_000 }));
  expect(attention.height).toBe(4);
  expect(running.height).toBe(bodyHeight({ columns: 200, rows: 50 }) - 4);
});

test.each(several)('once something is critical, attention is where the eye begins at $columns×$rows', (size) => {
  const { attention } = overviewPlaces(size, needs({}, { attentionFirst: true }));
  expect(attention).toMatchObject({ left: 0, top: 0 });
  expect(overviewPlaces(size, needs()).attention).not.toMatchObject({ left: 0, top: 0 });
});

test.each(focusable)('below 80×24 the panel with the focus is alone: %s', (focus) => {
  for (const size of [
    { columns: 60, rows: 16 },
    { columns: 79, rows: 50 },
    { columns: 200, rows: 23 },
  ]) {
    const places = overviewPlaces(size, needs({}, { focus }));
    expect(panelIds.filter((id) => places[id].height > 0)).toEqual([focus]);
    expect(places[focus].width).toBe(size.columns);
  }
});
