import { expect, test } from 'vitest';
import { cellsApart } from '../../src/app/cells-apart.ts';
import { fitColumns } from '../../src/app/table-layout.ts';
import { tableLines } from '../../src/cli/get/table.ts';
import { resources } from '../../src/resources/index.ts';

const scope = { accountId: '111122223333', region: 'eu-west-1', connection: 'default' };
const job = (more: object) => ({
  ...{ kind: 'backup', id: 'j', scope, state: 'COMPLETED', createdAt: 0, isParent: false, vaultName: 'main' },
  ...{ resourceName: 'web', resourceType: 'EC2', resourceArn: 'arn:aws:ec2:eu-west-1:1:instance/i-0a1b2c3d4e5f' },
  ...more,
});
const namesOf = (rows: readonly object[], width: number) =>
  cellsApart(rows, fitColumns(resources['backup-jobs'].columns, width)).map((cells) => cells?.name);

test('two instances with one Name tag are told apart, two jobs of one instance are not', () => {
  const other = job({ resourceArn: 'arn:aws:ec2:eu-west-1:1:instance/i-9f8e7d6c5b4a' });
  expect(namesOf([job({}), job({ id: 'k' })], 120)).toEqual([undefined, undefined]);
  expect(namesOf([job({}), job({ id: 'k' }), other], 120)).toEqual([
    'web (i-0a1b2c)',
    'web (i-0a1b2c)',
    'web (i-9f8e7d)',
  ]);
});

test('a column in view that tells them apart is enough', () => {
  const table = job({ resourceType: 'DynamoDB', resourceArn: 'arn:aws:dynamodb:eu-west-1:1:table/web' });
  expect(namesOf([job({}), table], 120)).toEqual([undefined, undefined]);
  expect(namesOf([job({}), table], 30).every((name) => name?.startsWith('web ('))).toBe(true);
});

test('a table of text tells them apart as the screen does', () => {
  const rows = [job({}), job({ resourceArn: 'arn:aws:ec2:eu-west-1:1:instance/i-9f8e7d6c5b4a' })];
  const options = { resource: resources['backup-jobs'], rows, now: 0, headers: false, wide: false };
  const text = tableLines({ ...options, accounts: new Map() }).join('\n');
  expect(text).toContain('web (i-0a1b2c)');
  expect(text).toContain('web (i-9f8e7d)');
});
