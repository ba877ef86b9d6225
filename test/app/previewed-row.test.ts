// The preview is about the row that an action would be about.
import { expect, test } from 'vitest';
import { keyedRows } from '../../src/app/list/cursor.ts';
import { previewedRow } from '../../src/app/list/previewed-row.ts';

const rowsOf = (...names: string[]) => ({ ...keyedRows(names), rows: names.map((name) => ({ name })) });
const previewed = (cursor: { readonly key?: string; readonly index: number }, ...names: string[]) =>
  previewedRow({ previewed: 'b', cursor: { top: 0, ...cursor } } as never, rowsOf(...names) as never);

test.each([
  ['rows came before it: the first one, where the cursor is that nobody has moved', { index: 0 }, ['a', 'b'], 'a'],
  ['the cursor stays on its row', { key: 'b', index: 0 }, ['a', 'b'], 'b'],
  ['until the cursor rests, the row that it left', { key: 'c', index: 2 }, ['a', 'b', 'c'], 'b'],
  ['its row has gone: the one under the cursor', { key: 'c', index: 1 }, ['a', 'c'], 'c'],
] as const)('%s', (_, cursor, names, expected) => {
  expect(previewed(cursor, ...names)).toEqual({ name: expected });
});
