// The account that a row belongs to: shown by its name, or by none where it is the only one.
import { expect, test } from 'vitest';
import { accountColumn } from '../../src/app/list/account-column.ts';
import { machineRow } from '../../src/app/list/machine-row.ts';
import { createTable } from '../../src/cli/get/table.ts';
import type { JobDay } from '../../src/domain/jobs/job-day.ts';
import { resources } from '../../src/resources/index.ts';

const names = new Map([['123456789012', 'acme-prod']]);
const own = { accountId: '123456789012', region: 'eu-west-1', connection: '' };
const startsAt = Date.UTC(2026, 0, 14);
const day: JobDay = { scope: own, kind: 'backup', startsAt, endsAt: startsAt + 86_400_000, counts: { COMPLETED: 3 } };

test.each([
  [day, 'acme-prod', '123456789012', '123456789012'],
  [{ ...day, scope: { ...own, organization: true as const } }, 'all accounts', 'all accounts', '*'],
])('on the screen, in a table, in the detail and for programs: %#', (row, shown, detail, told) => {
  const resource = resources['job-days'];
  expect(accountColumn(names, 90).text(row, startsAt)).toBe(shown);
  const places = { account: true, region: false };
  const table = createTable({
    resource,
    rows: [row],
    now: startsAt,
    headers: true,
    wide: true,
    accounts: names,
    places,
  });
  expect(table.line(row)).toMatch(new RegExp(`^2026-01-14 +${shown} +backup`));
  const [section] = resource.detail(row, undefined, startsAt);
  const fields = section?.kind === 'fields' ? section.fields : [];
  expect(fields.find(({ label }) => label === 'Account')?.text).toBe(detail);
  expect(machineRow(resource, row, startsAt)).toMatchObject({ account: told, region: 'eu-west-1' });
});
