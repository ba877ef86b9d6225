// The `types` estate: one account, one Region, and one resource of each type that AWS Backup restores.
import { createBuilder, type RegionBuilder } from '../estate-builder.ts';
import { type EstateSpec, lazyRegions, type RegionSpec, type ResourceSpec } from '../spec.ts';
import type { SmallEstateOptions } from './small-estate.ts';
import { virginia } from './small-regions.ts';

const resourcesOf = (at: RegionBuilder): ResourceSpec[] => [
  at.resource('EBS', 'data-volume', { sizeGib: 200 }),
  at.resource('EC2', 'web-server', { sizeGib: 80 }),
  at.resource('RDS', 'orders-db', { sizeGib: 300 }),
  at.resource('Aurora', 'billing-cluster', { sizeGib: 500 }),
  at.resource('DocumentDB', 'catalog-cluster', { sizeGib: 120 }),
  at.resource('Neptune', 'graph-cluster', { sizeGib: 90 }),
  at.resource('DynamoDB', 'carts', { sizeGib: 12 }),
  at.resource('EFS', 'home-folders', { sizeGib: 400 }),
  at.resource('S3', 'acme-documents', { sizeGib: 900 }),
  at.resource('FSx', 'office-share', { sizeGib: 600, fileSystem: 'WINDOWS' }),
  at.resource('FSx', 'training-data', { sizeGib: 1_200, fileSystem: 'LUSTRE' }),
  at.resource('FSx', 'sap-volume', { sizeGib: 100, fileSystem: 'ONTAP' }),
  at.resource('FSx', 'build-cache', { sizeGib: 300, fileSystem: 'OPENZFS' }),
  at.resource('Redshift', 'warehouse', { sizeGib: 2_000 }),
  at.resource('Redshift Serverless', 'reports', { sizeGib: 150 }),
  at.resource('Storage Gateway', 'branch-files', { sizeGib: 800 }),
  at.resource('Timestream', 'sensor-readings', { sizeGib: 60 }),
  at.resource('VirtualMachine', 'erp-vm', { sizeGib: 250 }),
  at.resource('SAP HANA on Amazon EC2', 'HDB', { sizeGib: 700 }),
  at.stack('web-stack', [
    at.resource('DynamoDB', 'web-stack-sessions', { sizeGib: 2 }),
    at.resource('CloudFormation', 'web-stack-template', { sizeGib: 0 }),
  ]),
  at.resource('EKS', 'shop-cluster', {
    sizeGib: 0,
    members: [at.resource('EBS', 'shop-cluster-data', { sizeGib: 40 })],
  }),
  at.resource('DSQL', 'ledger', { sizeGib: 30 }),
];

function region(at: RegionBuilder): RegionSpec {
  const resources = resourcesOf(at);
  const arns = resources.map(({ arn }) => arn);
  const continuous = at.named(resources, 'orders-db', 'billing-cluster', 'acme-documents');
  return {
    region: virginia,
    resources,
    vaults: [at.vault('lab', { ageDays: 100 })],
    plans: [
      at.plan('nightly', {
        arns,
        rules: [at.rule('Nightly', 'cron(0 2 ? * * *)', { vault: 'lab', deleteAfterDays: 7 })],
      }),
      at.plan('continuous', {
        arns: continuous,
        rules: [at.rule('Continuous', 'cron(0 3 ? * * *)', { vault: 'lab', deleteAfterDays: 14, continuous: true })],
      }),
    ],
    restoreTests: [],
  };
}

export function createTypesEstate(options: SmallEstateOptions): EstateSpec {
  const build = createBuilder(options);
  return {
    account: options.account,
    accountName: 'acme-lab',
    ...lazyRegions([{ region: virginia, make: () => region(build.region(virginia)) }]),
  };
}
