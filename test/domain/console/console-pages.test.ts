// Links into AWS's console: known addresses in all four partitions, no other host, and every name encoded.
import { describe, expect, test } from 'vitest';
import { type BackupPage, backupPages, consoleUrlOfArn } from '../../../src/domain/console/console-pages.ts';
import { isConsoleUrl } from '../../../src/domain/console/console-url.ts';
import { hostileTexts } from '../../support/hostile-texts.ts';

const partitions = [
  ['aws', 'eu-west-1', 'https://eu-west-1.console.aws.amazon.com/'],
  ['aws-us-gov', 'us-gov-west-1', 'https://us-gov-west-1.console.amazonaws-us-gov.com/'],
  ['aws-cn', 'cn-north-1', 'https://cn-north-1.console.amazonaws.cn/'],
  ['aws-eusc', 'eusc-de-east-1', 'https://eusc-de-east-1.console.amazonaws-eusc.eu/'],
] as const;

/** The ARN behind the partition; what follows the host, with R for the Region and A for the encoded ARN. */
const resources: readonly (readonly [resource: string, path: string | undefined, type?: string])[] = [
  ['ec2:R:111122223333:instance/i-1', 'ec2/home?region=R#InstanceDetails:instanceId=i-1'],
  ['ec2:R:111122223333:volume/vol-1', 'ec2/home?region=R#VolumeDetails:volumeId=vol-1'],
  ['ec2:R::snapshot/snap-1', 'ec2/home?region=R#SnapshotDetails:snapshotId=snap-1'],
  ['ec2:R::image/ami-1', 'ec2/home?region=R#ImageDetails:imageId=ami-1'],
  ['rds:R:111122223333:db:shop', 'rds/home?region=R#database:id=shop;is-cluster=false'],
  ['rds:R:111122223333:cluster:shop', 'rds/home?region=R#database:id=shop;is-cluster=true', 'Aurora'],
  ['rds:R:111122223333:cluster:shop', 'docdb/home?region=R#cluster-details/shop', 'DocumentDB'],
  ['rds:R:111122223333:cluster:shop', undefined, 'Neptune'],
  ['rds:R:111122223333:cluster:shop', undefined],
  ['rds:R:111122223333:snapshot:awsbackup:job-1', undefined],
  ['dynamodb:R:111122223333:table/orders', 'dynamodbv2/home?region=R#table?name=orders'],
  ['dynamodb:R:111122223333:table/orders/backup/01', 'go/view?arn=A'],
  ['elasticfilesystem:R:111122223333:file-system/fs-1', 'efs/home?region=R#/file-systems/fs-1'],
  ['fsx:R:111122223333:file-system/fs-1', 'fsx/home?region=R#file-system-details/fs-1'],
  ['fsx:R:111122223333:volume/fs-1/fsvol-1', 'go/view?arn=A'],
  ['s3:::my-bucket', 's3/buckets/my-bucket?region=R'],
  ['cloudformation:R:111122223333:stack/s/1', 'cloudformation/home?region=R#/stacks/stackinfo?stackId=A'],
  ['eks:R:111122223333:cluster/c', 'eks/home?region=R#/clusters/c'],
  ['redshift:R:111122223333:cluster:c', 'redshiftv2/home?region=R#cluster-details?cluster=c'],
  ['timestream:R:111122223333:database/d/table/t', 'timestream/home?region=R#databases/d'],
  ['storagegateway:R:111122223333:gateway/sgw-1/volume/vol-1', 'storagegateway/home?region=R#/gateways/sgw-1'],
  ['kms:R:111122223333:key/k-1', 'kms/home?region=R#/kms/keys/k-1'],
  ['sns:R:111122223333:topic', 'sns/v3/home?region=R#/topic/A'],
  ['backup-gateway:R:111122223333:vm/vm-1', 'go/view?arn=A'],
  ['dsql:R:111122223333:cluster/c', 'go/view?arn=A'],
];

describe.each(partitions)('%s', (partition, region, host) => {
  test.each(resources.map((one) => [one] as const))('%s', ([resource, path, type]) => {
    const arn = `arn:${partition}:${resource.replace(':R:', `:${region}:`)}`;
    const url = consoleUrlOfArn(arn, { region, type });
    const expected = path?.replace(/\bR\b/, region).replace(/\bA\b/, encodeURIComponent(arn));
    expect(url).toBe(expected === undefined ? undefined : `${host}${expected}`);
    if (url) expect(isConsoleUrl(url)).toBe(true);
  });

  test('pages of AWS Backup', () => {
    const urls = Object.values(backupPages).map((page) => page(region, 'n/1'));
    expect(urls.every((url) => url?.startsWith(host) && isConsoleUrl(url))).toBe(true);
    expect(urls[0]).toBe(`${host}backup/home?region=${region}#/backupvaults/details/n%2F1`);
  });
});

test.each([
  ['an ARN of another partition than its Region', 'arn:aws:ec2:us-gov-west-1:111122223333:volume/vol-1'],
  ['an isolated partition', 'arn:aws-iso:ec2:us-iso-east-1:111122223333:volume/vol-1'],
  ['a Region that is another host', 'arn:aws:ec2:evil.example/:111122223333:volume/vol-1'],
  ['a Region with a port', 'arn:aws:ec2:eu-west-1@evil.example:111122223333:volume/vol-1'],
  ['no ARN', 'vol-1'],
])('%s has no link', (_, arn) => {
  expect(consoleUrlOfArn(arn, { region: 'eu-west-1' })).toBeUndefined();
});

test('no name leaves its place in the address', () => {
  const hostile = hostileTexts(1);
  for (const name of [...Array.from({ length: 300 }, hostile), "a'b(c)*!", '$(id) `id` ; id', '../../x', '#?&%']) {
    for (const page of Object.keys(backupPages) as BackupPage[]) {
      const url = backupPages[page]('eu-west-1', name) ?? '';
      expect(isConsoleUrl(url)).toBe(true);
      expect(url.split('/details/').length).toBeLessThanOrEqual(2);
    }
    const url = consoleUrlOfArn(`arn:aws:ec2:eu-west-1:111122223333:volume/${name}`, { region: 'eu-west-1' });
    if (url) expect(isConsoleUrl(url)).toBe(true);
  }
});

test.each([
  'http://eu-west-1.console.aws.amazon.com/x',
  'https://console.aws.amazon.com.evil.example/x',
  'https://eu-west-1.console.aws.amazon.com@evil.example/x',
  'https://eu-west-1.console.aws.amazon.com:8443/x',
  'https://evil.example/eu-west-1.console.aws.amazon.com/',
  'https://eu-west-1.console.amazonaws.cn/x',
  'https://eu-west-1.console.aws.amazon.com/x y',
  'https://eu-west-1.console.aws.amazon.com/$(id)',
  'https://eu-west-1.console.aws.amazon.com/\u0007',
  'javascript:alert(1)',
])('%s is no address of the console', (url) => {
  expect(isConsoleUrl(url)).toBe(false);
});
