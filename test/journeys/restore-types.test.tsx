// A restore of each type on a screen of 80x24: what the form proposes, what the review says, and what AWS is sent.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Dashboard, keys, openDashboard } from '../support/dashboard.tsx';
import { fill, openList, run } from '../support/forms.ts';

let dashboard: Dashboard;

beforeAll(async () => {
  dashboard = await openDashboard({
    regions: ['us-east-1'],
    columns: 80,
    rows: 24,
    write: true,
    unhurried: true,
    estate: 'types',
  });
  await dashboard.see(/us-east-1/);
});
afterAll(() => dashboard.close());

const sent = () =>
  dashboard.logged
    .filter(({ operation, event }) => operation === 'StartRestoreJob' && event === 'sending')
    .map(({ input }) => input as { readonly Metadata: Record<string, string> });

async function openForm(filter: string) {
  const { press } = dashboard;
  await press(keys.escape, keys.escape);
  await openList(dashboard, 'points', filter);
  await press('w');
}

/** All of the review, which may be longer than the screen. */
async function readReview(): Promise<string> {
  const { press, screen } = dashboard;
  let text = screen();
  for (let before = ''; before !== screen(); text += screen()) {
    before = screen();
    await press(keys.down, keys.down, keys.down, keys.down);
  }
  return text.replace(/\s+/g, ' ');
}

interface Journey {
  readonly filter: string;
  /** On the form. */
  readonly form: RegExp;
  readonly fields?: Readonly<Record<string, string>>;
  readonly review: RegExp;
  /** The name to type; absent: y. */
  readonly name?: string;
  readonly metadata: Readonly<Record<string, unknown>>;
}

const date = '20260115-1207';
const made = (name: string) => new RegExp(`${name}-restored-${date} is created and billed; nothing existing`);
const list = (pattern: string) => expect.stringMatching(new RegExp(`^\\["${pattern}`));

const journeys: Readonly<Record<string, Journey>> = {
  EBS: {
    filter: 'COMPLETED data-volume',
    form: /Availability Zone +us-east-1a/,
    fields: { 'Volume type': 'gp3' },
    review: /A new resource is created and billed.*After the restore, attach the volume/,
    metadata: { availabilityZone: 'us-east-1a', encrypted: 'true', volumeType: 'gp3' },
  },
  EC2: {
    filter: 'COMPLETED web-server',
    form: /Instance type +m7i\.large/,
    fields: { 'Instance profile': 'UseBackedUpValue' },
    review: /A new resource is created.*iam:PassRole/,
    metadata: { InstanceType: 'm7i.large', IamInstanceProfileName: 'UseBackedUpValue', SecurityGroupIds: list('sg-') },
  },
  RDS: {
    filter: 'COMPLETED orders-db',
    form: new RegExp(`New DB instance +orders-db-restored-${date}`),
    review: made('orders-db'),
    metadata: { DBInstanceIdentifier: `orders-db-restored-${date}`, MultiAZ: 'true', VpcSecurityGroupIds: list('sg-') },
  },
  'RDS, the latest time': {
    filter: 'AVAILABLE orders-db',
    form: /Restore to time +latest/,
    review:
      /UseLatestRestorableTime.*RestoreDBInstanceToPointInTime|RestoreDBInstanceToPointInTime.*UseLatestRestorable/,
    metadata: { UseLatestRestorableTime: 'true', Engine: 'postgres' },
  },
  'Aurora, three hours ago': {
    filter: 'AVAILABLE billing-cluster',
    form: /Restore to time +latest/,
    fields: { 'Restore to time': '3h ago' },
    review: /Restores to 2026-01-15 09:07:00Z.*The restored cluster has no instances/,
    metadata: { restoreToTime: '2026-01-15T09:07:00Z', engine: 'aurora-postgresql' },
  },
  DynamoDB: {
    filter: 'COMPLETED carts',
    form: new RegExp(`New table +carts-restored-${date}`),
    review: /Not in the backup, set up again/,
    metadata: { targetTableName: `carts-restored-${date}` },
  },
  EFS: {
    filter: 'COMPLETED home-folders',
    form: /As a new file system +true/,
    fields: { 'Only these paths': '/home/ann, /etc/my hosts' },
    review: /aws-backup-restore_… at the root/,
    metadata: {
      newFileSystem: 'true',
      ItemsToRestore: '["/home/ann","/etc/my hosts"]',
      CreationToken: expect.any(String),
    },
  },
  S3: {
    filter: 'AVAILABLE acme-documents',
    form: /As a new bucket +true/,
    fields: { 'Restore to time': 'yesterday 23:59 Berlin', 'Only these paths': 's3://acme-documents/2025' },
    review: made('acme-documents'),
    metadata: {
      RestoreTime: '2026-01-14T22:59:00Z',
      NewBucket: 'true',
      ItemsToRestore: list('s3://acme-documents/2025'),
    },
  },
  DocumentDB: {
    filter: 'COMPLETED catalog-cluster',
    form: /Engine +docdb/,
    review: made('catalog-cluster'),
    metadata: { engine: 'docdb', dbClusterIdentifier: `catalog-cluster-restored-${date}` },
  },
  Neptune: {
    filter: 'COMPLETED graph-cluster',
    form: /Engine +neptune/,
    review: made('graph-cluster'),
    metadata: { engine: 'neptune' },
  },
  'FSx for Windows': {
    filter: 'COMPLETED office-share',
    form: /Active Directory +d-9067012345/,
    review: /ds:DescribeDirectories/,
    metadata: { WindowsConfiguration: expect.stringContaining('"ThroughputCapacity":32'), SubnetIds: list('subnet-') },
  },
  'FSx for ONTAP': {
    filter: 'COMPLETED sap-volume',
    form: /New volume +sap_volume_restored_20260115_1207|New volume +fs_/,
    fields: { 'Into SVM': 'svm-1' },
    review: /A new volume is added to the existing storage virtual machine svm-1/,
    name: 'svm-1',
    metadata: { OntapConfiguration: expect.stringContaining('"storageVirtualMachineId":"svm-1"') },
  },
  Redshift: {
    filter: 'COMPLETED warehouse',
    form: /Restore type +CLUSTER_RESTORE/,
    review: /because vaultop cannot ask AWS for it: if it is, the job fails/,
    metadata: { ClusterIdentifier: `warehouse-restored-${date}`, NumberOfNodes: '2' },
  },
  'a table of Redshift': {
    filter: 'COMPLETED warehouse',
    form: /Restore type/,
    fields: {
      'Restore type': 'TABLE_RESTORE',
      'Into cluster': 'warehouse',
      'Source database': 'dev',
      'Source schema': 'public',
      'Source table': 'sales',
      'Target database': 'dev',
      'Target schema': 'public',
      'New table': 'sales_restored',
    },
    review: /A new table is added to the existing cluster warehouse.*Not verified against AWS/,
    name: 'warehouse',
    metadata: { RestoreType: 'TABLE_RESTORE', NewTableName: 'sales_restored', ClusterIdentifier: 'warehouse' },
  },
  'Redshift Serverless': {
    filter: 'COMPLETED type:Serverless',
    form: /Restore type +NAMESPACE_RESTORE/,
    fields: { 'Into namespace': 'reports', Workgroup: 'analysts' },
    review: /All databases of the namespace reports are replaced: their current data is lost/,
    name: 'reports',
    metadata: { NamespaceIdentifier: 'reports', Workgroup: 'analysts' },
  },
  'SAP HANA': {
    filter: 'COMPLETED type:HANA',
    form: /Over database/,
    fields: { 'Over database': 'arn:aws:ssm-sap:us-east-1:123456789012:HANA/erp/DB/QAS' },
    review: /The SAP HANA database QAS is overwritten: its current data is lost/,
    name: 'QAS',
    metadata: { RecoveryType: 'FULL_DATA_BACKUP_RECOVERY' },
  },
  Timestream: {
    filter: 'COMPLETED type:Timestream',
    form: /Hours in memory +24/,
    fields: { 'In database': 'telemetry' },
    review: /Not verified against AWS: the AWS guide names the database DestinationDatabase/,
    metadata: { DestinationDatabase: 'telemetry', MemoryStoreRetentionPeriodInHours: '24' },
  },
  VMware: {
    filter: 'COMPLETED type:VirtualMachine',
    form: /Restore to/,
    fields: { 'Restore to': 'EC2Instance' },
    review: /A new resource is created/,
    metadata: { RestoreTo: 'EC2Instance' },
  },
  'Storage Gateway': {
    filter: 'COMPLETED branch-files',
    form: /Restore as +gateway/,
    fields: { 'Restore as': 'volume', 'Availability Zone': 'us-east-1b' },
    review: /A new resource is created/,
    metadata: { availabilityZone: 'us-east-1b' },
  },
  CloudFormation: {
    filter: 'COMPLETED type:CloudFormation web-stack-template',
    form: new RegExp(`New stack +web-stack-template-restored-${date}`),
    review: /Review and execute the change set/,
    metadata: { StackName: `web-stack-template-restored-${date}` },
  },
  EKS: {
    filter: 'COMPLETED type:EKS',
    form: /As a new cluster +true/,
    fields: {
      'Role of the cluster': 'arn:aws:iam::123456789012:role/eks',
      VPC: 'vpc-1',
      Subnets: 'subnet-1, subnet-2',
      'Security groups': 'sg-1',
    },
    review: made('shop-cluster'),
    metadata: {
      clusterVpcConfig: '{"vpcId":"vpc-1","subnetIds":["subnet-1","subnet-2"],"securityGroupIds":["sg-1"]}',
    },
  },
  DSQL: {
    filter: 'COMPLETED type:DSQL',
    form: /Peered clusters too +false/,
    review: /A new resource is created/,
    metadata: { useMultiRegionOrchestration: 'false' },
  },
};

test.each(Object.entries(journeys))('%s', async (_, { filter, form, fields = {}, review, name, metadata }) => {
  const { see, press } = dashboard;
  await openForm(filter);
  await see(form);
  await fill(dashboard, fields);
  await press(run);
  await see(name === undefined ? /y confirms/ : new RegExp(`Type ${name} and press enter`));
  expect(await readReview()).toMatch(review);
  await press(...(name === undefined ? ['y'] : [name, keys.return]));
  await see(/Restore job started: [0-9A-F-]{36}/);
  expect(sent().at(-1)?.Metadata).toMatchObject(metadata);
  await press(keys.escape);
});

test('marked points of one type are restored by one form: shared values, a name for each', async () => {
  const { see, press } = dashboard;
  const before = sent().length;
  await press(keys.escape, keys.escape);
  await openList(dashboard, 'points', 'COMPLETED type:DynamoDB');
  await press(' ', keys.down, ' ', 'w');
  await see(new RegExp(`New table +\\{name\\}-restored-${date}`));
  await fill(dashboard, { 'New table': '{name}-of-{date}' });
  await press(run);
  await see(/Type 2 and press enter/);
  const review = await readReview();
  for (const name of ['carts', 'web-stack-sessions']) {
    expect(review).toContain(`${name}-of-${date} is created`);
  }
  await press('2', keys.return);
  await see(/Restore job started: [0-9A-F-]{36}/);
  const names = sent()
    .slice(before)
    .map(({ Metadata }) => Metadata.targetTableName);
  expect(new Set(names)).toEqual(new Set([`carts-of-${date}`, `web-stack-sessions-of-${date}`]));
  await press(keys.escape);
});

test('a taken name is refused before anything is sent', async () => {
  const { see, press } = dashboard;
  const before = sent().length;
  await openForm('COMPLETED carts');
  await see(/New table/);
  await fill(dashboard, { 'New table': 'web-stack-sessions' });
  await press(run);
  await see(/exists already/);
  expect(sent()).toHaveLength(before);
  await press(keys.escape, keys.escape);
});
