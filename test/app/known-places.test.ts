// For which accounts and Regions the absence of a finding means something.
import { expect, test } from 'vitest';
import { knownPlaces } from '../../src/app/attention/known-places.ts';
import type { PollRequest } from '../../src/app/state/lists/poll-request.ts';
import { dataOf, smallWorld } from '../components/fixtures.ts';

const account = '111122223333';

function placesWhere(isMissing: (request: PollRequest) => boolean, more: Parameters<typeof dataOf>[0]['data'] = {}) {
  const { snapshot, ...data } = { ...dataOf(smallWorld), ...more };
  return knownPlaces({ ...data, snapshot: (request) => (isMissing(request) ? undefined : snapshot(request)) });
}

test('a place is known where every list that findings rest on was answered', () => {
  const { places, isKnown } = placesWhere(
    ({ resource, scope }) => resource === 'vaults' && scope.region === 'us-east-1',
  );
  expect(places).toContain(`${account}/us-east-1`);
  expect(places.filter(isKnown)).toEqual(places.filter((place) => place !== `${account}/us-east-1`));
  expect(isKnown(`${account}/sa-east-1`)).toBe(false);
});

test('metrics are no ground for a finding', () => {
  const { places, isKnown } = placesWhere(({ resource }) => resource === 'metrics');
  expect(places.every(isKnown)).toBe(true);
});

test('where the organization does not answer, no account of that Region is known', () => {
  const ofAll = { accountId: account, region: 'us-east-1', connection: '', organization: true } as const;
  const data = { organizationScopes: [ofAll], accounts: new Map([['444455556666', 'dev']]) };
  const answered = placesWhere(() => false, data);
  expect(answered.isKnown('444455556666/us-east-1')).toBe(true);
  const refused = placesWhere(({ resource, scope }) => resource === 'copy-jobs' && scope.organization === true, data);
  expect(refused.isKnown('444455556666/us-east-1')).toBe(false);
  expect(refused.isKnown(`${account}/us-east-1`)).toBe(false);
});
