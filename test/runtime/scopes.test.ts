import { expect, test } from 'vitest';
import type { ConnectionState, OrganizationWay } from '../../src/app/state/data.ts';
import { scopeKey } from '../../src/domain/scope.ts';
import { directScopes, organizationScopes, routeOf, type ScopeInputs } from '../../src/engine/access/scopes.ts';

const [management, member, stranger] = ['111111111111', '222222222222', '999999999999'];
const [east, west] = ['us-east-1', 'eu-west-1'];

const signedIn = (id: string, accountId: string): ConnectionState => ({
  id,
  label: id,
  identity: { accountId, arn: `arn:aws:iam::${accountId}:user/me` },
});

const reach = (more: Partial<ScopeInputs> = {}): ScopeInputs => ({
  connections: [signedIn('base', management), signedIn('role', member)],
  regions: [east, west],
  ...more,
});

const inOrganization = (
  ways: Record<string, OrganizationWay> = {},
  members = [management, member, '333333333333'],
) => ({
  organization: {
    connection: 'base',
    accountId: management,
    ways: new Map(Object.entries(ways)),
    members: new Set(members),
  },
});

const keys = (scopes: Parameters<typeof scopeKey>[0][] | undefined) => scopes?.map(scopeKey);

test('every account in every Region, and an account once', () => {
  expect(keys(directScopes(reach()))).toEqual([
    `base/${management}/${east}`,
    `base/${management}/${west}`,
    `role/${member}/${east}`,
    `role/${member}/${west}`,
  ]);
  const twice = [signedIn('base', management), signedIn('again', management), { id: 'unknown', label: 'unknown' }];
  expect(keys(directScopes(reach({ connections: twice, regions: [east] })))).toEqual([`base/${management}/${east}`]);
  expect(keys(directScopes(reach({ only: new Set([member]), regions: [east] })))).toEqual([`role/${member}/${east}`]);
});

test.each<[string, Partial<ScopeInputs>, string[]]>([
  ['all in one call', inOrganization(), ['base/*/us-east-1']],
  [
    'each account by its id',
    inOrganization({ [east]: 'each' }),
    [`base/${management}/${east}`, `base/${member}/${east}`, `base/333333333333/${east}`],
  ],
  [
    'only those signed in to',
    inOrganization({ [east]: 'own' }),
    [`base/${management}/${east}`, `role/${member}/${east}`],
  ],
  ['one account picked', { ...inOrganization(), only: new Set([member]) }, [`base/${member}/${east}`]],
  [
    'a profile of an account outside is asked beside it',
    { ...inOrganization(), connections: [signedIn('base', management), signedIn('other', stranger)] },
    ['base/*/us-east-1', `other/${stranger}/${east}`],
  ],
])('jobs of the organization: %s', (_, more, expected) => {
  const here = reach({ regions: [east], ...more });
  expect(keys(organizationScopes(here, directScopes(here)))).toEqual(expected);
});

test('without --org there is no organization to ask', () => {
  expect(organizationScopes(reach(), directScopes(reach()))).toBeUndefined();
});

test('a question finds the credentials that act in its account', () => {
  const at = (accountId: string, connection = 'base') => ({ accountId, region: east, connection });
  const here = reach(inOrganization());
  expect(routeOf(at(management), here, false)).toEqual({ scope: at(management) });
  expect(routeOf(at(member), here, false)).toEqual({ scope: at(member, 'role') });
  expect(routeOf(at('333333333333'), here, false)).toBeUndefined();
  // Jobs come through the organization, within the budget of the account that sends the requests.
  expect(routeOf(at('333333333333'), here, true)).toEqual({ scope: at(management), account: '333333333333' });
  const everybody = { ...at(management), organization: true as const };
  expect(routeOf(everybody, here, true)).toEqual({ scope: at(management), account: '*' });
  // Before an identity is known, requests are sent unchanged.
  expect(routeOf(at('', 'base'), reach({ connections: [] }), false)).toEqual({ scope: at('', 'base') });
});
