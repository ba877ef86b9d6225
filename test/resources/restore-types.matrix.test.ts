// Every type that AWS Backup restores: the form at its defaults, with what the type needs and nobody can propose; the
// request; and what the embedded AWS made of it.
import { beforeAll, describe, expect, test } from 'vitest';
import { initialValues, problemsOf } from '../../src/app/forms/form.ts';
import { takenKeys } from '../../src/domain/restore/key-values.ts';
import { isSameKey } from '../../src/domain/restore/metadata-keys.ts';
import { sourceName } from '../../src/domain/restore/restore-names.ts';
import { restoreTarget } from '../../src/domain/restore/restore-target.ts';
import { restoreTypeOf, restoreTypes } from '../../src/domain/restore/restore-types.ts';
import { isContinuous } from '../../src/domain/vaults/point-status.ts';
import type { RecoveryPoint } from '../../src/domain/vaults/recovery-point.ts';
import type { AnyAction, AnyContext } from '../../src/resources/action.ts';
import { dangerOf } from '../../src/resources/confirmation.ts';
import { resources } from '../../src/resources/index.ts';
import { noon, withEmbeddedAws } from './embedded-aws.ts';

const aws = withEmbeddedAws({ estate: 'types', write: true });
const region = 'us-east-1';
const restore = (resources['recovery-points'].actions ?? []).find(({ id }) => id === 'restore') as AnyAction;
const fields = restore.fields ?? [];

/** What a person has to type for each type, by the ids of the fields. */
const typed: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'FSx ONTAP': { 'fsx-ontap-storage-virtual-machine-id': 'svm-0a1b2c3d4e5f60718' },
  'Redshift Serverless': {
    'redshift-serverless-namespace-identifier': 'reports',
    'redshift-serverless-workgroup': 'analysts',
  },
  'Storage Gateway': { 'storage-gateway-gateway-arn': 'arn:aws:storagegateway:us-east-1:123456789012:gateway/sgw-1' },
  Timestream: { 'timestream-destination-database': 'telemetry' },
  VirtualMachine: {
    'virtual-machine-restore-to': 'VMware',
    'virtual-machine-hypervisor-arn': 'arn:aws:backup-gateway:us-east-1:123456789012:hypervisor/hype-1',
    'virtual-machine-vmpath': '/datacenter/vm',
    'virtual-machine-compute-resource-name': 'host-1',
    'virtual-machine-vmdatastore': 'store-1',
  },
  'SAP HANA on Amazon EC2': {
    'sap-hana-on-amazon-ec2-aws-backup-target-database-arn': 'arn:aws:ssm-sap:us-east-1:123456789012:HANA/erp/DB/QAS',
  },
  EKS: {
    'eks-cluster-role': 'arn:aws:iam::123456789012:role/eks',
    'eks-vpc-id': 'vpc-1',
    'eks-subnet-ids': 'subnet-1, subnet-2',
    'eks-security-group-ids': 'sg-1',
  },
};

let points: RecoveryPoint[];
beforeAll(async () => {
  points = await aws.rows(resources['recovery-points'], region);
});

interface Case {
  readonly type: string;
  readonly isToTime: boolean;
}

const cases: readonly Case[] = [
  ...restoreTypes.filter(({ type }) => type !== 'FSx').map(({ type }) => ({ type, isToTime: false })),
  ...['RDS', 'Aurora', 'S3'].map((type) => ({ type, isToTime: true })),
];

async function formOf({ type, isToTime }: Case): Promise<AnyContext> {
  const ask = aws.ask(region);
  for (const row of points) {
    if (restore.disabled?.(row, { now: noon, known: () => [] }) || isContinuous(row) !== isToTime) continue;
    if (restoreTypeOf(row, {})?.type.split(' ')[0] !== type.split(' ')[0]) continue;
    const facts = await restore.load?.(ask, row);
    const { metadata } = facts as { metadata: Record<string, string> };
    if (restoreTypeOf(row, metadata)?.type !== type) continue;
    const token = `restore-${type}-${isToTime}`.replace(/\W+/g, '-');
    const empty: AnyContext = { row, scope: ask.scope, facts, values: {}, now: noon, token, known: () => [] };
    const initial = initialValues(fields, empty);
    return { ...empty, initial, values: { ...initial, ...typed[type] } };
  }
  throw new Error(`there is no point of ${type}`);
}

describe.each(cases)('$type, to a time: $isToTime', (one) => {
  test('the form asks for what is needed, its request is accepted, and AWS has what the review said', async () => {
    const context = await formOf(one);
    const ask = aws.ask(region);
    const atDefaults = problemsOf(fields, { ...context, values: context.initial ?? {} }, true);
    expect(new Set(Object.keys(atDefaults))).toEqual(
      new Set(Object.keys(typed[one.type] ?? {}).filter((id) => atDefaults[id] !== undefined)),
    );
    expect(problemsOf(fields, context, true)).toEqual({});
    expect(await restore.verify?.(ask, context)).toEqual({});

    const [request] = restore.requests(context);
    const input = request?.input as { Metadata: Record<string, string>; IamRoleArn?: string };
    const type = restoreTypes.find((known) => known.type === one.type);
    const known = type ? takenKeys(type) : [];
    for (const key of Object.keys(input.Metadata)) {
      expect(key === 'CreationToken' || known.some((taken) => isSameKey(taken.key, key)), key).toBe(true);
    }
    expect(input.IamRoleArn === undefined).toBe(one.type === 'SAP HANA on Amazon EC2');

    const target = restoreTarget(context.row.resourceType, input.Metadata);
    const warnings = restore.warnings?.(context) ?? [];
    expect(warnings[0]).toBe(target.sentence);
    const { RestoreJobId } = await ask.call('backup', 'StartRestoreJob', input as never);
    await aws.advance(4 * 3_600_000);
    const job = await ask.call('backup', 'DescribeRestoreJob', { RestoreJobId });
    expect(job.StatusMessage).toBeUndefined();
    expect(job.Status).toBe('COMPLETED');
    const { Metadata } = await ask.call('backup', 'GetRestoreJobMetadata', { RestoreJobId });
    expect(Metadata).toEqual(input.Metadata);
    const isNew = job.CreatedResourceArn !== context.row.resourceArn;
    expect(isNew).toBe(true);
    const made = /^(\S+) is created/.exec(target.sentence)?.[1];
    if (made && !['VirtualMachine', 'Storage Gateway', 'CloudFormation'].includes(one.type)) {
      expect(sourceName(job.CreatedResourceArn ?? '').toLowerCase()).toBe(made.toLowerCase());
    }
    if (target.kind !== 'new') {
      expect(restore.confirmName?.(context)).toBe(target.name);
      expect(dangerOf(restore, context)).toBe('type-name');
    }
  });
});

test('a form at its defaults overwrites nothing', async () => {
  for (const one of cases) {
    const context = await formOf(one);
    const atDefaults = { ...context, values: context.initial ?? {} };
    if (Object.keys(problemsOf(fields, atDefaults, true)).length > 0) continue;
    const [request] = restore.requests(atDefaults);
    const { kind } = restoreTarget(context.row.resourceType, request?.input.Metadata as Record<string, string>);
    expect(kind, one.type).toBe('new');
  }
});

test('a name that AWS has is refused before anything is sent, and the review says where AWS cannot be asked', async () => {
  const taken = async (type: string, field: string, name: string) => {
    const context = await formOf({ type, isToTime: false });
    return restore.verify?.(aws.ask(region), { ...context, values: { ...context.values, [field]: name } });
  };
  const message = expect.stringMatching(/exists already/);
  expect(await taken('RDS', 'rds-dbinstance-identifier', 'orders-db')).toEqual({
    'rds-dbinstance-identifier': message,
  });
  expect(await taken('Aurora', 'aurora-db-cluster-identifier', 'billing-cluster')).toEqual({
    'aurora-db-cluster-identifier': message,
  });
  expect(await taken('DynamoDB', 'dynamo-db-target-table-name', 'carts')).toEqual({
    'dynamo-db-target-table-name': message,
  });
  const asked = restore.warnings?.(await formOf({ type: 'RDS', isToTime: false })) ?? [];
  expect(asked.join(' ')).not.toContain('could not be asked');
  const unasked = restore.warnings?.(await formOf({ type: 'Redshift', isToTime: false })) ?? [];
  expect(unasked.join(' ')).toContain('because vaultop cannot ask AWS for it: if it is, the job fails');
});
