// The page on findings has a row for each kind, with all that a person needs to know of it.
import { expect, test } from 'vitest';
import { kindsTable } from '../../config/tooling/documents/kinds-table.ts';
import { findingKinds } from '../../src/domain/attention/findings/finding-kind.ts';

test('each kind of finding has severity, meaning, example, next step and actions', () => {
  const rows = kindsTable()
    .split('\n')
    .slice(2)
    .map((line) => line.split(/(?<!\\)\|/).slice(1, -1));
  expect(rows.map(([kind]) => /`([\w-]+)`<br>(critical|warning|notice)/.exec(kind ?? '')?.[1])).toEqual(findingKinds);
  for (const row of rows) {
    expect(row).toHaveLength(5);
    expect(row.filter((cell) => cell.trim().length < 4)).toEqual([]);
  }
});
