// Marked rows: escape removes the marks first, then the filter, and then leaves the list.
import { expect, test } from 'vitest';
import { handRuntime, smallWorld } from '../components/fixtures.ts';

test('escape takes back the marks, then the filter, and then leaves the list', () => {
  const runtime = handRuntime(smallWorld);
  runtime.dispatch({ type: 'listRequested', resource: 'vaults', params: {} });
  const press = (...keys: string[]) => {
    for (const key of keys) runtime.dispatch({ type: 'key', key });
    const screen = runtime.view().state.screens.at(-1);
    return screen?.kind === 'list' ? { marked: screen.marked.length, filter: screen.filter.text } : screen?.kind;
  };
  press('/', 'd', 'return');
  expect(press('space')).toEqual({ marked: 1, filter: 'd' });
  expect(press('escape')).toEqual({ marked: 0, filter: 'd' });
  expect(press('escape')).toEqual({ marked: 0, filter: '' });
  expect(press('escape')).toBe('overview');
});
