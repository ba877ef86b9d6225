// h and l: columns that do not fit come into view, and no list is emptied.
import { expect, test } from 'vitest';
import { tableGutter } from '../../src/app/layout.ts';
import { columnFacts, listColumns } from '../../src/app/list/list-columns.ts';
import { fitColumns } from '../../src/app/list/table-layout.ts';
import type { ListScreen } from '../../src/app/state/state.ts';
import { listIds } from '../../src/resources/resource-id.ts';
import { handRuntime, smallWorld } from '../components/fixtures.ts';

test.each(listIds)('the list of %s', (resource) => {
  for (const width of [60, 80, 120, 200, 400]) {
    const runtime = handRuntime(smallWorld, width, 24);
    runtime.dispatch({ type: 'listRequested', resource });
    const screen = () => runtime.view().state.screens.at(-1) as ListScreen;
    const columns = listColumns(columnFacts(screen(), width, runtime.view().data));
    const shown = () =>
      fitColumns(columns, width - tableGutter, screen().skippedColumns).map(({ column }) => column.id);
    const before = shown();
    const seen = new Set(before);
    let presses = 0;
    for (let last = -1; last !== screen().skippedColumns; presses += 1) {
      last = screen().skippedColumns;
      runtime.dispatch({ type: 'key', key: 'l' });
      for (const id of shown()) seen.add(id);
    }
    // Every column was in view, the last one still is, and a list that fits has not moved.
    expect(seen.size).toBe(columns.length);
    expect(shown()).toContain(columns.at(-1)?.id);
    if (before.length === columns.length) expect(shown()).toEqual(before);
    for (let press = 1; press < presses; press += 1) runtime.dispatch({ type: 'key', key: 'h' });
    expect(shown()).toEqual(before);
  }
});
