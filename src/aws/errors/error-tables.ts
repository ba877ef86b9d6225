// The names that AWS, the SDK and Node use for each kind of problem.
import type { ProblemKind } from './errors.ts';

const namesByKind: Partial<Record<ProblemKind, readonly string[]>> = {
  denied: [
    'AccessDenied',
    'AccessDeniedException',
    'AuthorizationError',
    'Forbidden',
    'ForbiddenException',
    'IncompleteSignature',
    'IncompleteSignatureException',
    'InvalidSignature',
    'InvalidSignatureException',
    'MissingAuthenticationToken',
    'MissingAuthenticationTokenException',
    'NotAuthorized',
    'RequestExpired',
    'RequestTimeTooSkewed',
    'SignatureDoesNotMatch',
    'UnauthorizedOperation',
  ],
  'expired-credentials': ['ExpiredToken', 'ExpiredTokenException', 'TokenRefreshRequired'],
  // Names for both a Region that is not enabled and bad keys in an enabled one: see the Regions below.
  'region-off': [
    'AuthFailure',
    'InvalidClientTokenId',
    'OptInRequired',
    'UnrecognizedClient',
    'UnrecognizedClientException',
    'SubscriptionRequiredException',
  ],
  throttled: [
    'BandwidthLimitExceeded',
    'EC2ThrottledException',
    'LimitExceededException',
    'PriorRequestNotComplete',
    'RequestLimitExceeded',
    'RequestThrottled',
    'RequestThrottledException',
    'SlowDown',
    'Throttling',
    'ThrottlingException',
    'ThrottledException',
    'TooManyRequests',
    'TooManyRequestsException',
  ],
  'not-offered': [
    'InvalidAction',
    'NotImplemented',
    'NotImplementedException',
    'UnknownOperation',
    'UnknownOperationException',
    'UnsupportedOperation',
    'UnsupportedOperationException',
  ],
  invalid: [
    'InvalidMaxResultsException',
    'InvalidNextTokenException',
    'InvalidParameter',
    'InvalidParameterCombination',
    'InvalidParameterValue',
    'InvalidParameterValueException',
    'InvalidRequestException',
    'InvalidResourceStateException',
    'InvalidTimeRangeException',
    'InvalidLookupAttributesException',
    'AlreadyExistsException',
    'ConflictException',
    'MalformedPolicyDocument',
    'MissingParameter',
    'MissingParameterValueException',
    'SerializationException',
    'ValidationError',
    'ValidationException',
  ],
  'not-found': [
    'ResourceNotFound',
    'ResourceNotFoundException',
    'NoSuchEntity',
    'NotFoundException',
    'DBInstanceNotFound',
    'DBClusterNotFoundFault',
  ],
  timeout: ['TimeoutError', 'RequestTimeout', 'RequestTimeoutException'],
  aborted: ['AbortError'],
};

export const kindByName: ReadonlyMap<string, ProblemKind> = new Map(
  Object.entries(namesByKind).flatMap(([kind, names]) => names.map((name) => [name, kind as ProblemKind] as const)),
);

export type NetworkTrouble = 'refused' | 'unnamed' | 'broken' | 'untrusted' | 'garbled' | 'proxy' | 'timeout';

const codesByTrouble: Record<NetworkTrouble, readonly string[]> = {
  refused: ['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'EHOSTDOWN', 'ENETDOWN', 'EADDRNOTAVAIL', 'EACCES', 'EPERM'],
  unnamed: ['ENOTFOUND', 'EAI_AGAIN', 'EAI_FAIL', 'EAI_NODATA', 'EAI_NONAME'],
  broken: ['ECONNRESET', 'EPIPE', 'ECONNABORTED', 'EMFILE', 'ENFILE'],
  untrusted: [],
  garbled: ['EPROTO'],
  proxy: [],
  timeout: ['ETIMEDOUT', 'ESOCKETTIMEDOUT'],
};

const troubleByCode: ReadonlyMap<string, NetworkTrouble> = new Map(
  Object.entries(codesByTrouble).flatMap(([trouble, codes]) => codes.map((code) => [code, trouble as NetworkTrouble])),
);

/**
 * OpenSSL has some thirty codes for a certificate that is not trusted.
 * https://nodejs.org/api/tls.html#x509-certificate-error-codes
 */
const certificateCode = /CERT|^UNABLE_TO_|^HOSTNAME_MISMATCH$|^CRL_/;
/** Errors of Node's HTTP parser and of OpenSSL: https://nodejs.org/api/errors.html */
const garbledCode = /^HPE_|^ERR_(TLS|SSL|OSSL)_/;

export function networkTrouble(code: string): NetworkTrouble | undefined {
  const known = troubleByCode.get(code);
  if (known !== undefined) return known;
  if (code.startsWith('ERR_PROXY_')) return 'proxy';
  if (certificateCode.test(code)) return 'untrusted';
  return garbledCode.test(code) ? 'garbled' : undefined;
}

/**
 * Regions that every account has: keys that are refused there are bad. Regions since March 2019 are opt-in.
 * https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-regions.html
 */
const regionsAlwaysOn: ReadonlySet<string> = new Set([
  'ap-northeast-1',
  'ap-northeast-2',
  'ap-northeast-3',
  'ap-south-1',
  'ap-southeast-1',
  'ap-southeast-2',
  'ca-central-1',
  'eu-central-1',
  'eu-north-1',
  'eu-west-1',
  'eu-west-2',
  'eu-west-3',
  'sa-east-1',
  'us-east-1',
  'us-east-2',
  'us-west-1',
  'us-west-2',
]);

export const isAlwaysOn = (region: string): boolean => regionsAlwaysOn.has(region) || /^(cn|us-gov|eusc)-/.test(region);
