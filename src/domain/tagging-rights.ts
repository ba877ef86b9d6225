// The right that the service of a resource requires to tag it, beside tag:TagResources.
// https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/API_TagResources.html, "Minimum permissions"; the
// names: https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
import { tableOf } from '../lib/text/table.ts';
import { parseArn } from './arn.ts';

const rights = tableOf<string>({
  'backup-gateway': 'backup-gateway:TagResource',
  dsql: 'dsql:TagResource',
  dynamodb: 'dynamodb:TagResource',
  ec2: 'ec2:CreateTags',
  eks: 'eks:TagResource',
  elasticfilesystem: 'elasticfilesystem:TagResource',
  fsx: 'fsx:TagResource',
  rds: 'rds:AddTagsToResource',
  redshift: 'redshift:CreateTags',
  'redshift-serverless': 'redshift-serverless:TagResource',
  s3: 's3:PutBucketTagging',
  'ssm-sap': 'ssm-sap:TagResource',
  storagegateway: 'storagegateway:AddTagsToResource',
  timestream: 'timestream:TagResource',
});

/** Sorted, each once: 'tag:TagResources', 'ec2:CreateTags'. A service that is not in the table is named. */
export function taggingRights(arns: readonly string[]): string[] {
  const services = new Set(arns.map((arn) => parseArn(arn)?.service ?? 'its service'));
  const own = [...services].map((service) => rights[service] ?? `the tagging permission of ${service}`).toSorted();
  return ['tag:TagResources', ...own];
}
