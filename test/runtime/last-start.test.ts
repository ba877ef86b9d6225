// What one start saves for the next one: the places that it looked at, and by whom.
import { expect, test } from 'vitest';
import type { Scope } from '../../src/domain/scope.ts';
import { savedStart, toLastStart } from '../../src/runtime/last-start.ts';

const scope = (accountId: string, region: string, connection: string): Scope => ({ accountId, region, connection });
const scopes = [
  scope('111111111111', 'us-east-1', 'prod'),
  scope('111111111111', 'eu-west-1', 'prod'),
  scope('222222222222', 'eu-west-1', 'test'),
];
const identities = new Map([
  ['prod', 'AWS arn:aws:iam::111111111111:role/reader'],
  ['test', 'AWS arn:aws:iam::222222222222:role/reader'],
]);
const organizationScopes: Scope[] = [
  { ...scope('111111111111', 'us-east-1', 'prod'), organization: true },
  scope('222222222222', 'eu-west-1', 'test'),
];

const throughJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

test('comes back as it was', () => {
  expect(toLastStart(throughJson(savedStart({ scopes }, identities)))).toEqual({ scopes, identities });
  const whole = { scopes, organizationScopes, identities };
  expect(toLastStart(throughJson(savedStart({ scopes, organizationScopes }, identities)))).toEqual(whole);
});

test('is not saved before every connection has signed in', () => {
  expect(savedStart({ scopes: [] }, identities)).toBeUndefined();
  expect(savedStart({ scopes }, new Map([['prod', 'AWS someone']]))).toBeUndefined();
});

test('900 account-Regions fit beside the image of a screen', () => {
  const many = Array.from({ length: 900 }, (_, index) =>
    scope(String(100_000_000_000 + Math.floor(index / 6)), `ap-southeast-${index % 6}`, 'organization'),
  );
  const saved = savedStart({ scopes: many }, new Map([['organization', 'AWS reader']]));
  expect(JSON.stringify(saved).length).toBeLessThan(25_000);
  expect(toLastStart(throughJson(saved))?.scopes).toEqual(many);
});

test.each([
  undefined,
  null,
  'text',
  {},
  { connections: [['a']], regions: [], scopes: [] },
  { connections: [['a', 'b']], regions: [1], scopes: [] },
  { connections: [['a', 'b']], regions: ['us-east-1'], scopes: [['1', 0]] },
  { connections: [['a', 'b']], regions: ['us-east-1'], scopes: [['1', 0, 0, 2]] },
  { connections: [['a', 'b']], regions: ['us-east-1'], scopes: [['1', 0, 0]], organizationScopes: 1 },
])('a file that is none of ours gives none: %j', (saved) => {
  expect(toLastStart(saved)).toBeUndefined();
});

test('a place outside of the lists is left out', () => {
  const saved = {
    connections: [['a', 'b']],
    regions: ['us-east-1'],
    scopes: [
      ['1', 0, 0],
      ['1', 7, 0],
      ['1', 0, -1],
    ],
  };
  expect(toLastStart(saved)?.scopes).toEqual([scope('1', 'us-east-1', 'a')]);
});
