// The policies of the estate's KMS keys.
import type { Estate } from '../estate/estate.ts';
import { allows, readPolicy } from '../wire/resource-policy.ts';

const policiesIn = (estate: Estate, arn: string) =>
  estate.overlay.planOverlay.collection<string>('kms key policies', arn.split(':')[3] ?? '');

/**
 * JSON. AWS: the default policy lets the account decide by its IAM policies, and names no service.
 * https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
 */
export function keyPolicyOf(estate: Estate, arn: string): string {
  const [, partition, , , account] = arn.split(':');
  const root = `arn:${partition}:iam::${account}:root`;
  const statement = { Sid: 'Enable IAM User Permissions', Effect: 'Allow', Principal: { AWS: root } };
  const standard = { Version: '2012-10-17', Statement: [{ ...statement, Action: 'kms:*', Resource: '*' }] };
  return policiesIn(estate, arn).get(arn) ?? JSON.stringify(standard);
}

export const setKeyPolicy = (estate: Estate, arn: string, policy: string): void =>
  void policiesIn(estate, arn).set(arn, policy);

/**
 * AWS: a service that publishes to an encrypted topic needs both actions.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
 */
export function keyAllowsService(estate: Estate, arn: string, service: string): boolean {
  const policy = readPolicy(keyPolicyOf(estate, arn));
  const actions = ['kms:GenerateDataKey', 'kms:Decrypt'];
  return policy !== undefined && actions.every((action) => allows(policy, { action, resource: arn, service }));
}
