import { expect, test } from 'vitest';
import { type Topic, topicAccess, topicStatement, topicTroubles } from '../../../src/domain/notifications/topic.ts';

const arn = 'arn:aws:sns:eu-west-1:123456789012:alerts';
const keyId = 'arn:aws:kms:eu-west-1:123456789012:key/0a1b';
const backup = { Service: 'backup.amazonaws.com' };
const policyOf = (...statements: object[]) => JSON.stringify({ Version: '2012-10-17', Statement: statements });
const allow = { Effect: 'Allow', Principal: backup, Action: 'SNS:Publish', Resource: arn };
/** What SNS gives a new topic. */
const ownersOnly = {
  Effect: 'Allow',
  Principal: { AWS: '*' },
  Action: ['SNS:Publish', 'SNS:Subscribe'],
  Resource: arn,
  Condition: { StringEquals: { 'AWS:SourceOwner': '123456789012' } },
};
const tlsOnly = {
  Effect: 'Deny',
  Principal: '*',
  Action: 'SNS:Publish',
  Resource: arn,
  Condition: { Bool: { 'aws:SecureTransport': 'false' } },
};
const ofOrganization = { ...tlsOnly, Condition: { StringNotEquals: { 'aws:PrincipalOrgID': 'o-1' } } };
const ofAccount = { ...allow, Condition: { StringEquals: { 'aws:SourceAccount': '123456789012' } } };

const open = policyOf(allow);
const keyPolicy = policyOf({
  Effect: 'Allow',
  Principal: backup,
  Action: ['kms:GenerateDataKey*', 'kms:Decrypt'],
  Resource: '*',
});
const rootOnly = policyOf({
  Effect: 'Allow',
  Principal: { AWS: 'arn:aws:iam::123456789012:root' },
  Action: 'kms:*',
  Resource: '*',
});

const cases: readonly [what: string, topic: Omit<Topic, 'arn'>, access: string, says: RegExp | undefined][] = [
  [
    "AWS's default policy",
    { policy: policyOf(ownersOnly) },
    'missing',
    /does not allow AWS Backup to publish.* Add to the policy: \{"Effect":"Allow","Principal":\{"Service":"backup.amazonaws.com"\}/,
  ],
  ['a statement for AWS Backup', { policy: policyOf(ownersOnly, allow) }, 'allowed', undefined],
  [
    'a statement for all actions of SNS',
    { policy: policyOf({ ...allow, Action: 'sns:*', Resource: '*' }) },
    'allowed',
    undefined,
  ],
  [
    'a statement for another topic',
    { policy: policyOf({ ...allow, Resource: `${arn}-2` }) },
    'missing',
    /Add to the policy/,
  ],
  [
    'a statement for another service',
    { policy: policyOf({ ...allow, Principal: { Service: 's3.amazonaws.com' } }) },
    'missing',
    /Add to the policy/,
  ],
  ['the statement against plain HTTP', { policy: policyOf(allow, tlsOnly) }, 'allowed', undefined],
  [
    'a denial for all',
    { policy: policyOf(allow, { ...allow, Effect: 'Deny', Principal: '*' }) },
    'denied',
    /denies backup/,
  ],
  ['a denial outside an organization', { policy: policyOf(allow, ofOrganization) }, 'unknown', /A condition/],
  ['a condition on the account', { policy: policyOf(ofAccount) }, 'unknown', /A condition/],
  ['a policy for everybody', { policy: policyOf({ ...allow, Principal: '*' }) }, 'unknown', /A condition/],
  ['text that is no policy', { policy: 'x' }, 'unknown', /A condition/],
  [
    'a policy that may not be read',
    { refused: 'You may not call it.' },
    'unknown',
    /^Not known .* You may not call it/,
  ],
  [
    "AWS's own key",
    { policy: open, keyId: 'alias/aws/sns', isAwsKey: true },
    'denied',
    /the AWS managed key alias\/aws\/sns.*kms:Decrypt/,
  ],
  [
    'a key for the account alone',
    { policy: open, keyId, keyPolicy: rootOnly },
    'missing',
    /Add to the policy: .*kms:GenerateDataKey/,
  ],
  ['a key for AWS Backup', { policy: open, keyId, keyPolicy }, 'allowed', undefined],
  ['a key for AWS Backup, by its id', { policy: open, keyId: '0a1b', keyPolicy }, 'allowed', undefined],
  [
    'a key without Decrypt',
    { policy: open, keyId, keyPolicy: keyPolicy.replace('kms:Decrypt', 'kms:Encrypt') },
    'missing',
    /Add to the policy/,
  ],
  ['a key whose policy is not known', { policy: open, keyId }, 'unknown', undefined],
  ['no such topic', { isGone: true }, 'denied', /does not exist/],
];

test.each(cases)('a topic with %s: AWS Backup is %j %s', (_what, topic, access, says) => {
  const whole = { arn, ...topic };
  expect(topicAccess(whole)).toBe(access);
  const troubles = topicTroubles(whole).join('\n');
  if (says) expect(troubles).toMatch(says);
  else expect(troubles).toBe('');
});

test('a FIFO topic takes no notifications', () => {
  expect(topicTroubles({ arn: `${arn}.fifo`, policy: open })).toEqual(['AWS Backup does not publish to FIFO topics.']);
});

test('what is said to be added is enough', () => {
  expect(topicAccess({ arn, policy: policyOf(ownersOnly, JSON.parse(topicStatement(arn))) })).toBe('allowed');
});
