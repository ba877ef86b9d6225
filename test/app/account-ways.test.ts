// From an account to its lists: in all of its Regions, also where no credentials reach it, and nowhere else.
import { expect, test } from 'vitest';
import { runCommand } from '../../src/app/command-line/commands.ts';
import { listRequests } from '../../src/app/state/lists/list-requests.ts';
import { followDrillDown, listScreen, possibleDrillDowns } from '../../src/app/state/open.ts';
import { currentScreen, initialState } from '../../src/app/state/state.ts';
import type { AccountSummary } from '../../src/domain/attention/lists/account-summary.ts';
import type { Scope } from '../../src/domain/scope.ts';
import { resources } from '../../src/resources/index.ts';
import { derivedRequests } from '../../src/runtime/lists/derived-requests.ts';
import { dataOf } from '../components/fixtures.ts';

const management: Scope = { accountId: '111122223333', region: 'eu-west-1', connection: 'management' };
const member: Scope = { ...management, accountId: '444455556666' };
const row: AccountSummary = {
  scope: member,
  accountId: member.accountId,
  name: 'dev',
  regions: ['eu-west-1', 'us-east-1'],
  unread: [],
  readBy: 'arn',
  throughOrganization: true,
};
const data = {
  ...dataOf({ rows: {} }),
  scopes: [management, { ...management, region: 'us-east-1' }],
  organizationScopes: ['eu-west-1', 'us-east-1'].map((region) => ({
    ...management,
    region,
    organization: true as const,
  })),
};
const selected = {
  resource: resources.accounts,
  key: resources.accounts.key(row),
  row,
  listedIn: [member],
  reaches: () => false,
};
const state = { ...initialState({ columns: 80, rows: 24 }) };

test('no credentials reach the account: its lists are there all the same', () => {
  expect(possibleDrillDowns(selected).map(({ to }) => to)).toEqual([
    'attention',
    'backup-jobs',
    'copy-jobs',
    'restore-jobs',
    'protection',
  ]);
});

test.each(possibleDrillDowns(selected))('$to in the Regions of the account alone', (way) => {
  const screen = currentScreen(followDrillDown(state, selected, way));
  if (screen.kind !== 'list') throw new Error('No list is open.');
  const requests = listRequests(screen, data);
  expect(requests.map(({ scope }) => scope)).toEqual([member, { ...member, region: 'us-east-1' }]);
  expect(derivedRequests(requests, data)).toEqual(requests);
});

test('a list that nothing narrows is of the whole organization', () => {
  const requests = derivedRequests(listRequests(listScreen('accounts'), data), data);
  expect(requests.map(({ scope }) => [scope.region, scope.organization ?? false])).toEqual([
    ['eu-west-1', false],
    ['eu-west-1', true],
  ]);
});

test.each(['sort.next', 'sort.previous'] as const)('%s comes by every column once', (command) => {
  const screens = [state.screens[0], listScreen('accounts')] as const;
  let now = { ...state, screens } as typeof state;
  const seen: string[] = [];
  const context = { data, rowsOf: () => ({ rows: [], keys: [], indexOf: new Map(), total: 0 }) } as never;
  for (const _ of resources.accounts.columns) {
    now = runCommand(now, { type: 'commanded', command }, context).state as typeof state;
    const screen = currentScreen(now);
    if (screen.kind === 'list') seen.push(screen.sort.column);
  }
  expect(seen.toSorted()).toEqual(resources.accounts.columns.map(({ id }) => id).toSorted());
});
