// What the list of accounts shows for unknown values: neither 0 nor an empty cell.
import { expect, test } from 'vitest';
import { type AnsweredFact, answeredFacts } from '../../src/domain/attention/facts.ts';
import type { AccountSummary } from '../../src/domain/attention/lists/account-summary.ts';
import { resources } from '../../src/resources/index.ts';

const now = Date.UTC(2026, 0, 15, 12);
const hour = 3_600_000;
const scope = { accountId: '444455556666', region: 'eu-west-1', connection: '' };
const regions = ['eu-west-1', 'us-east-1'];
const jobs: readonly AnsweredFact[] = ['backupJobs', 'copyJobs', 'restoreJobs'];

const owner = {
  scope,
  accountId: scope.accountId,
  name: 'dev',
  regions,
  throughOrganization: false,
  readBy: 'arn:aws:iam::444455556666:role/BackupReader',
};
const known: AccountSummary = {
  ...owner,
  unread: [],
  protected: 12,
  failing: 2,
  oldestAt: now - 30 * hour,
  withoutBackup: 0,
  readAt: now,
  last24Hours: { completed: 9, withIssues: 1, failed: 1, expired: 1, aborted: 1, running: 3 },
};
const unreadEverywhere = (lists: readonly AnsweredFact[]) => lists.map((list) => ({ list, regions }));

const cellsOf = (row: AccountSummary): Record<string, string> =>
  Object.fromEntries(resources.accounts.columns.map((column) => [column.id, column.text(row, now)]));

test('all is read', () => {
  expect(cellsOf(known)).toMatchObject({
    account: 'dev',
    failing: '2',
    protected: '12',
    oldest: '1d06h',
    unread: '',
    by: 'BackupReader',
    completed: '9',
    issues: '1',
    failed: '3',
    running: '3',
  });
});

test('the jobs alone are read, by the lists of the organization', () => {
  const { protected: _, withoutBackup: __, ...row } = known;
  const unread = unreadEverywhere(answeredFacts.filter((list) => !jobs.includes(list)));
  expect(cellsOf({ ...row, unread, throughOrganization: true })).toMatchObject({
    failing: '2',
    protected: '?',
    oldest: '1d06h+',
    unread: 'all but jobs',
    by: 'organization',
    completed: '9',
  });
});

test('one Region has not answered: at least so many', () => {
  const unread = [{ list: 'resources', regions: ['us-east-1'] }] as const;
  expect(cellsOf({ ...known, unread })).toMatchObject({
    protected: '12+',
    failing: '2',
    unread: 'protected resources',
  });
  const late = [{ list: 'copyJobs', regions: ['us-east-1'] }] as const;
  expect(cellsOf({ ...known, unread: late })).toMatchObject({ completed: '9+', failed: '3+', failing: '2' });
});

test('nothing is read', () => {
  const cells = cellsOf({ ...owner, unread: unreadEverywhere(answeredFacts) });
  for (const id of ['failing', 'protected', 'oldest', 'completed', 'issues', 'failed', 'running']) {
    expect(cells[id], id).toBe('?');
  }
});

test.each([
  [{ withoutBackup: 1 }, 'none'],
  [{ withoutBackup: 0, oldestAt: undefined }, '-'],
])('the oldest data: %j', (more, text) => {
  expect(cellsOf({ ...known, ...more } as AccountSummary).oldest).toBe(text);
});

test('the detail says of each list where it has no answer', () => {
  const unread = [...unreadEverywhere(['rules']), { list: 'points', regions: ['us-east-1'] } as const];
  const sections = resources.accounts.detail({ ...known, unread }, undefined, now);
  const fields = sections.flatMap((section) => (section.kind === 'fields' ? section.fields : []));
  const textOf = (label: string) => fields.find((field) => field.label === label)?.text;
  expect(textOf('plans')).toBe('not known in any Region');
  expect(textOf('recovery points')).toBe('not known in us-east-1');
  expect(textOf('Without backup')).toBe('at least 0');
});
