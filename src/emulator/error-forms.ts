// The protocol and the error name of a refused call.
import type { EmulatedService, FoundOperation, Services, WireRequest } from './protocols/service.ts';
import { AwsError } from './wire/aws-error.ts';

/** If the service is unknown, a form gets an XML response and any other body a JSON response. */
export const errorWriterOf = ({ body }: WireRequest, { sts, backup }: Services): EmulatedService =>
  sts !== undefined && /(^|&)Action=/.test(body) ? sts : backup;

const bareServices: readonly string[] = ['sts', 'rds', 'cloudformation'];

/**
 * The query protocol's error names have no suffix: AccessDenied, Throttling, ExpiredToken. AssumeRoleWithWebIdentity is
 * an exception.
 */
export const toProtocolError = (
  service: EmulatedService | undefined,
  found: FoundOperation | undefined,
  { name, message, status, members }: AwsError,
) => {
  const isBare = bareServices.includes(service?.name ?? '') && found?.name !== 'AssumeRoleWithWebIdentity';
  return new AwsError(isBare ? name.replace(/Exception$/, '') : name, message, { status, members });
};

/** CloudTrail omits the suffix of the most frequent error. */
export const trailCode = ({ name }: AwsError) => (name === 'AccessDeniedException' ? 'AccessDenied' : name);

export const internalFailure = (error: unknown) =>
  new AwsError('InternalFailure', error instanceof Error ? (error.stack ?? error.message) : String(error), {
    status: 500,
  });
