// The ARN patterns with which a resource assignment takes every resource of a type.
import { tableOf } from '../../lib/text/table.ts';
import { partitionOf } from '../partition.ts';

/**
 * By type, without the partition.
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/assigning-resources.html
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
const patterns = tableOf<readonly string[]>({
  Aurora: ['rds:*:*:cluster:*'],
  'Aurora-DSQL': ['dsql:*:*:cluster/*'],
  CloudFormation: ['cloudformation:*:*:stack/*'],
  DocumentDB: ['rds:*:*:cluster:*'],
  DynamoDB: ['dynamodb:*:*:table/*'],
  EBS: ['ec2:*:*:volume/*'],
  EC2: ['ec2:*:*:instance/*'],
  EFS: ['elasticfilesystem:*:*:file-system/*'],
  EKS: ['eks:*:*:cluster/*'],
  FSx: ['fsx:*:*:file-system/*', 'fsx:*:*:volume/*'],
  Neptune: ['rds:*:*:cluster:*'],
  RDS: ['rds:*:*:db:*'],
  Redshift: ['redshift:*:*:cluster:*'],
  'Redshift-Serverless': ['redshift-serverless:*:*:namespace/*'],
  S3: ['s3:::*'],
  'SAP-HANA': ['ssm-sap:*:*:HANA/*'],
  'Storage-Gateway': ['storagegateway:*:*:gateway/*'],
  Timestream: ['timestream:*:*:database/*'],
  VirtualMachine: ['backup-gateway:*:*:vm/*'],
});

export const patternTypes: readonly string[] = Object.keys(patterns);

/** Empty: there is no such type. */
export const typePatterns = (type: string, region: string): readonly string[] =>
  (patterns[type] ?? []).map((pattern) => `arn:${partitionOf(region)}:${pattern}`);

/** The problem of an ARN or pattern in a resource assignment of a plan of this Region, in one sentence. */
export function patternProblem(pattern: string, region: string): string | undefined {
  if (pattern === '*') return undefined;
  const own = partitionOf(region);
  const [, partition] = /^arn:([^:]+):[^:]+:/.exec(pattern) ?? [];
  if (partition === undefined)
    return `"${pattern}" is not an ARN. Examples: arn:${own}:ec2:*:*:volume/* for every volume, * for all resources.`;
  return partition === own ? undefined : `"${pattern}" is not in ${region}: its ARNs begin with arn:${own}:.`;
}
