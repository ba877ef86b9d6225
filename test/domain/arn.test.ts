import { expect, test } from 'vitest';
import { accountOf, parseArn, regionOf, scopeOfArn, shortName, vaultNameOf } from '../../src/domain/arn.ts';

const at = 'eu-west-1:111122223333';

test.each([
  [`arn:aws:ec2:${at}:instance/i-0bc877aee7782ba75`, 'i-0bc877aee7782ba75'],
  [`arn:aws:ec2:${at}:volume/vol-06692095a6a421233`, 'vol-06692095a6a421233'],
  ['arn:aws:ec2:eu-west-1::image/ami-030cafb98e5a6dcdf', 'ami-030cafb98e5a6dcdf'],
  ['arn:aws:ec2:eu-west-1::snapshot/snap-07ce8c3141d361233', 'snap-07ce8c3141d361233'],
  ['arn:aws:s3:::amzn-s3-demo-bucket', 'amzn-s3-demo-bucket'],
  [`arn:aws:rds:${at}:db:shop`, 'shop'],
  [`arn:aws:rds:${at}:cluster:orders`, 'orders'],
  [`arn:aws:rds:${at}:snapshot:awsbackup:job-1a2b`, 'awsbackup:job-1a2b'],
  [`arn:aws:dynamodb:${at}:table/orders`, 'orders'],
  [`arn:aws:dynamodb:${at}:table/orders/backup/01547087347000-c8b6kdk3`, '01547087347000-c8b6kdk3'],
  [`arn:aws:elasticfilesystem:${at}:file-system/fs-12345678`, 'fs-12345678'],
  [`arn:aws:fsx:${at}:file-system/fs-0a`, 'fs-0a'],
  [`arn:aws:fsx:${at}:volume/fs-0a/fsvol-0b`, 'fsvol-0b'],
  [`arn:aws:storagegateway:${at}:gateway/sgw-1/volume/vol-2`, 'vol-2'],
  [`arn:aws:redshift:${at}:cluster:dwh`, 'dwh'],
  [`arn:aws:redshift-serverless:${at}:namespace/5f3e`, '5f3e'],
  [`arn:aws:cloudformation:${at}:stack/shop/1d3f`, 'shop'],
  [`arn:aws:eks:${at}:cluster/prod`, 'prod'],
  [`arn:aws:dsql:${at}:cluster/abc`, 'abc'],
  [`arn:aws:timestream:${at}:database/metrics/table/cpu`, 'metrics/cpu'],
  [`arn:aws:backup-gateway:${at}:vm/vm-1`, 'vm-1'],
  [`arn:aws:ssm-sap:${at}:HANA/app/DB/id-9`, 'id-9'],
  [`arn:aws:backup:${at}:recovery-point:d99699e7`, 'd99699e7'],
  [`arn:aws:backup:${at}:backup-vault:aws/efs/automatic-backup-vault`, 'aws/efs/automatic-backup-vault'],
  [`arn:aws-us-gov:ec2:us-gov-west-1:111122223333:volume/vol-1`, 'vol-1'],
  ['prod', 'prod'],
  ['', ''],
])('%s is called %s', (arn, name) => expect(shortName(arn)).toBe(name));

test('parts', () => {
  expect(parseArn(`arn:aws:rds:${at}:db:shop`)).toEqual({
    partition: 'aws',
    service: 'rds',
    region: 'eu-west-1',
    accountId: '111122223333',
    resource: 'db:shop',
  });
  expect(parseArn('arn:aws:rds')).toBeUndefined();
  expect(regionOf('arn:aws:s3:::bucket')).toBe('');
  expect(accountOf(undefined)).toBe('');
});

test('vault names', () => {
  expect(vaultNameOf(`arn:aws:backup:${at}:backup-vault:prod`)).toBe('prod');
  expect(vaultNameOf(`arn:aws:backup:${at}:backup-plan:prod`)).toBe('');
  expect(vaultNameOf(undefined)).toBe('');
});

test('a scope follows the Region of an ARN, never into another account', () => {
  const scope = { accountId: '111122223333', region: 'eu-west-1', connection: 'prod' };
  const vault = (region: string, account: string) => `arn:aws:backup:${region}:${account}:backup-vault:dr`;
  expect(scopeOfArn(vault('us-west-2', '111122223333'), scope)).toEqual({ ...scope, region: 'us-west-2' });
  expect(scopeOfArn(vault('us-west-2', '999999999999'), scope)).toBeUndefined();
  expect(scopeOfArn('arn:aws:s3:::bucket', scope)).toBe(scope);
});
