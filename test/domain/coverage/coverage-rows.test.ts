import { expect, test } from 'vitest';
import type { CoverageState } from '../../../src/domain/coverage/coverage-row.ts';
import type { InventoryResource } from '../../../src/domain/coverage/inventory.ts';
import {
  arnOf,
  day,
  five,
  hour,
  job,
  listed,
  noon,
  point,
  rule,
  running,
  scope,
  selection,
} from '../attention/facts-of.ts';
import { type CoverageEstate, coverageOf, regionRow, resourceRow } from './coverage-of.ts';
import { inventoried } from './inventory-rows.ts';
import { optInsWith } from './scheduled-run.ts';

const daily = { backup: 'daily' };
const shop = inventoried('shop', { tags: daily });
const untagged = inventoried('shop');
const named = selection({ id: 'named', name: 'named', tags: [], resources: [arnOf('shop')] });
const at = 'eu-west-1:111122223333';
const volumeArn = `arn:aws:ec2:${at}:volume/vol-1`;
const instanceArn = `arn:aws:ec2:${at}:instance/i-1`;
const volume = (more: Partial<InventoryResource> = {}) => inventoried('shop', { arn: volumeArn, type: 'EBS', ...more });
const instance = inventoried('web', { arn: instanceArn, type: 'EC2', tags: daily });
const stackArn = `arn:aws:cloudformation:${at}:stack/app/1`;
const stack = inventoried('app', { arn: stackArn, type: 'CloudFormation', tags: daily });
const continuous = { status: 'AVAILABLE', createdAt: noon - 200 * day } as const;

const cases: readonly (readonly [name: string, estate: CoverageEstate, state: CoverageState, why?: object])[] = [
  ['a fresh point of its plan', { inventory: [shop], points: [point('shop', five)] }, 'protected'],
  ['a point that is too old', { inventory: [shop], points: [point('shop', noon - 3 * day)] }, 'too-old'],
  [
    'an objective that is stricter than the schedule',
    { inventory: [shop], points: [point('shop', five)], objectives: [{ everyMs: 2 * hour }] },
    'too-old',
  ],
  ['its next run is under way', { inventory: [shop], points: [point('shop', noon - 25 * hour)] }, 'protected'],
  ['a plan, and no point', { inventory: [shop] }, 'never-backed-up'],
  [
    'a point that cannot be used',
    { inventory: [shop], points: [point('shop', five, { status: 'EXPIRED' })] },
    'too-old',
  ],
  [
    'a plan whose first run is to come',
    { inventory: [untagged], selections: [{ ...named, createdAt: noon - hour }] },
    'waiting',
    { kind: 'first-run', at: five + day },
  ],
  [
    'a database that is younger than the last run',
    { inventory: [{ ...shop, createdAt: noon - hour }] },
    'waiting',
    { kind: 'first-run', at: five + day },
  ],
  [
    'tags that a plan wants since an hour',
    { inventory: [{ ...shop, tagsChangedAt: noon - hour }] },
    'waiting',
    { kind: 'first-run', at: five + day },
  ],
  [
    'tags that a plan wants since before its last run',
    { inventory: [{ ...shop, tagsChangedAt: five - hour }] },
    'never-backed-up',
  ],
  [
    'new tags, and a selection that names it',
    { inventory: [{ ...untagged, tagsChangedAt: noon - hour }], selections: [named] },
    'never-backed-up',
  ],
  ['a database that is older', { inventory: [{ ...shop, createdAt: five - hour }] }, 'never-backed-up'],
  [
    'a plan whose first run is in its start window',
    { inventory: [untagged], selections: [{ ...named, createdAt: five - hour }], now: five + hour },
    'waiting',
  ],
  [
    'its first backup runs',
    { inventory: [shop], backups: [running('shop', noon - hour)] },
    'waiting',
    { kind: 'running' },
  ],
  ['no plan, no point', { inventory: [untagged] }, 'in-no-plan'],
  [
    'no plan, and a point on demand',
    { inventory: [untagged], points: [point('shop', noon - 3 * day)] },
    'only-on-demand',
  ],
  [
    'no plan any more, and a point of one',
    {
      inventory: [untagged],
      points: [point('shop', five, { createdBy: { planId: 'old', planName: 'old' } as never })],
    },
    'in-no-plan',
  ],
  ['the selection of a plan that is gone', { inventory: [shop], rules: [] }, 'in-no-plan'],
  [
    'its type is opted out',
    { inventory: [shop], settings: { optIn: optInsWith({ RDS: false }), fullManagement: {} } },
    'opted-out',
    { kind: 'opted-out', detail: 'RDS' },
  ],
  [
    'named by its ARN, its type is opted out',
    {
      inventory: [untagged],
      selections: [named],
      points: [point('shop', five)],
      settings: { optIn: optInsWith({ RDS: false }), fullManagement: {} },
    },
    'protected',
  ],
  [
    'a continuous point counts by its status',
    { inventory: [shop], rules: [rule({ continuous: true })], points: [point('shop', noon, continuous)] },
    'protected',
  ],
  [
    'a continuous point that stopped',
    {
      inventory: [shop],
      rules: [rule({ continuous: true })],
      points: [point('shop', noon, { ...continuous, status: 'STOPPED' })],
    },
    'too-old',
  ],
  [
    'a volume of an instance in a plan',
    { inventory: [volume({ containers: [{ relation: 'instance', arn: instanceArn }] }), instance] },
    'through-instance',
    { kind: 'container', detail: instanceArn },
  ],
  [
    'a volume of an instance of a stack in a plan',
    {
      inventory: [
        volume({ containers: [{ relation: 'instance', arn: instanceArn }] }),
        { ...instance, tags: {}, containers: [{ relation: 'stack', arn: stackArn }] },
        stack,
      ],
    },
    'through-instance',
  ],
  [
    'a volume of an instance in no plan',
    { inventory: [volume({ containers: [{ relation: 'instance', arn: instanceArn }] }), { ...instance, tags: {} }] },
    'in-no-plan',
  ],
  [
    'a member of a stack',
    { inventory: [inventoried('shop', { containers: [{ relation: 'stack', arn: stackArn }] }), stack] },
    'through-stack',
  ],
  [
    'a member of a cluster, in a plan or not',
    { inventory: [{ ...shop, containers: [{ relation: 'cluster', arn: `arn:aws:rds:${at}:cluster:c` }] }] },
    'member-of-cluster',
  ],
  [
    'excluded by its tag',
    {
      inventory: [inventoried('shop', { tags: { env: 'scratch' } })],
      exclusions: [{ tag: 'env=scr*', reason: 'rebuilt nightly' }],
    },
    'excluded',
    { kind: 'excluded', detail: 'rebuilt nightly' },
  ],
  [
    'excluded by type and name, until a time to come',
    { inventory: [shop], exclusions: [{ type: 'rds', name: 'sh*', reason: 'test', until: noon + day }] },
    'excluded',
    { kind: 'excluded', detail: 'test', until: noon + day },
  ],
  [
    'excluded until a time that is over',
    { inventory: [untagged], exclusions: [{ name: 'shop', reason: 'test', until: noon - day }] },
    'in-no-plan',
  ],
  [
    'the plans are not read',
    { inventory: [shop], without: ['rules'] },
    'not-known',
    { kind: 'unread', detail: 'backup plans' },
  ],
  ['the selections are not read', { inventory: [shop], without: ['selections'] }, 'not-known'],
  [
    'its tags are not known and decide',
    { inventory: [inventoried('shop', { tags: undefined as never })] },
    'not-known',
    { kind: 'selection-unknown', reason: { kind: 'tags-unknown' } },
  ],
  [
    'its tags are not known, and its plan backed it up this morning',
    {
      inventory: [inventoried('shop', { tags: undefined as never })],
      backups: [job('shop', five)],
      points: [point('shop', five)],
    },
    'protected',
    { kind: 'plan-took-it' },
  ],
  [
    'its tags are not known, and its plan backed it up long ago',
    { inventory: [inventoried('shop', { tags: undefined as never })], backups: [job('shop', noon - 9 * day)] },
    'not-known',
  ],
  [
    'its tags are not known, and no selection asks for tags',
    {
      inventory: [inventoried('shop', { tags: undefined as never })],
      selections: [{ ...named, resources: ['arn:aws:s3:::*'] }],
    },
    'in-no-plan',
  ],
  ['the opt-ins are not read', { inventory: [shop], without: ['settings'] }, 'not-known'],
  ['the points are not read', { inventory: [shop], without: ['points'] }, 'not-known', { kind: 'unread' }],
  [
    'the points are not read, and the list of protected resources tells of a fresh one',
    { inventory: [shop], without: ['points'], resources: [listed('shop', { lastBackupAt: five })] },
    'protected',
  ],
  [
    'not known whether it is a member of a cluster',
    { inventory: [untagged], source: { unknownRelations: ['cluster'] } },
    'not-known',
    { kind: 'container-unknown', detail: 'cluster' },
  ],
  [
    'whose instance is not known while an instance is in a plan',
    { inventory: [volume(), instance], source: { unknownRelations: ['instance'] } },
    'not-known',
  ],
  [
    'whose instance is not known while no instance is in a plan',
    { inventory: [volume(), { ...instance, tags: {} }], source: { unknownRelations: ['instance'] } },
    'in-no-plan',
  ],
  [
    'only an exclusion by a tag may leave it out, and its tags are not known',
    {
      inventory: [inventoried('shop', { tags: undefined as never })],
      selections: [],
      exclusions: [{ tag: 'env=scratch', reason: 'test' }],
    },
    'not-known',
    { kind: 'exclusion-unknown' },
  ],
  [
    'of a type that the inventory does not have',
    { source: { missingTypes: ['RDS'] }, selections: [], resources: [listed('shop')] },
    'not-known',
    { kind: 'not-inventoried' },
  ],
  [
    'of a type that the inventory does not have, with a fresh point of a plan that names it',
    {
      source: { missingTypes: ['RDS'] },
      selections: [named],
      resources: [listed('shop')],
      points: [point('shop', five)],
    },
    'protected',
  ],
  [
    'known by AWS Backup alone',
    { inventory: [{ ...untagged, tags: undefined as never }], source: { inventory: 'backup' }, selections: [] },
    'not-known',
    { kind: 'not-inventoried' },
  ],
];

for (const [name, estate, state, why] of cases) {
  test(name, () => {
    const row = resourceRow(coverageOf(estate), 'shop');
    expect(row).toMatchObject({ state, ...(why ? { why } : {}) });
  });
}

test('a whole inventory does not list what is gone, what lives elsewhere and what restore tests made', () => {
  const rows = coverageOf({
    inventory: [
      inventoried('there', { arn: arnOf('there').replace('eu-west-1', 'us-east-1') }),
      inventoried('awsbackup-restore-test-1'),
    ],
    resources: [listed('gone')],
  });
  expect(rows.filter(({ kind }) => kind === 'resource')).toEqual([]);
});

test('the row of the account-Region says what cannot be judged', () => {
  expect(regionRow(coverageOf({}))).toMatchObject({
    state: 'inventory',
    gaps: [],
    missingTypes: ['DSQL', 'VirtualMachine'],
  });
  const gapsOf = (estate: CoverageEstate) => regionRow(coverageOf(estate)).gaps;
  expect(gapsOf({ without: ['inventory'] })).toEqual(['no answer: inventory']);
  expect(gapsOf({ without: ['selections'] })).toEqual(['no answer: resource assignments']);
  expect(gapsOf({ source: { partial: 'The index is being made' } })).toEqual(['The index is being made']);
  const refused = [{ inventory: 'resource-explorer', reason: 'Resource Explorer: access denied' }] as const;
  expect(gapsOf({ source: { inventory: 'tagging', refused } })).toEqual([
    'the inventory lists only resources that have or had tags',
    'Resource Explorer: access denied',
  ]);
  expect(gapsOf({ source: { inventory: 'backup' } })).toHaveLength(1);
});

test('each selection that takes a resource stands with its reason', () => {
  const { selections } = resourceRow(coverageOf({ inventory: [shop], selections: [selection(), named] }), 'shop');
  expect(selections).toMatchObject([
    { planName: 'prod', selectionName: 'named', taken: 'yes', kind: 'named' },
    { planName: 'prod', selectionName: 'tagged', taken: 'yes', kind: 'tag', detail: 'backup=daily' },
  ]);
  expect(scope.region).toBe('eu-west-1');
});
