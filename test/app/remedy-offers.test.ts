// The remedies that the menu of a finding offers, on the rows that they change.
import { expect, test } from 'vitest';
import { offers } from '../../src/app/forms/start.ts';
import { handRuntime, now, scope, smallWorld, troubleRow } from '../components/fixtures.ts';

const there = 'eu-west-1';
const coverage = (name: string, state: string) => ({
  kind: 'resource',
  scope: scope(there),
  arn: `arn:aws:rds:${there}:111122223333:db:${name}`,
  name,
  type: 'RDS',
  state,
  why: { kind: 'selection' },
  selections: [],
});

function offered(finding: object) {
  const runtime = handRuntime({
    ...smallWorld,
    rows: {
      ...smallWorld.rows,
      attention: [
        troubleRow('trouble', there, { names: { first: ['one'], count: 1 }, createdAt: now, ...finding } as never),
      ],
      'region-settings': [
        { scope: scope(there), type: 'EBS', optedIn: true },
        { scope: scope(there), type: 'RDS', optedIn: false },
        { scope: scope('us-east-1'), type: 'RDS', optedIn: false },
      ],
      coverage: [coverage('one', 'in-no-plan'), coverage('two', 'in-no-plan'), coverage('three', 'covered')],
      'access-points': [{ scope: scope(there), arn: 'arn:1', name: 'look', createdAt: now }],
    } as never,
  });
  runtime.dispatch({ type: 'listRequested', resource: 'attention' });
  return offers(runtime.view().state, runtime.view())
    .filter(({ resource }) => resource.id !== 'attention')
    .map(({ resource, action, targets, leftOut, disabled }) => ({
      what: `${resource.id} ${action.id}`,
      // Without write access the rows are named as left out.
      rows: targets.length + leftOut.length,
      disabled,
    }));
}

test.each([
  [{ kind: 'opted-out', resourceType: 'RDS', evidence: { list: 'audits', params: {} } }, 'region-settings opt-in', 1],
  [
    { kind: 'not-covered', state: 'in-no-plan', evidence: { list: 'coverage', params: { state: 'in-no-plan' } } },
    'coverage add-to-plan',
    2,
  ],
  [
    { kind: 'access-point-stands', evidence: { list: 'access-points', params: { arn: 'arn:1' } } },
    'access-points delete',
    1,
  ],
])('$kind', (finding, what, rows) => {
  const offer = offered(finding).find((one) => one.what === what);
  expect(offer).toMatchObject({ rows });
  expect(offer?.disabled ?? '').not.toMatch(/no longer/);
});

test('what has no remedy offers none', () => {
  expect(offered({ kind: 'malware', evidence: { list: 'scan-jobs', params: { id: '1' } } })).toEqual([]);
  expect(offered({ kind: 'opted-out', resourceType: 'FSx', evidence: { list: 'audits', params: {} } })).toEqual([]);
  // Its evidence names no row: any access point could be meant.
  const params = { vaultName: 'look' };
  expect(offered({ kind: 'access-point-stands', evidence: { list: 'access-points', params } })).toEqual([]);
});
