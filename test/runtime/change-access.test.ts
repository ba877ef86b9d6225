import { expect, test } from 'vitest';
import type { Data } from '../../src/app/state/data.ts';
import type { Access } from '../../src/engine/access/access.ts';
import { changeAccounts, changeContext, changeProfile } from '../../src/engine/access/change-access.ts';
import type { WatchedPlace } from '../../src/engine/access/place.ts';
import { placeChanges } from '../../src/engine/access/place-changes.ts';
import { dataOf } from '../components/fixtures.ts';

const [management, member] = ['111111111111', '222222222222'];

const data = (more: Partial<Data> = {}): Data =>
  dataOf({
    rows: {},
    data: {
      accounts: new Map([
        [management, 'acme-management'],
        [member, 'acme-prod'],
      ]),
      connections: [{ id: 'prod', label: 'profile prod', identity: { accountId: management, arn: '' } }],
      profiles: ['dev', 'prod'],
      ...more,
    },
  });

/** Records its commands. */
function writtenAccess(reachable = false) {
  const done: unknown[] = [];
  const note =
    (name: string) =>
    (...words: unknown[]) => {
      done.push([name, ...words]);
      return reachable;
    };
  const access = {
    connect: note('connect'),
    disconnect: note('disconnect'),
    switchTo: note('switchTo'),
    setAccounts: note('setAccounts'),
    reachAccount: note('reachAccount'),
    place: () => ({ profiles }),
  };
  return { access: access as unknown as Access, done };
}

const profiles = { names: async () => ['dev', 'prod'], toConnection: (profile: string) => ({ id: profile, profile }) };

test.each([
  ['only', 'dev', 'Using profile dev', 'switchTo'],
  ['add', 'dev', 'Also using profile dev', 'connect'],
  ['add', 'prod', 'Profile prod is already in use.', undefined],
  ['remove', 'prod', 'At least one profile must stay in use.', undefined],
  ['only', 'nope', 'There is no profile "nope" in ~/.aws/config.', undefined],
] as const)(':profile %s %s: %s', (change, name, text, does) => {
  const { access, done } = writtenAccess();
  expect(changeProfile({ type: 'profile', change, name }, data(), access)[0]).toBe(text);
  expect(done.map((one) => (one as string[])[0])).toEqual(does ? [does] : []);
});

test.each([
  ['only', 'acme-p', {}, 'Watching only acme-prod (222222222222)', [member]],
  ['only', 'ACME-PROD', {}, 'Watching only acme-prod (222222222222)', [member]],
  ['remove', 'acme-prod', {}, 'acme-prod (222222222222) is no longer watched', [management]],
  [
    'add',
    member,
    { watchedAccounts: new Set([management]) },
    'Also watching acme-prod (222222222222)',
    [management, member],
  ],
  ['remove', 'acme-m', { watchedAccounts: new Set([management]) }, 'At least one account must be watched.', undefined],
  ['only', 'acme', {}, 'No known account has the name or id "acme".', undefined],
] as const)(':account %s %s', (change, name, more, text, watched) => {
  const { access, done } = writtenAccess();
  expect(changeAccounts({ type: 'account', change, name }, data(more), access)[0]).toBe(text);
  expect(done).toEqual(watched ? [['setAccounts', new Set(watched)]] : []);
});

test('an account that nobody named is reached by the role for all, or not at all', () => {
  const effect = { type: 'account', change: 'add', name: '333333333333' } as const;
  expect(changeAccounts(effect, data(), writtenAccess(true).access)[1]).toBe('good');
  expect(changeAccounts(effect, data(), writtenAccess(false).access)[0]).toContain(
    'The given credentials have no access to account',
  );
});

const watch = { cloudWatch: true };
const here: WatchedPlace = {
  place: { connections: [{ id: 'prod', profile: 'prod', write: true }], regions: ['eu-west-1'] },
  watch: { cloudWatch: true, cadences: { jobs: 30_000 } },
};

test(':context goes where the file says, or tells what is wrong with it', async () => {
  const place = { connections: [{ id: 'lab', profile: 'lab' }], regions: ['eu-west-1'] };
  const contexts = {
    names: () => ['lab', 'same', 'broken'],
    open: async (name: string) => {
      if (name === 'broken') throw new Error('which Region?');
      return name === 'same' ? here : { place, watch };
    },
  };
  const moved: WatchedPlace[] = [];
  const change = (name: string) =>
    changeContext({ type: 'context', name }, here, { contexts, moveTo: (there) => moved.push(there) });
  expect(await change('lab')).toEqual(['Context lab: read-only, profile lab, jobs at the default interval', 'good']);
  expect(moved).toEqual([{ place, watch }]);
  expect(await change('broken')).toEqual(['which Region?', 'warn']);
  expect((await change('none'))[0]).toBe('There is no context "none" in the config file.');
  expect(moved).toHaveLength(1);
  // Write mode is never taken over without a notice.
  expect(await change('same')).toEqual(['Context same: changes are allowed', 'warn']);
});

const feed = (...queues: string[]) => ({ queues, journal: { load: async () => [], append: async () => {} } });

test.each<[WatchedPlace, string[]]>([
  [here, ['changes are allowed']],
  [{ ...here, place: { ...here.place, regions: ['a', 'b', 'c'] } }, ['changes are allowed', '3 Regions']],
  [
    {
      place: { connections: [{ id: 'a' }, { id: 'b' }, { id: 'c' }], regions: ['eu-west-1'], allRegions: true },
      watch,
    },
    ['read-only', '3 sign-ins', 'all Regions', 'jobs at the default interval'],
  ],
  [
    {
      place: { connections: [{ id: '', endpointUrl: 'http://lab' }], regions: ['eu-west-1'], organization: true },
      watch: { cloudWatch: false, cadences: { jobs: 60_000, vaults: 300_000 }, feed: feed('q') },
    },
    [
      'read-only',
      'the default credentials',
      'whole organization',
      'at http://lab',
      'jobs every 1m00s',
      'vaults every 5m00s',
      'CloudWatch off',
      'live feed on',
    ],
  ],
])('what is other there: %#', (there, changes) => {
  expect(placeChanges(here, there)).toEqual(changes);
});
