// https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html
import { parseBag } from '../../lib/bag.ts';
import type { Estate } from '../estate/estate.ts';
import { keyAllowsService } from '../kms/key-policies.ts';
import { keyArnsIn } from '../kms/key-states.ts';
import { allows, readPolicy } from '../wire/resource-policy.ts';
import { invalidParameter } from './sns-errors.ts';

const settable: ReadonlySet<string> = new Set([
  'DataProtectionPolicy',
  'DeliveryPolicy',
  'DisplayName',
  'ContentBasedDeduplication',
  'FifoTopic',
  'KmsMasterKeyId',
  'Policy',
  'SignatureVersion',
  'TracingConfig',
]);

export function checkTopicAttribute(name: string, value: string): void {
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

/** The policy of a topic that the owner of a vault made for its notifications. */
export function backupTopicAttributes(arn: string): Record<string, string> {
  const [, , , , account = ''] = arn.split(':');
  const { Statement, ...policy } = ownersPolicy(arn, account);
  const backup = { Effect: 'Allow', Principal: { Service: backupService }, Action: 'SNS:Publish', Resource: arn };
  return { Policy: JSON.stringify({ ...policy, Statement: [...Statement, backup] }) };
}

const backupService = 'backup.amazonaws.com';

/**
 * Whether AWS Backup may publish. AWS: not to a FIFO topic, not without the policies of the topic and of its key, and
 * the policy of AWS's own key cannot be changed.
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/backup-notifications.html
 * https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
 */
export function takesNotifications(
  estate: Estate,
  topicArn: string,
  { Policy: text, KmsMasterKeyId: key = '' }: Readonly<Record<string, string>>,
): boolean {
  const policy = text === undefined ? undefined : readPolicy(text);
  const access = { action: 'SNS:Publish', resource: topicArn, service: backupService };
  if (topicArn.endsWith('.fifo') || policy === undefined || !allows(policy, access)) return false;
  if (key === '') return true;
  const region = topicArn.split(':')[3] ?? '';
  const keyArn = keyArnsIn(estate, region).find((arn) => arn === key || arn.endsWith(`:key/${key}`));
  return keyArn !== undefined && keyAllowsService(estate, keyArn, backupService);
}
