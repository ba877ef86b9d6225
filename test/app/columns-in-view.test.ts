// A message gets the room of what is empty, and names that matter are not cut.
import { expect, test } from 'vitest';
import { auditColumns as panelColumns } from '../../components/panels/overview-columns.ts';
import { columnsInView, nothingSeen, type SeenColumns, seenColumns } from '../../src/app/list/columns-in-view.ts';
import { fitColumns } from '../../src/app/list/table-layout.ts';
import { resources } from '../../src/resources/index.ts';
import { audit, job, now } from '../components/fixtures.ts';

const { columns } = resources['backup-jobs'];
const message = 'Backup job failed because the backup role may not use the key of the vault';
const failed = job('bad', 'us-east-1', { state: 'FAILED', message });
const cellsOf = (seen: SeenColumns, width: number, of = columns, sorted?: string) =>
  fitColumns(columnsInView(of, seen, sorted), width);
const shown = (seen: SeenColumns, width = 120, sorted?: string) =>
  Object.fromEntries(cellsOf(seen, width, columns, sorted).map(({ column, width: cells }) => [column.id, cells]));
const see = (rows: readonly unknown[], before: SeenColumns = nothingSeen, of = columns) =>
  seenColumns(of, { rows, now, before });

test('columns without a text leave their room to the message, and names take no more than they need', () => {
  const seen = see([failed]);
  const fitted = shown(seen, 240);
  expect(Object.keys(fitted)).not.toContain('percent');
  expect(Object.keys(fitted)).not.toContain('eta');
  expect(fitted.message).toBeGreaterThan(
    1.5 * (Object.fromEntries(fitColumns(columns, 240).map((one) => [one.column.id, one.width])).message ?? 0),
  );
  const long = see([{ ...failed, resourceName: 'n'.repeat(40) }], seen);
  expect([fitted.name, shown(long, 240).name, fitted.vault]).toEqual(['RESOURCE'.length, 48, 32]);
  // The column that the list is sorted by stays.
  expect(Object.keys(shown(seen, 160, 'eta'))).toContain('eta');
});

test('a message that no row has leaves its room, and a column that had a value stays', () => {
  const { message: _, ...quiet } = failed;
  expect(shown(see([quiet]))).toMatchObject({ percent: 4, eta: 6 });
  expect(Object.keys(shown(see([quiet]), 240))).not.toContain('message');
  expect(Object.keys(shown(nothingSeen, 240))).toContain('message');
  const both = see([{ ...failed, state: 'RUNNING', percent: 4, completedAt: undefined }], see([failed]));
  expect(Object.keys(shown(see([failed], both), 160))).toContain('percent');
  expect(see([failed], both)).toBe(see([failed], both));
});

test.each([54, 66, 77])('the event is whole in a panel of %i cells, the longest as well', (width) => {
  const longest = 'DeleteBackupVaultLockConfiguration';
  const of = panelColumns(width);
  const seen = see([audit(longest, 'us-east-1')], nothingSeen, of as never);
  const event = cellsOf(seen, width - 3, of as never).find(({ column }) => column.id === 'risk');
  expect(event?.width).toBe(longest.length);
  expect(cellsOf(seen, width - 3, of as never).map(({ column }) => column.id)).toContain('actor');
  const short = see([audit('DeleteBackupPlan', 'us-east-1')], nothingSeen, of as never);
  const fitted = cellsOf(short, width - 3, of as never);
  expect(fitted.map(({ column }) => column.id)).toContain('target');
  expect(fitted.find(({ column }) => column.id === 'risk')?.width).toBe('DeleteBackupPlan'.length);
});

test('in the list of audits at 80 columns other columns shrink or go before the event is cut', () => {
  const { columns: of } = resources.audits;
  const longest = 'DeleteBackupVaultLockConfiguration';
  const fitted = cellsOf(see([audit(longest, 'us-east-1')], nothingSeen, of), 77, of);
  expect(fitted.find(({ column }) => column.id === 'event')?.width).toBeGreaterThanOrEqual(longest.length);
  expect(fitted.map(({ column }) => column.id)).toContain('target');
});
