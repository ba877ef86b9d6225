// Resources that AWS did not tag although the call succeeded.
import { expect, test } from 'vitest';
import { tagFailureIn } from '../../src/resources/actions/plans/tag-failures.ts';

const arn = (name: string) => `arn:aws:rds:eu-west-1:123456789012:db:${name}`;
const failed = (failure: object) => tagFailureIn({ FailedResourcesMap: { [arn('shop')]: failure } });

test.each([
  [{ ErrorCode: 'InternalServiceException', StatusCode: 400 }, true],
  [{ ErrorCode: 'ServiceUnavailable', StatusCode: 503 }, true],
  [{ ErrorCode: 'ThrottlingException', StatusCode: 429 }, true],
  [{ ErrorCode: 'InvalidParameterException', StatusCode: 400 }, false],
  [{ ErrorCode: 'AccessDeniedException', StatusCode: 403 }, false],
  [{}, false],
])('%j can be sent again: %j', (failure, retryable) => {
  expect(failed(failure)?.retryable).toBe(retryable);
});

test('those that may be sent again are, only if all may', () => {
  const FailedResourcesMap = {
    [arn('a')]: { ErrorCode: 'InternalServiceException', StatusCode: 500 },
    [arn('b')]: { ErrorCode: 'InvalidParameterException', StatusCode: 400, ErrorMessage: 'no' },
  };
  expect(tagFailureIn({ FailedResourcesMap })).toMatchObject({
    retryable: false,
    message: 'Not tagged: a: InternalServiceException (500) b: InvalidParameterException (400): no',
  });
  expect(tagFailureIn({ FailedResourcesMap: {} })).toBeUndefined();
});

test('a refusal asks for the right of the service as well', () => {
  expect(failed({ ErrorCode: 'AccessDeniedException', StatusCode: 403 })?.nextStep).toMatch(
    /ask for the permissions .*rds:AddTagsToResource/,
  );
});
