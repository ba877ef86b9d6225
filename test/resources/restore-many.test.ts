// Several points in one form: what they share, what each has of its own, and what is refused.
import { beforeAll, expect, test } from 'vitest';
import { initialValues } from '../../src/app/forms/form.ts';
import { restoreTypes } from '../../src/domain/restore/restore-types.ts';
import type { RecoveryPoint } from '../../src/domain/vaults/recovery-point.ts';
import type { AnyAction, AnyContext, FormValues } from '../../src/resources/action.ts';
import { fieldId } from '../../src/resources/actions/jobs/restore-context.ts';
import { resources } from '../../src/resources/index.ts';
import { noon, withEmbeddedAws } from './embedded-aws.ts';

const aws = withEmbeddedAws();
const restore = (resources['recovery-points'].actions ?? []).find(({ id }) => id === 'restore') as AnyAction;
const fields = restore.fields ?? [];
let points: RecoveryPoint[];

beforeAll(async () => {
  const all = await Promise.all(
    ['us-east-1', 'eu-west-1'].map((region) => aws.rows(resources['recovery-points'], region)),
  );
  points = all.flat();
});

/** One point of each of `count` resources of the type in the Regions. */
function pointsOf(type: string, count: number, ...regions: readonly string[]): readonly RecoveryPoint[] {
  const found = regions.flatMap((region) => {
    const here = points.filter((point) => point.scope.region === region && point.resourceType === type);
    const usable = here.filter(({ status, sourceVaultArn }) => status === 'COMPLETED' && sourceVaultArn === undefined);
    return [...Map.groupBy(usable, ({ resourceArn }) => resourceArn).values()]
      .flatMap(([first]) => first ?? [])
      .slice(0, count);
  });
  expect(found.length).toBe(count * regions.length);
  return found;
}

async function contextsOf(rows: readonly RecoveryPoint[], values: FormValues): Promise<readonly AnyContext[]> {
  const chosen = await Promise.all(
    rows.map(async (row, index) => ({
      row,
      facts: await restore.load?.(aws.ask(row.scope.region), row, { isFirst: index === 0 }),
    })),
  );
  const contexts = chosen.map(
    ({ row, facts }): AnyContext => ({
      row,
      chosen,
      facts,
      scope: row.scope,
      values: {},
      now: noon,
      token: 'token',
      known: () => [],
    }),
  );
  const [first] = contexts;
  const initial = first ? initialValues(fields, first) : {};
  return contexts.map((context) => ({ ...context, initial, values: { ...initial, ...values } }));
}

const sentBy = (context: AnyContext) => restore.requests(context)[0]?.input.Metadata as Record<string, string>;
const verify = (contexts: readonly AnyContext[]) => {
  const [first] = contexts;
  return first && restore.verify?.(aws.ask(first.scope.region), first);
};

test('each has a name and the values of its own, and what is typed is for all', async () => {
  const contexts = await contextsOf(pointsOf('RDS', 2, 'us-east-1'), {
    'rds-dbinstance-class': 'db.r7g.xlarge',
    document: '{"Port":"6000"}',
  });
  expect(await verify(contexts)).toEqual({});
  const [one, two] = contexts.map(sentBy);
  expect(one?.DBInstanceIdentifier).toMatch(/-restored-20260115-1200$/);
  expect(two?.DBInstanceIdentifier).not.toBe(one?.DBInstanceIdentifier);
  for (const metadata of [one, two]) {
    expect(metadata).toMatchObject({ DBInstanceClass: 'db.r7g.xlarge', Port: '6000', MultiAZ: 'true', DBName: 'app' });
    expect(metadata?.DBSubnetGroupName).toBe('default');
  }
});

test('a name without {name} would be that of several', async () => {
  const contexts = await contextsOf(pointsOf('RDS', 2, 'us-east-1'), { 'rds-dbinstance-identifier': 'rescued' });
  expect(await verify(contexts)).toEqual({ 'rds-dbinstance-identifier': expect.stringMatching(/Several .* rescued/) });
});

test('a name that one of them would take is refused in the Region of that one', async () => {
  const rows = pointsOf('RDS', 1, 'us-east-1', 'eu-west-1');
  const contexts = await contextsOf(rows, { 'rds-dbinstance-identifier': '{name}' });
  expect(await verify(contexts)).toEqual({ 'rds-dbinstance-identifier': expect.stringMatching(/exists already/) });
  const other = await contextsOf(rows.slice(1), { 'rds-dbinstance-identifier': rows[0]?.resourceName });
  expect(await verify(other)).toEqual({});
});

test('what belongs to one Region is not typed for points of two', async () => {
  const rows = pointsOf('EC2', 1, 'us-east-1', 'eu-west-1');
  expect(await verify(await contextsOf(rows, { 'ec2-subnet-id': 'subnet-1' }))).toEqual({
    'ec2-subnet-id': 'Subnet is of one Region; the recovery points are in us-east-1 and eu-west-1.',
  });
  const own = (await contextsOf(rows, {})).map(sentBy);
  expect(new Set(own.map(({ SubnetId }) => SubnetId)).size).toBe(2);
});

test('points of several types or accounts are not restored by one form', () => {
  const [volume] = pointsOf('EBS', 1, 'us-east-1');
  const [table] = pointsOf('DynamoDB', 1, 'us-east-1');
  if (!volume || !table) throw new Error('no points');
  expect(restore.apart?.([volume, table])).toBe('mark one type only, not EBS and DynamoDB');
  const elsewhere = { ...volume, scope: { ...volume.scope, accountId: '210987654321' } };
  expect(restore.apart?.([volume, elsewhere])).toBe('mark recovery points of one account only');
  expect(restore.apart?.([volume, volume])).toBeUndefined();
});

test.each<[string, Partial<RecoveryPoint>, FormValues, RegExp]>([
  ['RDS', {}, {}, /^delete the restored resource$/],
  [
    'S3',
    {},
    { 's3-new-bucket': 'false', 's3-destination-bucket-name': 'there' },
    /^the restored data cannot be removed from/,
  ],
  ['RDS', {}, { document: '{"aws:backup:TargetDatabaseArn":"arn:a"}' }, /^the present data of the target is lost$/],
  ['RDS', { resourceType: 'Mainframe' }, {}, /^the restore may write into an existing resource$/],
])('%s with %j: whether it can be undone, and how', async (type, members, values, how) => {
  const [row] = pointsOf(type, 1, 'us-east-1');
  const [context] = row ? await contextsOf([{ ...row, ...members }], values) : [];
  const { undo } = restore;
  expect(context && typeof undo === 'function' && undo(context)?.how).toMatch(how);
});

test('the hint of a field names its metadata key, unless that is not sent or is its label', () => {
  const fieldOf = (id: string) => fields.find((field) => field.id === id);
  for (const type of restoreTypes) {
    for (const spec of type.keys) {
      const hint = fieldOf(fieldId(type.type, spec))?.hint;
      const isNamed = !spec.unsent && spec.key.toLowerCase() !== spec.label.toLowerCase();
      const parts = [...(isNamed ? [spec.key] : []), ...(spec.hint === undefined ? [] : [spec.hint])];
      expect([type.type, spec.key, hint]).toEqual([
        type.type,
        spec.key,
        parts.length > 0 ? parts.join(': ') : undefined,
      ]);
    }
  }
});
