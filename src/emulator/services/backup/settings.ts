import type {
  DescribeGlobalSettingsOutput,
  DescribeRegionSettingsOutput,
  GetSupportedResourceTypesOutput,
  ListTagsInput,
  ListTagsOutput,
} from '@aws-sdk/client-backup';
import { resourceNotFound } from '../../wire/aws-error.ts';
import { pageOf } from '../../wire/paging.ts';
import type { Call } from '../service.ts';

/** Every type AWS Backup knows, and whether this account has opted in. Some names hold spaces. */
const optIns: Record<string, boolean> = {
  Aurora: true,
  CloudFormation: true,
  DSQL: true,
  DocumentDB: true,
  DynamoDB: true,
  EBS: true,
  EC2: true,
  EFS: true,
  EKS: false,
  FSx: true,
  Neptune: true,
  RDS: true,
  Redshift: true,
  'Redshift Serverless': false,
  S3: true,
  'SAP HANA on Amazon EC2': false,
  'Storage Gateway': true,
  Timestream: false,
  VirtualMachine: true,
};

export const getSupportedResourceTypes = (): GetSupportedResourceTypesOutput => ({
  ResourceTypes: Object.keys(optIns),
});

export const describeRegionSettings = (): DescribeRegionSettingsOutput => ({
  ResourceTypeOptInPreference: optIns,
  ResourceTypeManagementPreference: { CloudFormation: true, DSQL: true, DynamoDB: true, EFS: true },
});

const dayMs = 86_400_000;

export const describeGlobalSettings = (_input: object, { now }: Call): DescribeGlobalSettingsOutput => ({
  GlobalSettings: {
    isCrossAccountBackupEnabled: 'true',
    isMpaEnabled: 'false',
    isDelegatedAdministratorEnabled: 'false',
  },
  LastUpdateTime: new Date(Math.floor(now / dayMs) * dayMs - 200 * dayMs),
});

export function listTags(input: ListTagsInput, call: Call): ListTagsOutput {
  const tags = Object.entries(tagsOf(input.ResourceArn, call)).sort(([a], [b]) => (a < b ? -1 : 1));
  const { items, nextToken } = pageOf(tags, input, ([key]) => key);
  return { Tags: Object.fromEntries(items), NextToken: nextToken };
}

function tagsOf(arn: string | undefined, { estate, region, now }: Call): Record<string, string> {
  const vaults = estate.vaults(region);
  const owner = [...vaults, ...estate.plans(region)].find((candidate) => candidate.arn === arn);
  if (owner !== undefined) return owner.tags;
  for (const { name } of vaults) {
    const point = estate.points(region, name, now).find((candidate) => candidate.arn === arn);
    // Points carry the tags of what they are points of.
    if (point !== undefined) return point.backup.resource.tags;
  }
  throw resourceNotFound(`Resource ${arn} does not exist.`);
}
