import { describe, expect, test } from 'vitest';
import { AwsProblemError } from '../../src/aws/errors/errors.ts';
import type { RecoveryPoint } from '../../src/domain/vaults/recovery-point.ts';
import { resources } from '../../src/resources/index.ts';
import { askAnswering, noon, rowsOf, withEmbeddedAws } from './embedded-aws.ts';

const aws = withEmbeddedAws();
const points = resources['recovery-points'];
const denied = new AwsProblemError({
  kind: 'denied',
  message: 'You may not.',
  nextStep: 'Ask for the permission.',
  retryable: false,
});

const text = (row: RecoveryPoint, id: string) => points.columns.find((column) => column.id === id)?.text(row, noon);

test('without params it holds the points of every vault', async () => {
  const vaults = await rowsOf(resources.vaults, aws.ask('us-east-1'));
  const all: RecoveryPoint[] = await rowsOf(points, aws.ask('us-east-1'));
  for (const { name, pointCount } of vaults) {
    expect(all.filter(({ vaultName }) => vaultName === name)).toHaveLength(pointCount);
  }
});

test('one point is told in full', async () => {
  const [listed] = await rowsOf(points, aws.ask('us-east-1', { vaultName: 'prod' }));
  const [one] = await rowsOf(points, aws.ask('us-east-1', { vaultName: 'prod', arn: listed.arn }));
  expect(one).toMatchObject(listed);
});

test("a resource's points over all vaults admit what that list does not tell", async () => {
  const resource = (await rowsOf(resources['protected-resources'], aws.ask('us-east-1')))[0];
  const params = points && resources['protected-resources'].drillDowns[0]?.params(resource);
  const thin: RecoveryPoint[] = await rowsOf(points, aws.ask('us-east-1', params));
  const all: RecoveryPoint[] = await rowsOf(points, aws.ask('us-east-1'));
  const wanted = all.filter(({ resourceArn }) => resourceArn === resource.arn);
  expect(new Set(thin.map(points.key))).toEqual(new Set(wanted.map(points.key)));
  const [first] = thin;
  if (!first) throw new Error('no point');
  expect(first).toMatchObject({ lifecycleUnknown: true, resourceType: resource.type, resourceName: resource.name });
  expect(text(first, 'expiry')).toBe('?');
  const document = await points.describe(aws.ask('us-east-1'), first);
  const told = points
    .detail(first, document, noon)
    .flatMap((section) => (section.kind === 'fields' ? section.fields : []));
  expect(told.find(({ label }) => label === 'Deleted')?.text).not.toBe('?');
});

describe('refusals', () => {
  const vaultList = {
    ListBackupVaults: { BackupVaultList: [{ BackupVaultName: 'prod' }, { BackupVaultName: 'shared' }] },
  };

  test("without the service's own rights each vault is asked", async () => {
    const byVault = {
      RecoveryPoints: [{ RecoveryPointArn: 'arn:aws:rds:eu-west-1:1:snapshot:a', Status: 'COMPLETED' }],
    };
    const ask = askAnswering(
      { ListRecoveryPointsByResource: denied, ...vaultList, ListRecoveryPointsByBackupVault: byVault },
      { resourceArn: 'arn:aws:rds:eu-west-1:1:db:shop' },
    );
    expect(await rowsOf(points, ask)).toHaveLength(2);
  });

  test('one vault that refuses does not keep back the others, and is told at the end', async () => {
    const ask = askAnswering(vaultList);
    const pages = points.list({
      ...ask,
      pages: async function* (service: never, operation: never, input: { BackupVaultName?: string }) {
        if (input.BackupVaultName === 'prod') throw denied;
        if (input.BackupVaultName) yield { RecoveryPoints: [{ RecoveryPointArn: 'arn:x', BackupVaultName: 'shared' }] };
        else yield* ask.pages(service, operation, input as never);
      } as never,
    });
    const seen: RecoveryPoint[] = [];
    const read = async () => {
      for await (const page of pages) seen.push(...page);
    };
    await expect(read()).rejects.toBe(denied);
    expect(seen.map(({ vaultName }) => vaultName)).toEqual(['shared']);
  });

  test('a part of the document that is refused says why', async () => {
    const point = { DescribeRecoveryPoint: { RecoveryPointArn: 'arn:x', CreationDate: new Date(noon) } };
    const ask = askAnswering({ ...point, ListCopyJobs: denied });
    const row = { arn: 'arn:x', vaultName: 'prod' };
    const document = await points.describe(ask, row);
    expect(document).toEqual({
      DescribeRecoveryPoint: { RecoveryPointArn: 'arn:x', CreationDate: '2026-01-15T12:00:00.000Z' },
      ListCopyJobs: { refused: 'You may not.' },
    });
    expect(points.detail({ ...row, scope: ask.scope } as never, document, noon)).toContainEqual(
      expect.objectContaining({ title: 'Copies', empty: 'You may not.' }),
    );
    await expect(points.describe(askAnswering({ DescribeRecoveryPoint: denied, ListCopyJobs: {} }), row)).rejects.toBe(
      denied,
    );
  });
});

test('every status has a tone in its column', () => {
  const column = points.columns.find(({ id }) => id === 'status');
  for (const status of ['COMPLETED', 'PARTIAL', 'DELETING', 'EXPIRED', 'AVAILABLE', 'STOPPED', 'CREATING']) {
    expect(column?.tone?.({ status }, noon)).not.toBe('plain');
  }
  expect(column?.text({ status: 'MELTING' }, noon)).toBe('MELTING');
});

test('of one vault by type and by status', async () => {
  const all: RecoveryPoint[] = await rowsOf(points, aws.ask('us-east-1', { vaultName: 'prod' }));
  const expired = await rowsOf(points, aws.ask('us-east-1', { vaultName: 'prod', status: 'EXPIRED' }));
  expect(expired).toEqual(all.filter(({ status }) => status === 'EXPIRED'));
  expect(expired.length).toBeGreaterThan(0);
  const ofType = await rowsOf(points, aws.ask('us-east-1', { vaultName: 'prod', resourceType: 'RDS' }));
  expect(ofType).toEqual(all.filter(({ resourceType }) => resourceType === 'RDS'));
});
