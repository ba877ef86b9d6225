import { afterEach, expect, test } from 'vitest';
import { LiveContext } from '../../components/live.ts';
import { Table } from '../../components/table.tsx';
import type { Column } from '../../src/resources/resource.ts';
import { type Rendered, renderAt } from '../support/render-at.ts';
import { dataOf, smallWorld } from './fixtures.ts';

interface Row {
  readonly name: string;
  readonly size: number;
}

let calls = 0;
const columns: readonly Column<Row>[] = [
  {
    id: 'name',
    title: 'NAME',
    width: 'grow',
    keep: 100,
    text: ({ name }) => {
      calls += 1;
      return name;
    },
  },
  { id: 'size', title: 'SIZE', width: 8, keep: 50, align: 'right', text: ({ size }) => `${size}` },
];

const many = Array.from({ length: 100_000 }, (_, index): Row => ({ name: `row-${index}`, size: index }));
const keys = many.map(({ name }) => name);

let screen: Rendered;
afterEach(() => screen.unmount());

const data = dataOf(smallWorld);
const live = { data: () => data, subscribe: () => () => {} };

const table = (more: Partial<Parameters<typeof Table>[0]> = {}) => (
  <LiveContext value={live}>
    <Table {...{ rows: many, keys, columns, width: 40, height: 21, top: 0, cursorIndex: 0 }} {...more} />
  </LiveContext>
);

test('of 100,000 rows only those in view are looked at, and of those only the ones that changed', async () => {
  calls = 0;
  screen = await renderAt(table(), 40, 21);
  expect(calls).toBe(20);
  await screen.rerender(table({ cursorIndex: 1 }));
  expect(calls).toBe(20);
  await screen.rerender(table({ cursorIndex: 20, top: 1 }));
  expect(calls).toBe(21);
  await screen.rerender(table({ cursorIndex: 99_999, top: 99_980 }));
  expect(screen.lines().at(-1)).toBe('›  row-99999                       99999');
});

test('heads are aligned as their columns, and the sorted one has an arrow', async () => {
  screen = await renderAt(table({ sort: { column: 'size', descending: true } }), 40, 21);
  expect(screen.lines().slice(0, 2)).toEqual([
    '   NAME                            SIZE▼',
    '›  row-0                               0',
  ]);
});

test('a narrow table drops what is least worth keeping', async () => {
  screen = await renderAt(table({ width: 20 }), 40, 21);
  expect(screen.lines()[0]).toBe('   NAME');
});
