import { expect, test } from 'vitest';
import { layOut } from '../../src/app/detail/detail-layout.ts';
import { detailMatches, sectionHeight } from '../../src/app/detail/detail-view.ts';
import type { DetailSection } from '../../src/resources/resource.ts';
import { fieldsSection, tableColumn, tableSection } from '../../src/resources/sections.ts';

const arn = `arn:aws:backup:eu-west-1:111122223333:recovery-point:${'0123456789'.repeat(4)}`;
const message = 'Access denied when the role read the key. Grant kms:Decrypt to it and start the job again.';
const fields = fieldsSection('State', [
  ['Message', message, 'bad'],
  ['Point', arn],
]);
const row = { name: 'nightly', schedule: 'cron(0 5 ? * * *)', target: 'vault-of-all-the-databases' };
const table = tableSection('Rules', {
  columns: [
    tableColumn('RULE', 10, ({ name }: typeof row) => name),
    tableColumn('SCHEDULE', 10, ({ schedule }: typeof row) => schedule),
    tableColumn('TARGET', 10, ({ target }: typeof row) => target),
  ],
  rows: [row, { ...row, name: 'weekly', target: '' }],
  empty: 'none',
});

const shown = (section: DetailSection, width: number) => {
  const laidOut = layOut(section, { width, now: 0 });
  return laidOut.kind === 'fields' ? laidOut.fields.map(({ label, text }) => `${label}|${text}`) : 'a table';
};

test('a long value takes as many lines as it needs', () => {
  expect(shown(fields, 50)).toEqual([
    'Message|Access denied when the role read the',
    '|key. Grant kms:Decrypt to it and start',
    '|the job again.',
    'Point|arn:aws:backup:eu-west-1:111122223333:r',
    '|ecovery-point:0123456789012345678901234',
    '|567890123456789',
  ]);
  expect(sectionHeight(layOut(fields, { width: 50, now: 0 }))).toBe(8);
});

test('a table that fits stays one, and one that does not is told row by row', () => {
  expect(shown(table, 70)).toBe('a table');
  expect(shown(table, 40)).toEqual([
    'RULE|nightly',
    'SCHEDULE|cron(0 5 ? * * *)',
    'TARGET|vault-of-all-the-databases',
    '|',
    'RULE|weekly',
    'SCHEDULE|cron(0 5 ? * * *)',
  ]);
});

test.each([
  ['a word of the second line', 'decrypt', [2]],
  ['what lies across two lines', 'read the key', [1]],
  ['what lies across the cut of a word', ':recovery', [4]],
  ['a label', 'message', [1]],
  ['what is there twice', 'the', [1, 3]],
  ['nothing', '', []],
])('the search finds %s where it stands', (_, search, lines) => {
  expect(detailMatches([layOut(fields, { width: 50, now: 0 })], 0, search)).toEqual(lines);
});
