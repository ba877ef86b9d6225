import { expect, test } from 'vitest';
import type { AnySnapshot, Data } from '../../src/app/state/data.ts';
import type { PollRequest } from '../../src/app/state/lists/poll-request.ts';
import { regionState } from '../../src/app/state/region-state.ts';
import type { AwsProblem } from '../../src/aws/errors/errors.ts';
import type { ResourceId } from '../../src/resources/resource-id.ts';

const now = Date.UTC(2026, 0, 15, 12);
const seconds = 1_000;
const denied: AwsProblem = { kind: 'denied', message: 'No.', nextStep: 'ask', retryable: false };

const request = (resource: ResourceId, region = 'eu-west-1'): PollRequest => ({
  kind: 'list',
  resource,
  params: {},
  priority: 0,
  scope: { accountId: '1', region, connection: '' },
});

function stateOf(responses: Partial<Record<ResourceId, Partial<AnySnapshot>>>) {
  const requests = (Object.keys(responses) as ResourceId[]).map((resource) => request(resource));
  const data = {
    now,
    localNow: now,
    snapshot: ({ resource }: PollRequest) => ({ rows: new Map(), version: 1, ...responses[resource] }),
  } as unknown as Data;
  return regionState('eu-west-1', requests, data);
}

const failure = { problem: denied, since: now, attempts: 1, retryAt: now };

test.each([
  ['nothing has come yet', { 'backup-jobs': {} }, 'loading', 'loading'],
  ['all has come', { 'backup-jobs': { loadedAt: now - 5 * seconds } }, 'fresh', ''],
  ['an answer takes long', { 'backup-jobs': { askingSince: now - 7 * seconds } }, 'slow', 'asking 7s'],
  [
    'a long answer comes page by page',
    { 'backup-jobs': { loadedAt: now }, audits: { askingSince: now - 40 * seconds, receivedAt: now - seconds } },
    'fresh',
    '',
  ],
  [
    'what stands there is of an earlier run',
    { 'backup-jobs': { loadedAt: now - 7_200 * seconds, restored: true } },
    'loading',
    'loading',
  ],
  [
    'the endpoint does not have everything',
    {
      'backup-jobs': { loadedAt: now },
      audits: { failure: { ...failure, problem: { ...denied, kind: 'not-offered' } } },
    },
    'fresh',
    'audits not offered',
  ],
  ['all is refused', { 'backup-jobs': { failure } }, 'failing', 'access denied'],
  [
    'one of two is refused',
    { 'backup-jobs': { loadedAt: now }, metrics: { failure } },
    'failing',
    'metrics: access denied',
  ],
  [
    'two of three are refused, each in its way',
    {
      'backup-jobs': { loadedAt: now },
      metrics: { failure },
      audits: { failure: { ...failure, problem: { ...denied, kind: 'throttled' } } },
    },
    'failing',
    'metrics: access denied, audits too',
  ],
  [
    'one of two is old',
    { 'backup-jobs': { loadedAt: now, askedAt: now - 1_000 * seconds }, vaults: { loadedAt: now, askedAt: now } },
    'stale',
    'backup jobs stale',
  ],
  [
    'three are refused and one is not',
    { vaults: { loadedAt: now }, 'backup-jobs': { failure }, 'copy-jobs': { failure }, 'restore-jobs': { failure } },
    'failing',
    '3 lists: access denied',
  ],
  [
    'jobs have not come for long',
    { 'backup-jobs': { loadedAt: now, askedAt: now - 1_000 * seconds } },
    'stale',
    'stale',
  ],
] as const)('when %s', (_, responses, condition, text) => {
  expect(stateOf(responses)).toMatchObject({ condition, text });
});

test('the age is that of what is asked most often: vaults five minutes old are no sign of trouble', () => {
  const state = stateOf({ 'backup-jobs': { loadedAt: now - 4 * seconds }, vaults: { loadedAt: now - 290 * seconds } });
  expect(state).toMatchObject({ condition: 'fresh', loadedAt: now - 4 * seconds });
});

test('jobs of a kind that is idle are asked for less often, which makes no Region old', () => {
  const responses = {
    'backup-jobs': { loadedAt: now - 4 * seconds },
    'restore-jobs': { loadedAt: now - 100 * seconds },
  };
  expect(stateOf(responses)).toMatchObject({ condition: 'fresh', loadedAt: now - 4 * seconds });
});

test('a Region that fails still tells how old its rows are', () => {
  expect(stateOf({ 'backup-jobs': { loadedAt: now - 60 * seconds, failure } }).loadedAt).toBe(now - 60 * seconds);
});

test('while jobs are refused the age is that of the lists that came: there is data', () => {
  const responses = { 'backup-jobs': { failure }, vaults: { loadedAt: now - 9 * seconds } };
  expect(stateOf(responses)).toMatchObject({ condition: 'failing', loadedAt: now - 9 * seconds });
});
