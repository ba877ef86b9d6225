import { expect, test } from 'vitest';
import type { AnyContext } from '../../src/resources/action.ts';
import { assignResources } from '../../src/resources/actions/plans/selection-actions.ts';

const scope = { accountId: '111122223333', region: 'eu-west-1', connection: 'default' };
const volume = (region: string, account: string, id: string) => `arn:aws:ec2:${region}:${account}:volume/${id}`;

const preview = (arns: readonly string[], values: Record<string, string>): string | undefined => {
  const known = arns.map((arn) => ({ arn, name: arn, type: 'EBS', scope }));
  const context = { scope, values, known: () => known } as unknown as AnyContext;
  return assignResources.fields?.find(({ id }) => id === 'types')?.preview?.('', context)[0];
};

test.each([
  ['lives in the Region', [volume('eu-west-1', '111122223333', 'vol-1')], 1],
  ['was copied into the Region', [volume('us-east-1', '111122223333', 'vol-1')], 0],
  ['was copied from another account', [volume('eu-west-1', '444455556666', 'vol-1')], 0],
])('the preview of a selection and a resource that %s', (_, arns, count) => {
  expect(preview(arns, { types: 'EBS' })).toMatch(new RegExp(`^by ARN: ${count} of ${count} resources`));
});

test('a bucket has no Region in its ARN', () => {
  expect(preview(['arn:aws:s3:::logs'], { types: 'S3' })).toMatch(/^by ARN: 1 of 1 resources/);
});

const input = (region: string, values: Record<string, string>) => {
  const context = { row: { id: 'p' }, scope: { ...scope, region }, values, known: () => [], token: 't' };
  return assignResources.requests(context as unknown as AnyContext)[0]?.input.BackupSelection;
};

test.each([
  ['eu-west-1', 'aws'],
  ['us-gov-west-1', 'aws-us-gov'],
  ['cn-north-1', 'aws-cn'],
  ['eusc-de-east-1', 'aws-eusc'],
])('every type is taken by a pattern of the partition of %s, and each pattern once', (region, partition) => {
  const types = 'Aurora Neptune EBS S3 EKS Redshift-Serverless SAP-HANA VirtualMachine';
  expect(input(region, { types, resources: `arn:${partition}:s3:::logs` })).toMatchObject({
    Resources: [
      `arn:${partition}:s3:::logs`,
      `arn:${partition}:rds:*:*:cluster:*`,
      `arn:${partition}:ec2:*:*:volume/*`,
      `arn:${partition}:s3:::*`,
      `arn:${partition}:eks:*:*:cluster/*`,
      `arn:${partition}:redshift-serverless:*:*:namespace/*`,
      `arn:${partition}:ssm-sap:*:*:HANA/*`,
      `arn:${partition}:backup-gateway:*:*:vm/*`,
    ],
  });
});

test('an ARN of another partition is refused, with the beginning of its own', () => {
  const check = (id: string, text: string, region: string) =>
    assignResources.fields
      ?.find((field) => field.id === id)
      ?.check?.(text, { scope: { ...scope, region }, values: { resources: text } } as unknown as AnyContext);
  for (const id of ['resources', 'exclude']) {
    expect(check(id, 'arn:aws:ec2:*:*:volume/*', 'us-gov-west-1')).toMatch(/its ARNs begin with arn:aws-us-gov:/);
    expect(check(id, 'arn:aws-us-gov:ec2:*:*:volume/* *', 'us-gov-west-1')).toBeUndefined();
    expect(check(id, 'vol-1', 'cn-north-1')).toMatch(/arn:aws-cn:ec2:\*:\*:volume/);
  }
});

test("a condition is taken with AWS's prefix and without it", () => {
  const conditions = 'aws:ResourceTag/env=prod, team!=test, aws:ResourceTag/name~web-*';
  expect(input('eu-west-1', { types: 'EBS', conditions })).toMatchObject({
    Conditions: {
      StringEquals: [{ ConditionKey: 'aws:ResourceTag/env', ConditionValue: 'prod' }],
      StringNotEquals: [{ ConditionKey: 'aws:ResourceTag/team', ConditionValue: 'test' }],
      StringLike: [{ ConditionKey: 'aws:ResourceTag/name', ConditionValue: 'web-*' }],
    },
  });
});
