// The pages of AWS resources in the console: only URLs that are known to be right. A resource without a known URL gets
// the console's own search by ARN, and one for which that search is wrong has no link.
import { type Arn, parseArn } from '../arn.ts';
import { partitionOf } from '../partition.ts';
import { consoleUrl, consolePath as path } from './console-url.ts';

/** Pages of AWS Backup, by the name or id that each shows. */
export const backupPages = {
  vault: (region: string, name: string) =>
    consoleUrl(region, path`backup/home?region=${region}#/backupvaults/details/${name}`),
  plan: (region: string, id: string) =>
    consoleUrl(region, path`backup/home?region=${region}#/backupplan/details/${id}`),
  'copy job': (region: string, id: string) =>
    consoleUrl(region, path`backup/home?region=${region}#/jobs/copy/details/${id}`),
  'restore job': (region: string, id: string) =>
    consoleUrl(region, path`backup/home?region=${region}#/jobs/restore/details/${id}`),
  'legal hold': (region: string, id: string) =>
    consoleUrl(region, path`backup/home?region=${region}#/legalholds/details/${id}`),
  framework: (region: string, name: string) =>
    consoleUrl(region, path`backup/home?region=${region}#/compliance/frameworks/details/${name}`),
  'report plan': (region: string, name: string) =>
    consoleUrl(region, path`backup/home?region=${region}#/compliance/reports/details/${name}`),
  'restore testing plan': (region: string, name: string) =>
    consoleUrl(region, path`backup/home?region=${region}#/restoretesting/details/${name}`),
  event: (region: string, id: string) => consoleUrl(region, path`cloudtrailv2/home?region=${region}#/events/${id}`),
  dashboard: (region: string, _: string) => consoleUrl(region, path`backup/home?region=${region}#/`),
} as const;

export type BackupPage = keyof typeof backupPages;

interface ResourcePlace {
  /** The Region of an ARN without one: buckets, snapshots. */
  readonly region: string;
  /** AWS Backup's type, such as DocumentDB, whose ARNs are those of RDS. */
  readonly type?: string | undefined;
}

/** undefined: no URL is known to be right. */
export function consoleUrlOfArn(arn: string, { region: from, type }: ResourcePlace): string | undefined {
  const parsed = parseArn(arn);
  if (!parsed) return undefined;
  const region = parsed.region || from;
  if (parsed.partition !== partitionOf(region)) return undefined;
  const page = pageOf({ ...parsed, region }, type);
  if (page === 'none') return undefined;
  return consoleUrl(region, page ?? path`go/view?arn=${arn}`);
}

type PageOf = (resource: string, region: string, type: string | undefined) => string | 'none' | undefined;

/** The kinds of ARN of a service by the prefix of the resource part: the rest is the id. */
const pages: Readonly<Record<string, readonly (readonly [prefix: string, page: PageOf])[]>> = {
  ec2: [
    ['instance/', (id, region) => path`ec2/home?region=${region}#InstanceDetails:instanceId=${id}`],
    ['volume/', (id, region) => path`ec2/home?region=${region}#VolumeDetails:volumeId=${id}`],
    ['snapshot/', (id, region) => path`ec2/home?region=${region}#SnapshotDetails:snapshotId=${id}`],
    ['image/', (id, region) => path`ec2/home?region=${region}#ImageDetails:imageId=${id}`],
  ],
  rds: [
    ['db:', (id, region) => path`rds/home?region=${region}#database:id=${id};is-cluster=false`],
    ['cluster:', pageOfCluster],
    // The page of a snapshot needs its engine, and the search by ARN confuses DocumentDB with RDS.
    ['', () => 'none'],
  ],
  dynamodb: [['table/', (name, region) => tablePage(name, region)]],
  elasticfilesystem: [['file-system/', (id, region) => path`efs/home?region=${region}#/file-systems/${id}`]],
  fsx: [['file-system/', (id, region) => path`fsx/home?region=${region}#file-system-details/${id}`]],
  s3: [['', (name, region) => (/[/:]/.test(name) ? undefined : path`s3/buckets/${name}?region=${region}`)]],
  eks: [['cluster/', (name, region) => path`eks/home?region=${region}#/clusters/${name}`]],
  redshift: [['cluster:', (id, region) => path`redshiftv2/home?region=${region}#cluster-details?cluster=${id}`]],
  timestream: [
    ['database/', (name, region) => path`timestream/home?region=${region}#databases/${name.split('/')[0] ?? name}`],
  ],
  storagegateway: [
    ['gateway/', (id, region) => path`storagegateway/home?region=${region}#/gateways/${id.split('/')[0] ?? id}`],
  ],
  kms: [['key/', (id, region) => path`kms/home?region=${region}#/kms/keys/${id}`]],
};

function pageOf({ partition, service, region, accountId, resource }: Arn, type: string | undefined) {
  const whole = `arn:${partition}:${service}:${region}:${accountId}:${resource}`;
  if (service === 'cloudformation')
    return path`cloudformation/home?region=${region}#/stacks/stackinfo?stackId=${whole}`;
  if (service === 'sns') return path`sns/v3/home?region=${region}#/topic/${whole}`;
  const found = pages[service]?.find(([prefix]) => resource.startsWith(prefix));
  return found?.[1](resource.slice(found[0].length), region, type);
}

/** DocumentDB and Neptune have ARNs of RDS: without the type the page of a cluster is not known. */
function pageOfCluster(id: string, region: string, type: string | undefined): string | 'none' {
  if (type === 'DocumentDB') return path`docdb/home?region=${region}#cluster-details/${id}`;
  const isOfRds = type === 'Aurora' || type === 'RDS';
  return isOfRds ? path`rds/home?region=${region}#database:id=${id};is-cluster=true` : 'none';
}

/** The ARNs of backups and streams of a table begin with the ARN of the table. */
const tablePage = (name: string, region: string): string | undefined =>
  name.includes('/') ? undefined : path`dynamodbv2/home?region=${region}#table?name=${name}`;
