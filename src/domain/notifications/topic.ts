// Whether AWS Backup can publish to an SNS topic, and what to add if it cannot.
// https://docs.aws.amazon.com/aws-backup/latest/devguide/backup-notifications.html
import { jsonText } from '../../lib/text/json-text.ts';
import { parseArn } from '../arn.ts';
import { type ServiceAccess, serviceAccess } from './service-access.ts';

export interface Topic {
  readonly arn: string;
  /** JSON. Absent: it was not read; `refused` may tell why. */
  readonly policy?: string;
  /** ARN, id or alias of the key that encrypts its messages; absent: they are not encrypted. */
  readonly keyId?: string;
  /** JSON. */
  readonly keyPolicy?: string;
  /** AWS's own key for SNS, whose policy nobody can change. */
  readonly isAwsKey?: boolean;
  readonly isGone?: boolean;
  /** Why something of it is not known. */
  readonly refused?: string;
}

/** AWS: FIFO topics take no notifications of AWS Backup. */
export const isFifo = (arn: string): boolean => arn.endsWith('.fifo');

export const awsSnsKey = 'alias/aws/sns';

const service = 'backup.amazonaws.com';
/** AWS: a service that publishes to an encrypted topic. https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html */
const keyActions = ['kms:GenerateDataKey', 'kms:Decrypt'] as const;

/** The worst of topic and key. `missing`: AWS Backup cannot publish. */
export function topicAccess(topic: Topic): ServiceAccess {
  if (topic.isGone || isFifo(topic.arn)) return 'denied';
  const found = [policyAccess(topic), keyAccess(topic)];
  return (['denied', 'missing', 'unknown'] as const).find((one) => found.includes(one)) ?? 'allowed';
}

const policyAccess = ({ arn, policy }: Topic): ServiceAccess =>
  policy === undefined ? 'unknown' : serviceAccess(policy, { service, action: 'SNS:Publish', resource: arn });

function keyAccess({ keyId, keyPolicy, isAwsKey }: Topic): ServiceAccess {
  if (keyId === undefined) return 'allowed';
  if (isAwsKey) return 'denied';
  if (keyPolicy === undefined) return 'unknown';
  // The key's own policy names it by '*' or by its ARN.
  const resource = parseArn(keyId) ? keyId : '*';
  const found = keyActions.map((action) => serviceAccess(keyPolicy, { service, action, resource }));
  return (['denied', 'missing', 'unknown'] as const).find((one) => found.includes(one)) ?? 'allowed';
}

/** Sentences about what keeps AWS Backup from publishing, each with what to add; empty: nothing is known to. */
export function topicTroubles(topic: Topic): readonly string[] {
  const { arn, keyId, isGone, refused } = topic;
  if (isGone) return [`The topic ${arn} does not exist.`];
  if (isFifo(arn)) return ['AWS Backup does not publish to FIFO topics.'];
  return [
    ...(refused === undefined ? [] : [`Not known whether AWS Backup may publish to the topic: ${refused}`]),
    ...policyTroubles(topic),
    ...(keyId === undefined ? [] : keyTroubles(topic)),
  ];
}

function policyTroubles(topic: Topic): readonly string[] {
  if (topic.policy === undefined) return [];
  const access = policyAccess(topic);
  if (access === 'denied') return [`The topic's policy denies ${service} SNS:Publish: no notification is delivered.`];
  if (access === 'unknown') return [`A condition of the topic's policy decides whether ${service} may publish.`];
  if (access === 'allowed') return [];
  return [
    `The topic's policy does not allow AWS Backup to publish: no notification is delivered. Add to the policy: ${topicStatement(topic.arn)}`,
  ];
}

function keyTroubles(topic: Topic): readonly string[] {
  const { keyPolicy, isAwsKey } = topic;
  if (isAwsKey) {
    return [
      `The topic is encrypted with the AWS managed key ${awsSnsKey}, which AWS Backup cannot use: no notification is delivered. ` +
        `Encrypt the topic with a customer managed key whose policy has: ${keyStatement}`,
    ];
  }
  if (keyPolicy === undefined) return [];
  const access = keyAccess(topic);
  if (access === 'denied')
    return [`The policy of the topic's key denies ${service} its use: no notification is delivered.`];
  if (access === 'unknown')
    return [`A condition of the key's policy decides whether ${service} may use the topic's key.`];
  if (access === 'allowed') return [];
  return [
    `The policy of the topic's key does not allow AWS Backup to use it: no notification is delivered. Add to the policy: ${keyStatement}`,
  ];
}

export const topicStatement = (arn: string): string =>
  jsonText({ Effect: 'Allow', Principal: { Service: service }, Action: 'SNS:Publish', Resource: arn });

export const keyStatement = jsonText({
  Effect: 'Allow',
  Principal: { Service: service },
  Action: ['kms:GenerateDataKey*', 'kms:Decrypt'],
  Resource: '*',
});
