// The problems that a panel names.
import { expect, test } from 'vitest';
import { troubles } from '../../components/panels/troubles.ts';
import { everywhere } from '../../src/app/state/lists/list-requests.ts';
import type { PollRequest } from '../../src/app/state/lists/poll-request.ts';
import { dataOf, smallWorld } from '../components/fixtures.ts';

const notStored = {
  kind: 'not-stored',
  message: 'The store has no answer.',
  nextStep: 'wait',
  retryable: false,
} as const;

function troublesWhere(isUnknown: (request: PollRequest) => boolean) {
  const known = dataOf(smallWorld);
  const failure = { problem: notStored, since: 0, attempts: 1, retryAt: 0 };
  const snapshot = (request: PollRequest) => (isUnknown(request) ? { version: 1, failure } : known.snapshot(request));
  const data = { ...known, snapshot };
  return troubles(everywhere('newest-runs', data), data).map(({ lists, problem }) => [problem.kind, lists]);
}

const isList = (request: PollRequest, name: string) => request.kind === 'list' && request.resource === name;

test('a list that follows from others names those that are unknown, or itself where they are known', () => {
  expect(troublesWhere((request) => isList(request, 'newest-runs'))).toEqual([['not-stored', []]]);
  expect(troublesWhere((request) => isList(request, 'newest-runs') || isList(request, 'backup-jobs'))).toEqual([
    ['not-stored', ['backup jobs']],
  ]);
  expect(troublesWhere(() => false)).toEqual([]);
});
