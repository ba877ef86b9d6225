import { expect, test } from 'vitest';
import { namesApart, shortNames } from '../../src/domain/arn-names.ts';

const arn = (rest: string) => `arn:aws:${rest}`;

test.each([
  ['different names', ['dynamodb:eu-west-1:1:table/a', 'dynamodb:eu-west-1:1:table/b'], ['a', 'b']],
  ['the same thing twice', ['dynamodb:eu-west-1:1:table/a', 'dynamodb:eu-west-1:1:table/a'], ['a']],
  ['two services', ['dynamodb:eu-west-1:1:table/a', 'rds:eu-west-1:1:db:a'], ['a (dynamodb table)', 'a (rds db)']],
  ['two kinds of one service', ['rds:eu-west-1:1:cluster:a', 'rds:eu-west-1:1:db:a'], ['a (cluster)', 'a (db)']],
  ['two accounts', ['rds:eu-west-1:1:db:a', 'rds:eu-west-1:2:db:a'], ['a (1)', 'a (2)']],
  ['two Regions', ['rds:eu-west-1:1:db:a', 'rds:eu-west-2:1:db:a'], ['a (eu-west-1)', 'a (eu-west-2)']],
  ['two paths', ['iam::1:role/Backup', 'iam::1:role/service-role/Backup'], ['Backup', 'Backup (service-role)']],
  [
    'two stacks of one name',
    ['cloudformation:eu-west-1:1:stack/shop/0a1b2c3d-1111', 'cloudformation:eu-west-1:1:stack/shop/0a1b2c3e-1111'],
    ['shop (0a1b2c3d)', 'shop (0a1b2c3e)'],
  ],
])('tells apart %s', (_, arns, names) => {
  expect(shortNames(arns.map(arn))).toEqual(names);
});

test('things of one Name tag are told apart by what AWS calls them', () => {
  const instance = (id: string) => arn(`ec2:eu-west-1:1:instance/${id}`);
  expect(
    namesApart([
      { name: 'web', id: instance('i-0a1b2c3d4e5f') },
      { name: 'web', id: instance('i-9f8e7d6c5b4a') },
      { name: 'web', id: undefined },
      { name: 'db', id: instance('i-1') },
      { name: 'web', id: instance('i-0a1b2c3d4e5f') },
    ]),
  ).toEqual(['web (i-0a1b2c)', 'web (i-9f8e7d)', 'web', 'db', 'web (i-0a1b2c)']);
});

test('ids that are no ARNs are told apart by their start', () => {
  expect(
    namesApart([
      { name: 'nightly', id: '808743a8-0000-1111' },
      { name: 'nightly', id: '808743a8-0000-2222' },
    ]),
  ).toEqual(['nightly (808743a8-0000-11)', 'nightly (808743a8-0000-22)']);
});
