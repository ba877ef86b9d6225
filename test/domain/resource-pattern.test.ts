import { expect, test } from 'vitest';
import { resourceWords } from '../../src/domain/plans/resource-pattern.ts';

/** AWS's own type patterns. https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_backup_syntax.html */
test.each([
  ['*', 'everything'],
  ['arn:aws:ec2:*:*:volume/*', 'all EBS volumes'],
  ['arn:aws:ec2:*:*:instance/*', 'all EC2 instances'],
  ['arn:aws:ec2:::instance/*', 'all EC2 instances'],
  ['arn:aws-us-gov:ec2:*:*:volume/*', 'all EBS volumes'],
  ['arn:aws:ec2:eu-west-1:*:volume/*', 'all EBS volumes in eu-west-1'],
  ['arn:aws:ec2:eu-west-1:111122223333:volume/*', 'all EBS volumes in eu-west-1 of account 111122223333'],
  ['arn:aws:ec2:*:*:volume/vol-0a*', 'EBS volumes vol-0a*'],
  ['arn:aws:ec2:*', 'all of EC2 and EBS'],
  ['arn:aws:ec2:*:*:*', 'all of EC2 and EBS'],
  ['arn:aws:fsx:*', 'all of FSx'],
  ['arn:aws:rds:*:*:db:*', 'all RDS databases'],
  ['arn:aws:rds:*:*:cluster:*', 'all Aurora, DocumentDB, Neptune and RDS clusters'],
  ['arn:aws:dynamodb:*:*:table/*', 'all DynamoDB tables'],
  ['arn:aws:dynamodb:*:*:table/prod-*', 'DynamoDB tables prod-*'],
  ['arn:aws:elasticfilesystem:*:*:file-system/*', 'all EFS file systems'],
  ['arn:aws:s3:::*', 'all S3 buckets'],
  ['arn:aws:s3:*', 'all S3 buckets'],
  ['arn:aws:s3:::logs-*', 'S3 buckets logs-*'],
  ['arn:aws:fsx:*:*:file-system/*', 'all FSx file systems'],
  ['arn:aws:fsx:*:*:volume/*', 'all FSx volumes'],
  ['arn:aws:redshift:*:*:cluster:*', 'all Redshift clusters'],
  ['arn:aws:redshift-serverless:*:*:namespace/*', 'all Redshift Serverless namespaces'],
  ['arn:aws:storagegateway:*:*:gateway/*', 'all Storage Gateway volumes'],
  ['arn:aws:cloudformation:*:*:stack/*', 'all CloudFormation stacks'],
  ['arn:aws:timestream:*:*:database/*', 'all Timestream databases'],
  ['arn:aws:backup-gateway:*:*:vm/*', 'all VMware virtual machines'],
  ['arn:aws:ssm-sap:*:*:HANA/*', 'all SAP HANA databases'],
  ['arn:aws:eks:*:*:cluster/*', 'all EKS clusters'],
  ['arn:aws:dsql:*:*:cluster/*', 'all Aurora DSQL clusters'],
  ['arn:aws:new-service:*:*:thing/*', 'arn:aws:new-service:*:*:thing/*'],
  ['arn:aws:constructor:*', 'arn:aws:constructor:*'],
  ['arn:aws:ec2:*:*:vol*', 'arn:aws:ec2:*:*:vol*'],
  ['prod-*', 'prod-*'],
  ['arn:aws:dynamodb:eu-west-1:1:table/orders', 'orders'],
])('%s is %s', (arn, words) => {
  expect(resourceWords([arn])).toEqual([words]);
});

test('names that two kinds share are told apart', () => {
  expect(resourceWords(['arn:aws:dynamodb:eu-west-1:1:table/orders', 'arn:aws:rds:eu-west-1:1:db:orders'])).toEqual([
    'orders (dynamodb table)',
    'orders (rds db)',
  ]);
});
