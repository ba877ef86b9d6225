import { renderToString } from 'ink';
import { expect, test } from 'vitest';
import { Section } from '../../components/primitives/section.tsx';
import { SmallTable } from '../../components/primitives/small-table.tsx';
import { detailHeight, sectionHeight } from '../../src/app/detail/detail-view.ts';
import { displayWidth } from '../../src/lib/text/text.ts';
import type { Column, DetailSection as SectionOf } from '../../src/resources/resource.ts';

interface Rule {
  readonly name: string;
  readonly cron: string;
  readonly days: number;
}

const columns: readonly Column<Rule>[] = [
  { id: 'name', title: 'RULE', width: 'grow', keep: 100, text: ({ name }) => name },
  { id: 'cron', title: 'SCHEDULE', width: 22, keep: 60, text: ({ cron }) => cron },
  { id: 'days', title: 'KEPT', width: 6, keep: 80, align: 'right', text: ({ days }) => `${days}d` },
];

const rules: readonly Rule[] = [
  { name: 'daily', cron: 'cron(0 5 ? * * *)', days: 35 },
  { name: '週次', cron: 'cron(0 5 ? * SUN *)', days: 365 },
];

const drawn = (width: number, rows: readonly Rule[] = rules) =>
  renderToString(<SmallTable columns={columns} rows={rows} width={width} now={0} />, { columns: 200 }).split('\n');

test("a plan's rules, drawn by ink-table", () => {
  expect(drawn(80)).toEqual([
    '┌───────┬─────────────────────┬──────┐',
    '│ RULE  │ SCHEDULE            │ KEPT │',
    '├───────┼─────────────────────┼──────┤',
    '│ daily │ cron(0 5 ? * * *)   │  35d │',
    '├───────┼─────────────────────┼──────┤',
    '│ 週次  │ cron(0 5 ? * SUN *) │ 365d │',
    '└───────┴─────────────────────┴──────┘',
  ]);
});

test.each([80, 40, 34, 30, 22, 18])('is never wider than %i cells', (width) => {
  const long = [...rules, { name: 'a-very-long-name-'.repeat(9), cron: '', days: 1 }];
  const widths = drawn(width, long).map(displayWidth);
  expect(Math.max(...widths)).toBeLessThanOrEqual(width);
  expect(new Set(widths).size).toBe(1);
});

const sections: readonly SectionOf[] = [
  {
    kind: 'fields',
    title: 'About',
    fields: [
      { label: 'Name', text: 'x' },
      { label: 'ARN', text: 'arn:aws:x' },
    ],
  },
  { kind: 'table', title: 'Rules', columns, rows: rules, empty: 'no rules' },
  { kind: 'table', title: 'Selections', columns, rows: [], empty: 'no selections' },
];

test.each(sections)('section "$title" is as high as the scrolling reckons', (section) => {
  const height = renderToString(<Section section={section} width={78} now={0} />, { columns: 80 }).split('\n').length;
  expect(height).toBe(sectionHeight(section));
});

test('heights add up', () => {
  expect(detailHeight(sections)).toBe(4 + 9 + 3);
});
