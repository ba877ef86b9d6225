// The members of CloudFormation stacks, among the resources of an inventory.
import { mostStacks } from '../../../config/budgets.ts';
import type { StackResource } from '../../aws/declared/cloudformation.ts';
import { parseArn } from '../../domain/arn.ts';
import type { InventoryContainer, InventoryResource } from '../../domain/coverage/inventory.ts';
import { tableOf } from '../../lib/text/table.ts';
import type { RequestContext } from '../resource.ts';
import { isLasting } from './inventoried.ts';
import type { Related } from './relations.ts';

/** The position of CloudFormation's types in ARNs, for types whose physical id is the last part of the ARN. */
const kinds = tableOf({
  'AWS::DynamoDB::Table': 'dynamodb table',
  'AWS::DynamoDB::GlobalTable': 'dynamodb table',
  'AWS::EC2::Instance': 'ec2 instance',
  'AWS::EC2::Volume': 'ec2 volume',
  'AWS::EFS::FileSystem': 'elasticfilesystem file-system',
  'AWS::EKS::Cluster': 'eks cluster',
  'AWS::FSx::FileSystem': 'fsx file-system',
  'AWS::RDS::DBCluster': 'rds cluster',
  'AWS::RDS::DBInstance': 'rds db',
  'AWS::DocDB::DBCluster': 'rds cluster',
  'AWS::Neptune::DBCluster': 'rds cluster',
  'AWS::Redshift::Cluster': 'redshift cluster',
  'AWS::S3::Bucket': 's3 bucket',
});

export async function listStackMembers(
  request: RequestContext,
  rows: readonly InventoryResource[],
): Promise<Related | undefined> {
  const stacks = rows.filter(({ type }) => type === 'CloudFormation');
  if (stacks.length === 0) return undefined;
  const arns = new Map(rows.map(({ arn }) => [physicalKey(arn), arn]));
  const containers = new Map<string, InventoryContainer>();
  let isPartial = stacks.length > mostStacks;
  for (const { arn: stack } of stacks.slice(0, mostStacks)) {
    try {
      for await (const page of request.pages('cloudformation', 'ListStackResources', { StackName: stack })) {
        for (const member of page.StackResourceSummaries ?? []) {
          const arn = arns.get(memberKey(member));
          if (arn !== undefined) containers.set(arn, { relation: 'stack', arn: stack });
        }
      }
    } catch (error) {
      // A stack may be gone by now; a missing permission affects all of them.
      if (!isLasting(error)) throw error;
      isPartial = true;
      if (containers.size === 0) break;
    }
  }
  return { containers, isPartial };
}

const memberKey = ({ ResourceType = '', PhysicalResourceId: id = '' }: StackResource): string =>
  `${kinds[ResourceType] ?? ''} ${id}`;

/** 'dynamodb table orders'. */
function physicalKey(arn: string): string {
  const { service = '', resource = '' } = parseArn(arn) ?? {};
  if (service === 's3') return `s3 bucket ${resource}`;
  const [kind = '', ...rest] = resource.split(/[:/]/);
  return `${service} ${kind} ${rest.join('/')}`;
}
