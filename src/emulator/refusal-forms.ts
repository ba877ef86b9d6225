// In which form and words a call is refused.
import type { FoundOperation, Service, Services, WireRequest } from './services/service.ts';
import { AwsError } from './wire/aws-error.ts';

/** A form without a service that could be found out is answered in XML, anything else in JSON. */
export const inFormOf = ({ body }: WireRequest, { sts, backup }: Services): Service =>
  sts !== undefined && /(^|&)Action=/.test(body) ? sts : backup;

/** The query protocol's names have no suffix: AccessDenied, Throttling, ExpiredToken; but for a token that is no key. */
export const inWordsOf = (
  service: Service | undefined,
  found: FoundOperation | undefined,
  { name, message, status, members }: AwsError,
) => {
  const isBare = service?.name === 'sts' && found?.name !== 'AssumeRoleWithWebIdentity';
  return new AwsError(isBare ? name.replace(/Exception$/, '') : name, message, status, members);
};

/** CloudTrail leaves a part out of the commonest one. */
export const trailCode = ({ name }: AwsError) => (name === 'AccessDeniedException' ? 'AccessDenied' : name);

export const internalFailure = (error: unknown) =>
  new AwsError('InternalFailure', error instanceof Error ? (error.stack ?? error.message) : String(error), 500);
