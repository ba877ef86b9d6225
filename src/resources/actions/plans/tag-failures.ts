// Resources that AWS did not tag although it responded with status 200.
// https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/API_FailureInfo.html
import type { TagFailure, TagResourcesOutput } from '../../../aws/declared/tagging.ts';
import { shortName } from '../../../domain/arn.ts';
import { taggingRights } from '../../../domain/tagging-rights.ts';
import { sanitize } from '../../../lib/text/text.ts';
import type { ResponseFailure } from '../../retry.ts';

/** Each resource stands in the message with AWS's own words. */
export function tagFailureIn(response: unknown): ResponseFailure | undefined {
  const { FailedResourcesMap } = (response ?? {}) as TagResourcesOutput;
  const failed = Object.entries(FailedResourcesMap ?? {});
  const [first] = failed;
  if (!first) return undefined;
  const byReason = Map.groupBy(failed, ([, failure]) => reasonOf(failure));
  const reasons = [...byReason].map(
    ([reason, all]) => `${all.map(([arn]) => sanitize(shortName(arn))).join(', ')}: ${reason}`,
  );
  const denied = failed.filter(([, failure]) => isDenied(failure)).map(([arn]) => arn);
  const [, { ErrorCode }] = first;
  return {
    message: `Not tagged: ${reasons.join(' ')}`,
    nextStep:
      denied.length > 0
        ? `ask for the permissions ${taggingRights(denied).join(', ')}`
        : 'the other resources are tagged: try again with the ones named here',
    ...(ErrorCode ? { code: sanitize(ErrorCode) } : {}),
    retryable: failed.every(([, failure]) => isTransient(failure)),
  };
}

function reasonOf({ ErrorCode = 'no error code', ErrorMessage = '', StatusCode }: TagFailure): string {
  const status = StatusCode === undefined ? '' : ` (${StatusCode})`;
  return sanitize(`${ErrorCode}${status}${ErrorMessage === '' ? '' : `: ${ErrorMessage}`}`);
}

const isDenied = ({ ErrorCode = '' }: TagFailure): boolean => /access.?denied|unauthorized/i.test(ErrorCode);

/** AWS: after InternalServiceException "it's safe to retry the request". */
const isTransient = ({ ErrorCode = '', StatusCode = 0 }: TagFailure): boolean =>
  ErrorCode === 'InternalServiceException' || StatusCode >= 500 || StatusCode === 429;
