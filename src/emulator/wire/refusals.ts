// Faults that refuse a call with a modelled error.
import type { Fault, FaultKind } from '../faults.ts';
import { AwsError, accessDenied, unknownOperation, unrecognizedClient } from './aws-error.ts';

export interface RefusedCall {
  /** The caller's ARN. */
  caller: string;
  service: string;
  operation: string;
  /** The request's `x-amz-date`. */
  signedAt: string | undefined;
  /** The real time, which callers use to sign requests, in epoch ms. */
  wallAt: number;
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html */
const reasons: Partial<Record<FaultKind, (action: string) => string>> = {
  deny: (action) => `because no identity-based policy allows the ${action} action`,
  'deny-explicit': () => 'with an explicit deny in an identity-based policy',
  'deny-scp': () => 'with an explicit deny in a service control policy',
  'deny-boundary': (action) => `because no permissions boundary allows the ${action} action`,
  'deny-endpoint': (action) => `because no VPC endpoint policy allows the ${action} action`,
};

export function refusalOf(fault: Fault, refused: RefusedCall): AwsError | undefined {
  const { service, operation, caller } = refused;
  const reason = reasons[fault.kind];
  if (reason !== undefined) {
    const action = `${service}:${operation}`;
    return accessDenied(`User: ${caller} is not authorized to perform: ${action} ${reason(action)}`);
  }
  switch (fault.kind) {
    case 'expired-token':
      return new AwsError('ExpiredTokenException', 'The security token included in the request is expired', {
        status: 403,
      });
    case 'invalid-token':
    case 'region-off':
      return unrecognizedClient();
    case 'clock-skew':
      return skewed(fault, refused);
    case 'not-offered':
      return unknownOperation(`${service}:${operation} in this Region`);
    case 'throttle':
      return throttled(service);
    case 'error-500':
      return new AwsError('InternalServerException', 'An internal error occurred. Try again later.', { status: 500 });
    case 'error-503':
      return new AwsError('ServiceUnavailableException', 'Service is unable to handle request.', { status: 503 });
    default:
      return undefined;
  }
}

/** rest-json services respond with 429, the older protocols with 400. */
export const throttled = (service: string) =>
  service === 'tag'
    ? new AwsError('ThrottledException', 'Rate exceeded')
    : new AwsError('ThrottlingException', 'Rate exceeded', { status: restServices.has(service) ? 429 : 400 });

const restServices: ReadonlySet<string> = new Set(['backup', 'account', 'resource-explorer-2']);

const minuteMs = 60_000;
const toleratedMs = 5 * minuteMs;

/** The time of a service whose clock is ahead. */
export const skewedAt = ({ amount = 60 }: Fault, wallAt: number) => wallAt + amount * minuteMs;

/** The query protocol has another error name. https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html */
const queryServices: ReadonlySet<string> = new Set(['sts', 'iam', 'sns', 'ec2', 'rds', 'cloudformation']);

/** A client that corrects its clock by the error's `Date` header succeeds. */
function skewed(fault: Fault, { service, signedAt = '', wallAt }: RefusedCall): AwsError | undefined {
  const at = skewedAt(fault, wallAt);
  const [, year, month, day, hour, minute, second] = /^(....)(..)(..)T(..)(..)(..)Z$/.exec(signedAt) ?? [];
  const signed = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  if (Math.abs(signed - at) <= toleratedMs) return undefined;
  const [now, least] = [stamp(at), stamp(at - toleratedMs)];
  return new AwsError(
    queryServices.has(service) ? 'SignatureDoesNotMatch' : 'InvalidSignatureException',
    `Signature expired: ${signedAt} is now earlier than ${least} (${now} - 5 min.)`,
    { status: 403 },
  );
}

const stamp = (at: number) => new Date(at).toISOString().replace(/[-:]|\.\d+/g, '');
