// https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html
import { parseBag } from '../../lib/bag.ts';
import { notImplemented } from '../wire/aws-error.ts';
import { allows, readPolicy } from '../wire/resource-policy.ts';
import { invalidParameter } from './sns-errors.ts';

const settable: ReadonlySet<string> = new Set([
  'DataProtectionPolicy',
  'DeliveryPolicy',
  'DisplayName',
  'KmsMasterKeyId',
  'Policy',
  'SignatureVersion',
  'TracingConfig',
]);

export function checkTopicAttribute(name: string, value: string): void {
  if (name === 'FifoTopic' || name === 'ContentBasedDeduplication') throw notImplemented('sns', 'FIFO topics');
  if (!settable.has(name)) throw invalidParameter('AttributeName');
  if (name === 'DisplayName' && value.length > 100) throw invalidParameter('DisplayName');
  if (name === 'Policy' && readPolicy(value) === undefined) throw invalidParameter('Policy Error: null');
  if (name === 'DeliveryPolicy' && parseBag(value) === undefined) throw invalidParameter('DeliveryPolicy');
  if (name === 'SignatureVersion' && !['1', '2'].includes(value)) throw invalidParameter('SignatureVersion');
  if (name === 'TracingConfig' && !['PassThrough', 'Active'].includes(value)) throw invalidParameter('TracingConfig');
}

/** The default policy: only the owner may use the topic. */
const ownersPolicy = (arn: string, account: string) => ({
  Version: '2008-10-17',
  Id: '__default_policy_ID',
  Statement: [
    {
      Sid: '__default_statement_ID',
      Effect: 'Allow',
      Principal: { AWS: '*' },
      Action: ['SNS:Publish', 'SNS:Subscribe', 'SNS:GetTopicAttributes', 'SNS:SetTopicAttributes'],
      Resource: arn,
      Condition: { StringEquals: { 'AWS:SourceOwner': account } },
    },
  ],
});

export const defaultTopicAttributes = (arn: string, account: string): Record<string, string> => ({
  DisplayName: '',
  Policy: JSON.stringify(ownersPolicy(arn, account)),
});

/** Whether AWS Backup may publish. A topic without a policy counts as configured for AWS Backup. */
export function takesNotifications(topicArn: string, { Policy: text }: Readonly<Record<string, string>>): boolean {
  const policy = text === undefined ? undefined : readPolicy(text);
  if (policy === undefined) return true;
  return allows(policy, { action: 'SNS:Publish', resource: topicArn, service: 'backup.amazonaws.com' });
}
