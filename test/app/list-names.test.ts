import { expect, test } from 'vitest';
import { createListNames, listNamesOf } from '../../src/app/list/list-names.ts';
import { fitColumns } from '../../src/app/list/table-layout.ts';
import { tableLines } from '../../src/cli/get/table.ts';
import { usualCut } from '../../src/lib/text/cut-apart.ts';
import { resources } from '../../src/resources/index.ts';

const scope = { accountId: '111122223333', region: 'eu-west-1', connection: 'default' };
const job = (more: object) => ({
  kind: 'backup',
  id: 'j',
  scope,
  state: 'COMPLETED',
  createdAt: 0,
  isParent: false,
  vaultName: 'main',
  resourceName: 'web',
  resourceType: 'EC2',
  resourceArn: 'arn:aws:ec2:eu-west-1:1:instance/i-0a1b2c3d4e5f',
  ...more,
});
const instance = (name: string, id: string) =>
  job({ resourceName: name, resourceArn: `arn:aws:ec2:eu-west-1:1:instance/${id}` });
const { columns } = resources['backup-jobs'];
const region = { id: 'region', title: 'REGION', width: 14, keep: 90, text: () => '' };
const namesOf = (rows: readonly object[], width: number) => {
  const names = listNamesOf(rows, columns);
  return rows.map((row) => names.cellsOf(row, fitColumns(columns, width))?.name);
};

test('two instances with one Name tag are told apart, two jobs of one instance are not', () => {
  expect(namesOf([job({}), job({ id: 'k' })], 120)).toEqual([undefined, undefined]);
  expect(namesOf([job({}), job({ id: 'k' }), instance('web', 'i-9f8e7d6c5b4a')], 120)).toEqual([
    'web (i-0a1b2c)',
    'web (i-0a1b2c)',
    'web (i-9f8e7d)',
  ]);
});

test('a column in view that tells them apart is enough', () => {
  const table = job({ resourceType: 'DynamoDB', resourceArn: 'arn:aws:dynamodb:eu-west-1:1:table/web' });
  expect(namesOf([job({}), table], 120)).toEqual([undefined, undefined]);
  expect(namesOf([job({}), table], 30)).toEqual([
    expect.stringMatching(/^web \(ec2/),
    expect.stringMatching(/^web \(dyn/),
  ]);
});

test('things of one name in two Regions are told apart where no column names the Region', () => {
  const vault = (place: string) => `arn:aws:backup:${place}:1:backup-vault:main`;
  const here = job({ vaultArn: vault('eu-west-1') });
  const there = job({ vaultArn: vault('us-east-1'), scope: { ...scope, region: 'us-east-1' } });
  const names = listNamesOf([here, there], columns);
  const vaultIn = (row: object, more: readonly (typeof region)[]) =>
    names.cellsOf(row, fitColumns([...more, ...columns], 200))?.vault;
  expect([here, there].map((row) => vaultIn(row, []))).toEqual(['main (eu-west-1)', 'main (us-east-1)']);
  expect([here, there].map((row) => vaultIn(row, [region]))).toEqual([undefined, undefined]);
});

test('of names that begin alike each keeps its look, whatever else is in view, and no two look the same', () => {
  const places = ['orders', 'shop', 'billing', 'search'];
  const many = Array.from({ length: 1_000 }, (_, index) => [
    instance(`production-${places[index % 4]}-database-of-team-${index >> 2}`, `i-${index}`),
    instance(`production-${index}-replica-of-the-whole-estate`, `i-r${index}`),
    instance('web-of-the-whole-estate', `i-${index.toString(16).padStart(12, '0')}`),
  ]).flat();
  const names = listNamesOf(many, columns);
  for (const width of [80, 120, 200]) {
    const fitted = fitColumns(columns, width);
    const room = fitted.find(({ column }) => column.id === 'name')?.width ?? 0;
    const cells = many.map((row) => names.cellsOf(row, fitted)?.name ?? usualCut(row.resourceName, room));
    expect(new Set(cells).size, `${width}`).toBe(many.length);
    expect(Math.max(...cells.map(({ length }) => length)), `${width}`).toBeLessThanOrEqual(room);
  }
});

test('a name that comes later changes the look of the one it is like, and of no other', () => {
  const names = createListNames(columns);
  const fitted = fitColumns(columns, 80);
  const [first, other, second] = ['production-database-1', 'staging-database-1', 'production-database-2'].map(
    (name, index) => instance(name, `i-${index}`),
  );
  for (const row of [first, other]) names.add(row);
  expect([first, other].map((row) => names.cellsOf(row, fitted)?.name)).toEqual([undefined, undefined]);
  names.add(second);
  expect([first, other, second].map((row) => names.cellsOf(row, fitted)?.name)).toEqual([
    expect.stringMatching(/^prod.*….*-1$/),
    undefined,
    expect.stringMatching(/^prod.*….*-2$/),
  ]);
});

test('a row that is shown asks for its own texts alone, however long the list is', () => {
  let requested = 0;
  const counting = columns.map((column) => ({
    ...column,
    text: (row: never, now: number) => {
      requested += 1;
      return column.text(row, now);
    },
  }));
  const many = Array.from({ length: 20_000 }, (_, index) => instance(`production-database-${index}`, `i-${index}`));
  const names = listNamesOf(many, counting);
  const fitted = fitColumns(counting, 80);
  for (const row of many.slice(0, 20)) names.cellsOf(row, fitted);
  requested = 0;
  for (const row of many.slice(10_000, 10_020)) names.cellsOf(row, fitted);
  // Those of its own columns of names: resource, vault and plan at most.
  expect(requested).toBeLessThanOrEqual(20 * 3);
});

test('ids that AWS has made up are not collected, and show more than their prefix', () => {
  const named = ['snap-51c8f5aa01c9d0e1f', 'awsbackup:job-808743a8-1b2c-4d5e-8f90-a1b2c3d4e5f6'];
  const rows = named.map((name, index) => instance(name, `i-${index}`));
  const names = listNamesOf(rows, columns);
  const fitted = fitColumns(columns, 80);
  const width = fitted.find(({ column }) => column.id === 'name')?.width ?? 0;
  expect(rows.map((row) => names.cellsOf(row, fitted)?.name)).toEqual([undefined, `…${named[1]!.slice(1 - width)}`]);
});

test('a table of text tells them apart as the screen does', () => {
  const rows = [job({}), instance('web', 'i-9f8e7d6c5b4a')];
  const options = { resource: resources['backup-jobs'], rows, now: 0, headers: false, wide: false };
  const text = tableLines({ ...options, accounts: new Map() }).join('\n');
  expect(text).toContain('web (i-0a1b2c)');
  expect(text).toContain('web (i-9f8e7d)');
});

test('a name stays as it is drawn until another thing of it appears at the same place', () => {
  const names = createListNames(columns);
  const web = job({});
  names.add(web);
  const shown = () => names.cellsOf(web, fitColumns([region, ...columns], 200))?.name;
  expect(shown()).toBeUndefined();
  names.add({ ...instance('web', 'i-9f8e7d6c5b4a'), scope: { ...scope, region: 'us-east-1' } });
  expect(shown()).toBeUndefined();
  names.add(instance('web', 'i-1122334455aa'));
  expect(shown()).toBe('web (i-0a1b2c)');
  names.add(instance('web', 'i-0a1b2d000000'));
  expect(shown()).toBe('web (i-0a1b2c)');
  names.add(instance('web', 'i-0a1b2c999999'));
  expect(shown()).toBe('web (i-0a1b2c3d4e)');
});
