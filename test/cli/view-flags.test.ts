// The list that the dashboard opens first.
import { expect, test } from 'vitest';
import type { SavedView } from '../../src/app/state/saved-view.ts';
import { readDashboardArguments } from '../../src/cli/dashboard/arguments.ts';
import { readView } from '../../src/cli/dashboard/view-flags.ts';

const views = new Map<string, SavedView>([['mine', { resource: 'vaults', params: {}, filter: 'prod' }]]);

test('a list with its filter, order and parameters, and a saved view', () => {
  expect(readView({ view: 'backup-jobs', filter: 'state:FAILED', sort: '-size', param: ['planId=x'] }, views)).toEqual({
    resource: 'backup-jobs',
    params: { planId: 'x' },
    filter: 'state:FAILED',
    sort: { column: 'size', descending: true },
  });
  expect(readView({ view: 'mine', sort: 'age' }, new Map([['mine', { resource: 'backup-jobs', params: {} }]]))).toEqual(
    {
      resource: 'backup-jobs',
      params: {},
      sort: { column: 'age', descending: false },
    },
  );
  expect(readView({}, views)).toBeUndefined();
});

test.each([
  [{ filter: 'x' }, '--filter requires --view'],
  [{ sort: 'x' }, '--sort requires --view'],
  [{ param: ['x=y'] }, '--param requires --view'],
  [{ view: 'vualts' }, 'there is no view or list "vualts". Did you mean vaults?'],
  [{ view: 'metrics' }, 'there is no view or list "metrics"'],
  [{ view: 'vaults', sort: 'nothing' }, 'vaults have no column "nothing"'],
  [{ view: 'vaults', param: ['x=y'] }, 'vaults have no parameter "x"'],
] as const)('%j is refused in one sentence', (values, sentence) => {
  expect(() => readView(values, views)).toThrow(sentence);
});

test('the words of the command line', () => {
  const args = readDashboardArguments(['--demo', '--view', 'runs', '--sort', '-at', '-f', 'failed']);
  expect(args.firstView).toEqual({
    resource: 'runs',
    params: {},
    filter: 'failed',
    sort: { column: 'at', descending: true },
  });
});
