// The forms that test restores regularly: what cannot be tested, and which resources a selection covers.
import { expect, test } from 'vitest';
import type { AnyContext } from '../../src/resources/action.ts';
import { testRestoresOfResource } from '../../src/resources/actions/restore-tests/test-restores.ts';
import { testedFields } from '../../src/resources/actions/restore-tests/test-selection-form.ts';

const scope = { accountId: '123456789012', region: 'eu-west-1', connection: '' };
const database = (name: string, { region = 'eu-west-1', account = '123456789012' } = {}) => ({
  scope,
  arn: `arn:aws:rds:${region}:${account}:db:${name}`,
  name,
  type: 'RDS',
});

test.each([
  ['a database of here', database('shop'), undefined],
  ['a database of another Region', database('shop', { region: 'us-east-1' }), 'the resource is in us-east-1'],
  ['one of another account', database('shop', { account: '210987654321' }), 'the resource is in account 210987654321'],
  ['a type without tests', { ...database('shop'), type: 'Mainframe' }, 'AWS does not test restores of Mainframe'],
  [
    'an unknown type',
    { ...database('shop'), arn: 'arn:aws:x:::y', type: '' },
    'AWS does not test restores of this type',
  ],
])('%s', (_, row, reason) => {
  expect(testRestoresOfResource.disabled?.(row as never, {} as never)).toBe(reason);
});

function previewOf(names: readonly string[], arns: string, conditions = ''): readonly string[] {
  const values = { type: 'RDS', arns, conditions };
  const known = () => names.map((name) => database(name));
  const context = { scope, values, known, facts: undefined } as unknown as AnyContext;
  return testedFields.find(({ id }) => id === 'arns')?.preview?.(arns, context) ?? [];
}

test('the preview names four of the resources, and counts the others', () => {
  expect(previewOf(['a', 'b', 'c', 'd', 'e', 'f'], '*')).toEqual([
    '6 of 6 RDS resources that were backed up here',
    ...['a', 'b', 'c', 'd'].map((name) => `  ${name}`),
    '  and 2 more',
  ]);
  expect(previewOf(['a', 'b', 'c', 'd'], '*', 'env=prod')).toEqual([
    '4 of 4 RDS resources that were backed up here, narrowed by tags',
    ...['a', 'b', 'c', 'd'].map((name) => `  ${name}`),
  ]);
  expect(previewOf(['a', 'b'], database('b').arn)).toEqual(['1 of 2 RDS resources that were backed up here', '  b']);
});
