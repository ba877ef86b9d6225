import { afterEach, expect, test } from 'vitest';
import { LiveContext } from '../../components/primitives/live.ts';
import { Table } from '../../components/primitives/table.tsx';
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
    <Table rows={many} keys={keys} columns={columns} width={40} height={21} top={0} cursorIndex={0} {...more} />
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

test('names that would be cut to the same text, and things of one name, are told apart', async () => {
  const named = ['production-database-1', 'production-database-2', 'web', 'web', 'web'];
  const ids = ['a', 'b', 'i-0a1b2c3d4e5f', 'i-9f8e7d6c5b4a', 'i-0a1b2c3d4e5f'];
  const rows = named.map((name, index): Row => ({ name, size: index }));
  const own: readonly Column<Row>[] = [{ ...columns[0]!, identity: ({ size }) => ids[size] }, columns[1]!];
  screen = await renderAt(table({ rows, keys: ids, columns: own, width: 28, cursorIndex: -1, heads: false }), 28, 21);
  const cells = screen.lines().map((line) => line.slice(3, 18).trimEnd());
  expect(cells.slice(0, 5)).toEqual([
    'product…abase-1',
    'product…abase-2',
    'web (i-0a1b2c)',
    'web (i-9f8e7d)',
    'web (i-0a1b2c)',
  ]);
});
