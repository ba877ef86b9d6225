import { expect, test } from 'vitest';
import type { AnyContext } from '../../src/resources/action.ts';
import { assignResources } from '../../src/resources/actions/plans/selection-actions.ts';

const scope = { accountId: '111122223333', region: 'eu-west-1', connection: 'default' };
const volume = (region: string, account: string, id: string) => `arn:aws:ec2:${region}:${account}:volume/${id}`;

const preview = (arns: readonly string[], values: Record<string, string>): string | undefined => {
  const known = arns.map((arn) => ({ arn, name: arn, type: 'EBS', scope }));
  const context = { scope, values, known: () => known } as unknown as AnyContext;
  return assignResources.fields?.find(({ id }) => id === 'types')?.preview?.('', context)[0];
};

test.each([
  ['lives in the Region', [volume('eu-west-1', '111122223333', 'vol-1')], 1],
  ['was copied into the Region', [volume('us-east-1', '111122223333', 'vol-1')], 0],
  ['was copied from another account', [volume('eu-west-1', '444455556666', 'vol-1')], 0],
])('the preview of a selection and a resource that %s', (_, arns, count) => {
  expect(preview(arns, { types: 'EBS' })).toMatch(new RegExp(`^by ARN: ${count} of ${count} resources`));
});

test('a bucket has no Region in its ARN', () => {
  expect(preview(['arn:aws:s3:::logs'], { types: 'S3' })).toMatch(/^by ARN: 1 of 1 resources/);
});
