// Whether a resource policy lets an AWS service do something.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
import { matchesPattern } from '../pattern.ts';
import { matchesAction, type Permission, readPolicy } from '../vaults/vault-policy.ts';

/** `unknown`: a condition decides, or the text is not a policy. */
export type ServiceAccess = 'allowed' | 'missing' | 'denied' | 'unknown';

export interface AccessRequest {
  /** 'backup.amazonaws.com'. */
  readonly service: string;
  /** 'SNS:Publish'. */
  readonly action: string;
  /** ARN. */
  readonly resource: string;
}

export function serviceAccess(policyText: string, request: AccessRequest): ServiceAccess {
  const policy = readPolicy(policyText);
  if (!policy) return 'unknown';
  const denies = policy.denies.filter((permission) => concerns(permission, request) && !isOfPlainHttp(permission));
  if (denies.some(({ condition }) => condition === '')) return 'denied';
  const allows = policy.allows.filter((permission) => concerns(permission, request));
  const named = allows.filter(({ principal }) => principal.kind === 'service');
  if (named.some(({ condition }) => condition === '')) return denies.length > 0 ? 'unknown' : 'allowed';
  // A service is not one of the accounts and organizations that a condition names: '*' with one is for the owner.
  const isOpen = allows.some(({ principal, condition }) => principal.kind === 'anyone' && condition === '');
  return named.length > 0 || isOpen ? 'unknown' : 'missing';
}

function concerns({ principal, action, resource }: Permission, request: AccessRequest): boolean {
  const isService = principal.kind === 'service' && (principal.id === request.service || principal.id === '*');
  const isResource = resource.split(' ').some((pattern) => matchesPattern(pattern, request.resource));
  return (isService || principal.kind === 'anyone') && isResource && coversAction(action, request.action);
}

/** 'everything but …' stands for NotAction. */
function coversAction(pattern: string, action: string): boolean {
  const [, excluded] = /^everything but (.*)$/.exec(pattern) ?? [];
  if (excluded === undefined) return matchesAction(pattern, action);
  return !excluded.split(', ').some((one) => matchesAction(one, action));
}

/** The usual statement against requests without TLS: services use TLS. */
const isOfPlainHttp = ({ condition }: Permission): boolean =>
  condition === JSON.stringify([{ operator: 'Bool', key: 'aws:SecureTransport', values: ['false'] }]);
