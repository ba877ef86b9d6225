// Selections and resources, and whether the selection selects the resource: cases of AWS's documentation, and others.
import type { BackupSelection } from '@aws-sdk/client-backup';
import type { Truth } from '../../../src/domain/coverage/truth.ts';
import type { ScheduledResource } from './scheduled-run.ts';

type Tags = Record<string, string>;

interface Parts {
  readonly r?: readonly string[];
  readonly n?: readonly string[];
  readonly l?: readonly (readonly [key: string, value: string])[];
  readonly eq?: Tags;
  readonly ne?: Tags;
  readonly like?: Tags;
  readonly notLike?: Tags;
}

export interface SelectionCase {
  readonly name: string;
  /** Of one plan. */
  readonly selections: readonly BackupSelection[];
  readonly resource: ScheduledResource;
  readonly optIns?: Readonly<Record<string, boolean>>;
  readonly taken: Truth;
  /** Of the deciding selection. */
  readonly reason: string;
}

const conditionsOf = (tags: Tags = {}) =>
  Object.entries(tags).map(([key, value]) => ({ ConditionKey: `aws:ResourceTag/${key}`, ConditionValue: value }));

export function select({ r = [], n = [], l = [], eq, ne, like, notLike }: Parts): BackupSelection {
  return {
    SelectionName: 's',
    IamRoleArn: 'arn:aws:iam::123456789012:role/backup',
    Resources: [...r],
    NotResources: [...n],
    ListOfTags: l.map(([ConditionKey, ConditionValue]) => ({
      ConditionType: 'STRINGEQUALS',
      ConditionKey,
      ConditionValue,
    })),
    Conditions: {
      StringEquals: conditionsOf(eq),
      StringNotEquals: conditionsOf(ne),
      StringLike: conditionsOf(like),
      StringNotLike: conditionsOf(notLike),
    },
  };
}

const of = (type: string, arn: string, tags: Tags = {}): ScheduledResource => ({ type, arn, tags });
const at = 'eu-west-1:123456789012';
const instance = (tags?: Tags) => of('EC2', `arn:aws:ec2:${at}:instance/i-1`, tags);
const volume = (tags?: Tags) => of('EBS', `arn:aws:ec2:${at}:volume/vol-1`, tags);
const table = (tags?: Tags) => of('DynamoDB', `arn:aws:dynamodb:${at}:table/orders`, tags);
const database = (tags?: Tags) => of('RDS', `arn:aws:rds:${at}:db:shop`, tags);
const cluster = (type: string, tags?: Tags) => of(type, `arn:aws:rds:${at}:cluster:my-aurora`, tags);
const fileSystem = (tags?: Tags) => of('FSx', `arn:aws:fsx:${at}:file-system/fs-1`, tags);
const efs = (tags?: Tags) => of('EFS', `arn:aws:elasticfilesystem:${at}:file-system/fs-2`, tags);
const bucket = (name: string, tags?: Tags) => of('S3', `arn:aws:s3:::${name}`, tags);

const volumes = 'arn:aws:ec2:*:*:volume/*';
const instances = 'arn:aws:ec2:*:*:instance/*';
const databases = 'arn:aws:rds:*:*:db:*';
const withoutVolumes = select({ r: ['*'], n: [volumes] });
const withoutVolumesIfBackup = select({ r: ['*'], n: [volumes], eq: { backup: 'true' } });
const both = select({ r: [volumes, databases], eq: { backup: 'true', stage: 'prod' } });
const notTest = select({ r: [volumes, databases], eq: { backup: 'true' }, ne: { stage: 'test' } });
const like = select({ r: ['*'], like: { key1: 'include*' }, notLike: { key2: '*exclude*' } });
const anyBackup = select({ r: ['*'], like: { backup: '*' } });
const exceptTest = select({
  r: ['arn:aws:fsx:*', `arn:aws:rds:${at}:cluster:my-aurora`],
  l: [['backup', 'true']],
  ne: { stage: 'test' },
});
const exceptVolumes = [
  withoutVolumesIfBackup,
  select({ r: [volumes], eq: { backup: 'true' }, ne: { stage: 'test' } }),
] as const;
const volumesOrTag = select({ r: [volumes], l: [['backup', 'yes']] });
const orgTags = select({
  l: [
    ['env', 'prod'],
    ['env', 'gamma'],
  ],
  ne: { backup: 'false' },
});

type Row = readonly [
  name: string,
  selections: BackupSelection | readonly BackupSelection[],
  resource: ScheduledResource,
  taken: Truth,
  reason: string,
  optIns?: Readonly<Record<string, boolean>>,
];

const rows: readonly Row[] = [
  ['1 all instances: an instance', select({ r: [instances] }), instance(), 'yes', 'pattern'],
  ['2 everything: a table', select({ r: ['*'] }), table(), 'yes', 'everything'],
  ['3 everything without volumes: a volume', withoutVolumes, volume(), 'no', 'excluded'],
  ['4 everything without volumes: an instance', withoutVolumes, instance(), 'yes', 'everything'],
  ['5 … if backup=true: a table with it', withoutVolumesIfBackup, table({ backup: 'true' }), 'yes', 'everything'],
  ['6 … a volume with it', withoutVolumesIfBackup, volume({ backup: 'true' }), 'no', 'excluded'],
  ['7 … a table without it', withoutVolumesIfBackup, table(), 'no', 'condition'],
  ['8 two conditions: both', both, database({ backup: 'true', stage: 'prod' }), 'yes', 'pattern'],
  ['9 two conditions: one', both, volume({ backup: 'true' }), 'no', 'condition'],
  ['10 db: takes no cluster', both, cluster('Aurora', { backup: 'true', stage: 'prod' }), 'no', 'unmatched'],
  ['11 not equal: equal', notTest, volume({ backup: 'true', stage: 'test' }), 'no', 'condition'],
  ['12 not equal: without the tag', notTest, volume({ backup: 'true' }), 'yes', 'pattern'],
  ['13 not like: like', like, table({ key1: 'included', key2: 'reexcluded' }), 'no', 'condition'],
  ['14 not like: without the tag', like, table({ key1: 'include1' }), 'yes', 'everything'],
  [
    '15 clusters of DocumentDB have ARNs of RDS',
    select({ r: ['*'], n: ['arn:aws:fsx:*', 'arn:aws:rds:*'], eq: { backup: 'true' } }),
    cluster('DocumentDB', { backup: 'true' }),
    'no',
    'excluded',
  ],
  ['16 like *: any value', anyBackup, table({ backup: 'anything' }), 'yes', 'everything'],
  ['17 like *: without the tag', anyBackup, table(), 'no', 'condition'],
  ['18 pattern or tag, with a condition: by pattern', exceptTest, fileSystem(), 'yes', 'pattern'],
  ['19 … by pattern against the condition', exceptTest, fileSystem({ stage: 'test' }), 'no', 'condition'],
  ['20 … by tag', exceptTest, table({ backup: 'true' }), 'yes', 'tag'],
  ['21 … by tag against the condition', exceptTest, table({ backup: 'true', stage: 'test' }), 'no', 'condition'],
  ['22 … by neither', exceptTest, table(), 'no', 'unmatched'],
  ['23 … named, its type is opted out', exceptTest, cluster('Aurora'), 'no', 'opted-out', { Aurora: false }],
  ['24 two selections: by none', exceptVolumes, volume({ backup: 'true', stage: 'test' }), 'no', 'excluded'],
  ['25 two selections: by the second', exceptVolumes, volume({ backup: 'true' }), 'yes', 'pattern'],
  ['26 a pattern or a tag: by the pattern', volumesOrTag, volume(), 'yes', 'pattern'],
  ['27 a pattern or a tag: by the tag', volumesOrTag, bucket('logs', { backup: 'yes' }), 'yes', 'tag'],
  [
    '28 a pattern and two conditions',
    select({ r: [volumes], eq: { backup: 'yes', owner: 'example' } }),
    volume({ backup: 'yes', owner: 'example' }),
    'yes',
    'pattern',
  ],
  ['29 everything or a tag', select({ r: ['*'], l: [['x', 'y']] }), table(), 'yes', 'everything'],
  [
    '30 all buckets or a tag',
    select({ r: ['arn:aws:s3:::*'], l: [['enable_backup', 'true']] }),
    bucket('logs'),
    'yes',
    'pattern',
  ],
  [
    '31 volumes, or a tag with a prefix',
    select({ r: [volumes], l: [['aws:ResourceTag/aws-backup', '1']] }),
    volume(),
    'yes',
    'pattern',
  ],
  [
    '32 two tags: one of them',
    select({
      l: [
        ['department', 'finance'],
        ['importance', 'critical'],
      ],
    }),
    volume({ department: 'finance' }),
    'yes',
    'tag',
  ],
  [
    '33 conditions alone, which AWS refuses',
    select({ eq: { a: 'b' } }),
    table({ a: 'b' }),
    'unknown',
    'empty-selection',
  ],
  ['34 a service, opted out', select({ r: ['arn:aws:ec2:*'] }), instance(), 'no', 'opted-out', { EC2: false }],
  ['35 a type, opted out', select({ r: [instances] }), instance(), 'yes', 'pattern', { EC2: false }],
  [
    '36 a tag, opted out',
    select({ l: [['backup', 'true']] }),
    volume({ backup: 'true' }),
    'no',
    'opted-out',
    { EBS: false },
  ],
  ['37 the case of a key', select({ r: ['*'], eq: { Backup: 'true' } }), table({ backup: 'true' }), 'no', 'condition'],
  ['38 the start of a name', select({ r: ['arn:aws:s3:::my-bucket-*'] }), bucket('my-bucket-1'), 'yes', 'pattern'],
  [
    '39 the end of a name',
    select({ r: ['arn:aws:s3:::*-logs'] }),
    bucket('app-logs'),
    'unknown',
    'undocumented-pattern',
  ],
  ['40 an organization, against its condition', orgTags, table({ env: 'gamma', backup: 'false' }), 'no', 'condition'],
  ['41 an organization, by a tag', orgTags, table({ env: 'prod' }), 'yes', 'tag'],
  ['42 an organization without volumes', withoutVolumes, volume(), 'no', 'excluded'],
  ['43 an organization by types and conditions', both, database({ backup: 'true', stage: 'prod' }), 'yes', 'pattern'],
  [
    "44 EFS's own plan",
    select({ l: [['aws:elasticfilesystem:default-backup', 'enabled']] }),
    efs({ 'aws:elasticfilesystem:default-backup': 'enabled' }),
    'yes',
    'tag',
  ],
  ['own 1: a whole ARN', select({ r: [volume().arn] }), volume(), 'yes', 'named'],
  ['own 2: a whole ARN, opted out', select({ r: [volume().arn] }), volume(), 'yes', 'named', { EBS: false }],
  ['own 3: everything, opted out', select({ r: ['*'] }), volume(), 'no', 'opted-out', { EBS: false }],
  [
    'own 4: a file system by its ARN, opted out',
    select({ r: [fileSystem().arn] }),
    fileSystem(),
    'no',
    'opted-out',
    { FSx: false },
  ],
  [
    'own 5: a cluster of RDS by its type, opted out',
    select({ r: ['arn:aws:rds:*:*:cluster:*'] }),
    cluster('RDS'),
    'no',
    'opted-out',
    { RDS: false },
  ],
  [
    'own 6: a database by its type, opted out',
    select({ r: [databases] }),
    database(),
    'yes',
    'pattern',
    { RDS: false },
  ],
  [
    'own 7: by its type and by a tag, opted out',
    select({ r: [volumes], l: [['backup', 'yes']] }),
    volume({ backup: 'yes' }),
    'yes',
    'pattern',
    { EBS: false },
  ],
  [
    'own 8: named and excluded by its ARN',
    select({ r: [volume().arn], n: [volume().arn] }),
    volume(),
    'no',
    'excluded',
  ],
  ['own 9: another Region', select({ r: ['arn:aws:ec2:us-east-1:*:volume/*'] }), volume(), 'no', 'unmatched'],
  ['own 10: its Region', select({ r: [`arn:aws:ec2:${at}:volume/*`] }), volume(), 'yes', 'pattern'],
  ['own 11: another partition', select({ r: ['arn:aws-us-gov:ec2:*:*:volume/*'] }), volume(), 'no', 'unmatched'],
  ['own 12: an empty value', select({ r: ['*'], like: { backup: '*' } }), table({ backup: '' }), 'yes', 'everything'],
  ['own 13: the case of a value', select({ l: [['backup', 'Yes']] }), table({ backup: 'yes' }), 'no', 'unmatched'],
  [
    'own 14: neither Region nor account',
    select({ r: ['arn:aws:ec2:::volume/*'] }),
    volume(),
    'unknown',
    'undocumented-pattern',
  ],
  [
    'own 15: only a tag with a prefix',
    select({ l: [['aws:ResourceTag/backup', 'yes']] }),
    volume({ backup: 'yes' }),
    'unknown',
    'undocumented-tag',
  ],
  [
    'own 16: excluded by a pattern that AWS does not document',
    select({ r: ['*'], n: ['arn:aws:s3:::*-logs'] }),
    bucket('app-logs'),
    'unknown',
    'undocumented-pattern',
  ],
];

export const selectionCases: readonly SelectionCase[] = rows.map(
  ([name, selections, resource, taken, reason, optIns = {}]) => ({
    name,
    selections: [selections].flat(),
    resource,
    taken,
    reason,
    optIns,
  }),
);
