import { shortName } from '../../domain/arn.ts';
import type { AnsweredFact } from '../../domain/attention/facts.ts';
import type { AccountSummary, UnreadList } from '../../domain/attention/lists/account-summary.ts';
import type { DayCounts } from '../../domain/jobs/day-counts.ts';
import { type Scope, scopeKey } from '../../domain/scope.ts';
import type { Tone } from '../../domain/tone.ts';
import { formatAge } from '../../lib/text/format.ts';
import { ageColumn } from '../common-columns.ts';
import type { Column, DrillDown } from '../resource.ts';
import type { ResourceId } from '../resource-id.ts';
import { fieldsSection, timeText } from '../sections.ts';
import { derived } from './derived.ts';

type Row = AccountSummary;

/** The row with the titles of the lists that were not read. */
type ExportedAccount = Omit<Row, 'unread'> & {
  readonly unread: readonly { readonly list: string; readonly regions: readonly string[] }[];
};

/** The titles of lists without a response. */
const listNames: Readonly<Record<AnsweredFact, string>> = {
  backupJobs: 'backup jobs',
  copyJobs: 'copy jobs',
  restoreJobs: 'restore jobs',
  rules: 'plans',
  selections: 'resource assignments',
  resources: 'protected resources',
  points: 'recovery points',
  vaults: 'vaults',
  scanJobs: 'scan jobs',
  audits: 'audits',
  testingPlans: 'restore testing plans',
};

const jobLists = ['backupJobs', 'copyJobs', 'restoreJobs'] as const satisfies readonly AnsweredFact[];

/** Some or all Regions have no response to one of these lists. */
const lacks = ({ unread }: Row, lists: readonly AnsweredFact[]): boolean =>
  unread.some(({ list }) => lists.includes(list));

interface Figure {
  readonly id: string;
  readonly title: string;
  readonly keep: number;
  /** The lists that the figure is counted from. */
  readonly of: readonly AnsweredFact[];
  readonly badTone?: Tone;
  count(row: Row): number | undefined;
}

const figure = ({ id, title, keep, of, badTone = 'plain', count }: Figure): Column<Row> => ({
  // The list is sorted by this column, and the sort mark takes a cell.
  id,
  title,
  width: title.length + (id === 'failing' ? 1 : 0),
  keep,
  align: 'right',
  text: (row) => countText(row, count(row), of),
  sortBy: count,
  tone: (row) => ((count(row) ?? 0) === 0 ? 'muted' : badTone),
});

/** '?' if the number is not known; '12+' if it is not known for all Regions. */
function countText(row: Row, count: number | undefined, of: readonly AnsweredFact[]): string {
  if (count === undefined) return '?';
  return `${count}${lacks(row, of) ? '+' : ''}`;
}

const endedBadly = ({ failed, expired, aborted }: DayCounts): number => failed + expired + aborted;

const ageLists = ['points', 'resources'] as const satisfies readonly AnsweredFact[];

/** The age of the oldest of the resources' newest data. */
function oldestText(row: Row, now: number): string {
  const { oldestAt, withoutBackup } = row;
  if (withoutBackup !== undefined && withoutBackup > 0) return 'none';
  if (oldestAt === undefined) return withoutBackup === undefined || lacks(row, ageLists) ? '?' : '-';
  return `${formatAge(now - oldestAt)}${lacks(row, ageLists) ? '+' : ''}`;
}

const oldestColumn: Column<Row> = {
  id: 'oldest',
  title: 'OLDEST',
  width: 6,
  keep: 93,
  align: 'right',
  text: oldestText,
  // A resource without a backup sorts as the oldest.
  sortBy: ({ oldestAt, withoutBackup = 0 }) => (withoutBackup > 0 ? 0 : oldestAt),
  tone: ({ withoutBackup = 0, oldestAt }) => (withoutBackup > 0 ? 'bad' : oldestAt === undefined ? 'muted' : 'plain'),
};

const readerName = ({ readBy, throughOrganization }: Row): string =>
  throughOrganization ? 'organization' : readBy.split('/').slice(1, 2).join() || shortName(readBy);

/** One row for each account that is watched or that the organization contains, over all its Regions. */
export const accounts = derived<Row, ExportedAccount>({
  id: 'accounts',
  title: 'account',
  plural: 'accounts',
  aliases: ['acc', 'members'],
  scope: 'account',
  fields: [
    'accountId',
    'name',
    'regions',
    'protected',
    'failing',
    'oldestAt',
    'withoutBackup',
    'last24Hours',
    'readAt',
    'readBy',
    'throughOrganization',
    'unread',
  ],
  key: ({ scope, accountId }) => `${scopeKey(scope)}/${accountId}`,
  stored: {
    keyMember: 'accountId',
    volatile: ['protected', 'failing', 'oldestAt', 'withoutBackup', 'last24Hours', 'readAt', 'unread', 'regions'],
    words: (row) => unreadText(row),
  },
  columns: [
    {
      id: 'account',
      title: 'ACCOUNT',
      width: 'grow',
      keep: 100,
      text: ({ name }) => name,
      identity: ({ accountId }) => accountId,
    },
    figure({
      id: 'failing',
      title: 'FAILING',
      keep: 99,
      of: ['backupJobs'],
      badTone: 'bad',
      count: ({ failing }) => failing,
    }),
    figure({
      id: 'protected',
      title: 'PROTECTED',
      keep: 97,
      of: ['resources'],
      count: (row) => row.protected,
    }),
    oldestColumn,
    figure({
      id: 'completed',
      title: 'DONE',
      keep: 89,
      of: jobLists,
      count: ({ last24Hours }) => last24Hours?.completed,
    }),
    figure({
      id: 'failed',
      title: 'FAILED',
      keep: 95,
      of: jobLists,
      badTone: 'bad',
      count: ({ last24Hours }) => last24Hours && endedBadly(last24Hours),
    }),
    figure({
      id: 'issues',
      title: 'ISSUES',
      keep: 60,
      of: jobLists,
      badTone: 'warn',
      count: ({ last24Hours }) => last24Hours?.withIssues,
    }),
    figure({
      id: 'running',
      title: 'RUNNING',
      keep: 80,
      of: jobLists,
      badTone: 'busy',
      count: ({ last24Hours }) => last24Hours?.running,
    }),
    ageColumn(({ readAt }) => readAt, { id: 'read', title: 'READ', width: 5, keep: 88 }),
    { id: 'by', title: 'BY', width: 14, keep: 70, text: readerName, tone: () => 'muted' },
    {
      id: 'unread',
      title: 'NOT READ',
      width: 12,
      keep: 89,
      text: unreadText,
      tone: ({ throughOrganization }) => (throughOrganization ? 'muted' : 'warn'),
    },
    { id: 'id', title: 'ID', width: 12, keep: 50, text: ({ accountId }) => accountId, tone: () => 'muted' },
  ],
  sort: { column: 'failing', descending: true },
  label: ({ name }) => name,
  copyText: ({ accountId }) => accountId,
  exported: (row) => ({
    ...row,
    unread: row.unread.map(({ list, regions }) => ({ list: listNames[list], regions })),
  }),
  detail: (row, _, now) => [
    fieldsSection('Account', [
      ['Name', row.name],
      ['Id', row.accountId],
      ['Regions', row.regions.join(', ')],
      ['Read by', row.readBy],
      [
        'Credentials',
        row.throughOrganization ? 'none: vaultop reads only the lists of the organization for it' : undefined,
        'warn',
      ],
      ['Jobs read', timeText(row.readAt, now) ?? 'not yet'],
    ]),
    fieldsSection('Backups', [
      ['Protected resources', countWords(row, row.protected, ['resources'])],
      ['Failing', countWords(row, row.failing, ['backupJobs']), (row.failing ?? 0) > 0 ? 'bad' : undefined],
      [
        'Without backup',
        countWords(row, row.withoutBackup, ageLists),
        (row.withoutBackup ?? 0) > 0 ? 'bad' : undefined,
      ],
      ['Oldest newest backup', timeText(row.oldestAt, now) ?? 'not known'],
    ]),
    fieldsSection('Jobs of the last 24 hours', countEntries(row)),
    fieldsSection(
      'Not read',
      row.unread.map((one) => [listNames[one.list], unreadSentence(one, row), 'warn'] as const),
    ),
  ],
  drillDowns: [
    wayTo('attention', 'what needs attention'),
    wayTo('backup-jobs', 'backup jobs'),
    wayTo('copy-jobs', 'copy jobs'),
    wayTo('restore-jobs', 'restore jobs'),
    wayTo('protection', 'protection of resources'),
  ],
  enterDrillsDown: true,
});

/**
 * Leads to the list in all Regions of the account. Without credentials for the account, the organization's lists are
 * used.
 */
function wayTo(to: ResourceId, title: string): DrillDown<Row> {
  const scopes = ({ scope, regions }: Row): readonly Scope[] => regions.map((region) => ({ ...scope, region }));
  return { to, title, params: () => ({}), scopes, spansAccounts: true };
}

function countWords(row: Row, count: number | undefined, of: readonly AnsweredFact[]): string {
  if (count === undefined) return 'not known';
  return lacks(row, of) ? `at least ${count}` : `${count}`;
}

function countEntries(row: Row): (readonly [string, string])[] {
  const { last24Hours } = row;
  const of = (count: number | undefined) => countWords(row, count, jobLists);
  return [
    ['Completed', of(last24Hours?.completed)],
    ['With issues', of(last24Hours?.withIssues)],
    ['Failed', of(last24Hours?.failed)],
    ['Expired', of(last24Hours?.expired)],
    ['Aborted', of(last24Hours?.aborted)],
    ['Running', of(last24Hours?.running)],
  ];
}

/** For most members of an organization only jobs are read: the text for that has three words. */
function unreadText({ unread, regions }: Row): string {
  const whole = unread.filter((one) => one.regions.length === regions.length);
  const others = Object.keys(listNames).length - jobLists.length;
  const isOnlyJobs = whole.length >= others && !whole.some(({ list }) => jobLists.some((jobs) => jobs === list));
  if (isOnlyJobs) return 'all but jobs';
  return unread.map(({ list }) => listNames[list]).join(', ');
}

const unreadSentence = (one: UnreadList, { regions }: Row): string =>
  one.regions.length === regions.length ? 'not known in any Region' : `not known in ${one.regions.join(', ')}`;
