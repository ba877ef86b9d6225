// Tab in a filter: columns, then values of the rows, one after the other.
import { expect, test } from 'vitest';
import { completions } from '../../src/app/command-line/command-line.ts';
import { filterCompletions, filterNames } from '../../src/app/list/filter-completions.ts';
import type { ListScreen } from '../../src/app/state/state.ts';
import { resources } from '../../src/resources/index.ts';
import { listIds } from '../../src/resources/resource-id.ts';
import { filterColumns } from '../../src/runtime/lists/list-query-of.ts';
import { parseFilter } from '../../src/store/query/filter-language.ts';
import { dataOf, handRuntime, job, now, smallWorld } from '../components/fixtures.ts';

const rows = [
  job('a', 'us-east-1', { vaultName: 'prod-main' }),
  job('b', 'eu-west-1', { vaultName: 'Old Vault' }),
  job('c', 'us-east-1', { vaultName: 'prod-copies', state: 'FAILED' }),
];
const found = { rows, now, accounts: new Map([['111122223333', 'acme']]) };

test.each([
  ['va', ['vault:']],
  ['prod !va', ['prod !vault:']],
  ['vault:', ['vault:"Old Vault"', 'vault:prod-copies', 'vault:prod-main']],
  ['vault:MAIN', ['vault:prod-main']],
  ['state:', ['state:COMPLETED', 'state:FAILED']],
  ['region:eu', ['region:eu-west-1']],
  ['account:', ['account:acme']],
  ['age:', ['age:<1h', 'age:<24h', 'age:<7d', 'age:>30d']],
  ['size:>1', ['size:>1GB', 'size:>100GB']],
  ['nothing:', []],
  ['/a', []],
])('%j may become %j', (text, expected) => {
  expect(filterCompletions('backup-jobs', text, found)).toEqual(expected);
});

test('every name and comparison of every list is one that its filter knows', () => {
  for (const id of listIds) {
    const columns = filterColumns(resources[id]);
    expect(filterNames(resources[id]).toSorted()).toEqual(Object.keys(columns).toSorted());
    for (const name of filterNames(resources[id])) {
      for (const typed of filterCompletions(id, `${name}:`)) {
        expect(parseFilter(typed, columns), typed).toMatchObject({ terms: [{ kind: 'compares' }], unfinished: [] });
      }
    }
  }
});

test('the command line completes the filter of a list as well', () => {
  const data = dataOf(smallWorld);
  expect(completions('jobs /va', data)).toEqual(['jobs /vault:']);
  expect(completions('vaults age:>', data)).toEqual(['vaults age:>30d']);
  expect(completions('coverage by', data)).toContain('coverage by type');
});

test('tab and shift+tab go round, typing goes on from there, and one candidate is taken', () => {
  const runtime = handRuntime({ ...smallWorld, rows: { ...smallWorld.rows, 'backup-jobs': rows } });
  const press = (...keys: string[]) => {
    for (const key of keys) runtime.dispatch({ type: 'key', key });
    return (runtime.view().state.screens.at(-1) as ListScreen).filter.text;
  };
  runtime.dispatch({ type: 'listRequested', resource: 'backup-jobs' });
  expect(press('/', ...'vau', 'tab')).toBe('vault:');
  expect(press('tab')).toBe('vault:"Old Vault"');
  expect(press('tab')).toBe('vault:prod-copies');
  expect(press('shift+tab')).toBe('vault:"Old Vault"');
  expect(press('tab', 'space', ...'st', 'tab')).toBe('vault:prod-copies state:');
  expect(press('tab')).toBe('vault:prod-copies state:FAILED');
});
