// The verdict of `check` about scopes that it could not read, and about lists that it does not know.
import { expect, test } from 'vitest';
import type { Data } from '../../src/app/state/data.ts';
import { everywhere } from '../../src/app/state/lists/list-requests.ts';
import type { AwsProblem } from '../../src/aws/errors/errors.ts';
import { judge } from '../../src/cli/check/judge.ts';
import { stateOf } from '../../src/cli/check/report.ts';
import type { RolePattern } from '../../src/engine/access/place.ts';
import { attentionSources } from '../../src/resources/derived/derived.ts';
import { dataOf, scope } from '../components/fixtures.ts';

const denied: AwsProblem = { kind: 'denied', message: 'It is denied.', nextStep: 'Ask.', retryable: false };
const throttled: AwsProblem = { ...denied, kind: 'throttled', message: 'Too many.', retryable: true };
const roles: RolePattern = { role: { id: 'r', roleArn: 'arn:aws:iam::*:role/R' }, include: [], exclude: [] };

interface Case {
  readonly data?: Partial<Data>;
  readonly failing?: Readonly<Record<string, AwsProblem>>;
  readonly allRegions?: boolean;
  readonly roles?: RolePattern;
}

function verdict({ data: more = {}, failing = {}, ...place }: Case) {
  const data = dataOf({ rows: {}, failing, data: more });
  const requests = attentionSources.flatMap((source) => everywhere(source, data));
  const report = judge(
    { data, requests, place },
    { from: 'notice', without: [], evaluated: { places: [], collected: [], accounts: () => [], problems: [] } },
  );
  return { report, state: stateOf(report) };
}

const way = (one: 'all' | 'each' | 'own') => new Map([['us-east-1', one]]);

test.each<[string, Case, string[]]>([
  ['everything answered', {}, []],
  [
    'a connection does not sign in',
    { data: { connections: [{ id: 'a', label: 'profile a', problem: denied }] } },
    ['profile a: It is denied.'],
  ],
  ['nobody is signed in', { data: { scopes: [] } }, ['AWS did not return the identity of the credentials in time']],
  ['nobody may sign in', { data: { scopes: [], identityProblem: denied } }, ['It is denied.']],
  [
    'Regions are not told',
    { allRegions: true, data: { regionsProblem: denied } },
    ['Regions of the account: It is denied.'],
  ],
  ['Regions are late', { allRegions: true }, ['Regions of the account: no answer in time']],
  ['Regions are told', { allRegions: true, data: { knownRegions: ['us-east-1'] } }, []],
  ['accounts are late', { data: { isListingAccounts: true } }, ['accounts of the organization: no answer in time']],
  [
    'jobs of others are not told',
    { data: { organization: { ways: way('own'), problem: denied } } },
    ['accounts of the organization: It is denied.'],
  ],
  [
    'each account is asked for itself',
    { data: { organization: { ways: way('each'), accounts: 3, problem: denied } } },
    [],
  ],
  ['accounts have no names', { data: { organization: { ways: way('all'), problem: denied } } }, []],
  [
    'roles are for accounts that are not listed',
    { roles, data: { organization: { ways: way('all'), problem: denied } } },
    ['accounts of the organization: It is denied.'],
  ],
])('%s', (_, given, unanswered) => {
  const { report, state } = verdict(given);
  expect(report.unanswered).toEqual(unanswered);
  expect(state).toBe(unanswered.length === 0 ? 0 : 3);
});

test('each list is told with the reason, and the places by their names', () => {
  const accounts = new Map([['111122223333', 'shop-prod']]);
  const { report } = verdict({ failing: { 'us-east-1': denied, 'eu-west-1': throttled }, data: { accounts } });
  expect(report.unanswered).toContain('audits: access denied in shop-prod/us-east-1');
  expect(report.unanswered).toContain('scan-jobs: throttled in shop-prod/eu-west-1');
  expect(report.unanswered).toHaveLength(2 * attentionSources.length);
  expect(report.lists.filter(({ list }) => list === 'region-settings').map(({ state }) => state)).toEqual([
    'refused',
    'unknown',
  ]);
});

test('of many places some are named', () => {
  const scopes = Array.from({ length: 25 }, (_, index) => ({ ...scope('us-east-1'), accountId: `${index}` }));
  const { report } = verdict({ failing: { 'us-east-1': denied }, data: { scopes } });
  expect(report.unanswered[0]).toMatch(/^backup-jobs: access denied in 0\/us-east-1, .* and 15 more$/);
  expect(report.lists).toHaveLength(25 * attentionSources.length);
});
