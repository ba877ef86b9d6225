// AWS CloudFormation: the members of the estate's stacks.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListStackResources.html
import { nameInArn } from '../estate/arn.ts';
import type { ResourceSpec } from '../estate/spec.ts';
import { createQueryService } from '../protocols/query-service.ts';
import type { Call, EmulatedService } from '../protocols/service.ts';
import { AwsError } from '../wire/aws-error.ts';
import { struct, text } from '../wire/own-schema.ts';
import { decodeToken, encodeToken } from '../wire/paging.ts';

interface ListStackResourcesRequest {
  StackName?: string;
  NextToken?: string;
}

const pageSize = 100;

/** CloudFormation's names of AWS Backup's types. */
const resourceTypes: Readonly<Record<string, string>> = {
  Aurora: 'AWS::RDS::DBCluster',
  DynamoDB: 'AWS::DynamoDB::Table',
  EBS: 'AWS::EC2::Volume',
  EC2: 'AWS::EC2::Instance',
  EFS: 'AWS::EFS::FileSystem',
  FSx: 'AWS::FSx::FileSystem',
  RDS: 'AWS::RDS::DBInstance',
  Redshift: 'AWS::Redshift::Cluster',
  S3: 'AWS::S3::Bucket',
};

function listStackResources({ StackName = '', NextToken }: ListStackResourcesRequest, { estate, region }: Call) {
  const stack = estate
    .resources(region)
    .find(({ type, arn, name }) => type === 'CloudFormation' && (arn === StackName || name === StackName));
  if (stack === undefined) throw new AwsError('ValidationError', `Stack '${StackName}' does not exist`);
  const role = { LogicalResourceId: 'Role', PhysicalResourceId: `${stack.name}-role`, ResourceType: 'AWS::IAM::Role' };
  const all = [...(stack.members ?? []).map(toSummary), role];
  const start = NextToken ? Number(decodeToken(NextToken)) : 0;
  const member = all.slice(start, start + pageSize).map((item) => ({ ...item, ResourceStatus: 'CREATE_COMPLETE' }));
  const end = start + member.length;
  return {
    StackResourceSummaries: { member },
    NextToken: end < all.length ? encodeToken(String(end)) : undefined,
  };
}

const toSummary = ({ arn, type }: ResourceSpec, index: number) => ({
  LogicalResourceId: `Member${index + 1}`,
  // A bucket's ARN has no part before its name.
  PhysicalResourceId: nameInArn(arn),
  ResourceType: resourceTypes[type] ?? 'AWS::CloudFormation::CustomResource',
});

export const createCloudFormationService = (): EmulatedService =>
  createQueryService({
    name: 'cloudformation',
    xmlns: 'http://cloudformation.amazonaws.com/doc/2010-05-15/',
    input: struct({ StackName: text, NextToken: text }),
    handlers: { ListStackResources: listStackResources },
  });
