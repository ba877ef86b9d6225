// The sections of a resource's page. The cells are those of the lists from which its rows come.

import { explainEnd, jobEnd } from '../../domain/attention/runs/job-end.ts';
import { actorWords, eventWords } from '../../domain/audits/event-words.ts';
import { endedBadly } from '../../domain/jobs/day-counts.ts';
import type { Job } from '../../domain/jobs/job.ts';
import { jobTone } from '../../domain/jobs/job-state.ts';
import { type Selection, tagWords } from '../../domain/plans/selection.ts';
import type { ResourcePage, ResourcePageLists } from '../../domain/resource-page.ts';
import type { KmsKey } from '../../domain/vaults/kms-key.ts';
import { auditColumns } from '../audits/audit-columns.ts';
import { ageColumn } from '../common-columns.ts';
import { findingColumns } from '../derived/attention.ts';
import { protection } from '../derived/protection.ts';
import { cellsText, timeline } from '../derived/timeline.ts';
import { backupJobs } from '../jobs/backup-jobs.ts';
import { copyJobs } from '../jobs/copy-jobs.ts';
import { restoreJobs } from '../jobs/restore-jobs.ts';
import { planRules } from '../plans/plan-rules.ts';
import type { Column, DetailSection, Resource } from '../resource.ts';
import { fieldsSection, scopeEntries, tableColumn, tableSection, timeText } from '../sections.ts';
import { costEntries } from '../vaults/cost-text.ts';
import { keys } from '../vaults/keys.ts';
import { recoveryPoints } from '../vaults/recovery-points.ts';

export function resourcePageSections(page: ResourcePage, now: number): DetailSection[] {
  return [
    ...headSections(page, now),
    tableOf(page, 'findings', { title: 'Open findings', columns: findingColumns, empty: 'None.' }),
    ...keySections(page),
    ...failureSection(page, now),
    tableOf(page, 'points', {
      title: 'Recovery points in all vaults, accounts and Regions',
      columns: [
        ...columnsOf(recoveryPoints, ['status', 'age', 'size', 'expiry', 'vault']),
        accountColumn,
        regionColumn,
      ],
      empty: 'None known.',
    }),
    fieldsSection('Cost of these recovery points', costEntries(page.cost, page.more.includes('points'))),
    ...lastRunsSections(page, now),
    tableOf(page, 'backupJobs', { title: 'Last backup jobs', columns: jobColumns(backupJobs), empty: 'None known.' }),
    tableOf(page, 'copyJobs', { title: 'Last copy jobs', columns: jobColumns(copyJobs), empty: 'None known.' }),
    tableOf(page, 'restoreJobs', {
      title: 'Last restore jobs',
      columns: jobColumns(restoreJobs),
      empty: 'None known.',
    }),
    tableOf(page, 'rules', {
      title: 'Rules',
      columns: columnsOf(planRules, ['name', 'plan', 'next', 'schedule', 'vault']),
      empty: 'No known resource assignment selects the resource.',
    }),
    tableOf(page, 'selections', {
      title: 'Resource assignments of these plans',
      columns: selectionColumns,
      empty: 'None known.',
    }),
    tableOf(page, 'audits', {
      title: 'Events',
      columns: auditColumns,
      empty: 'None in the events that CloudTrail returned.',
    }),
  ];
}

function headSections(page: ResourcePage, now: number): DetailSection[] {
  const lane = page.lane && timeline.columns[0]?.text(page.lane, now);
  const hours = lane === undefined ? [] : [fieldsSection('Last 24 hours', [['Hours', lane]])];
  if (page.protection) return [...protection.detail(page.protection, undefined, now), ...hours];
  return [
    fieldsSection('Resource', [
      ['Resource', page.name],
      ['Type', page.type],
      ['ARN', page.arn],
      ['Gone since', timeText(page.goneAt, now), 'warn'],
      [
        'Last backup',
        timeText(page.lastBackupAt, now) ?? 'none known',
        page.lastBackupAt === undefined ? 'warn' : 'plain',
      ],
      ...scopeEntries(page.scope),
    ]),
    ...hours,
  ];
}

function lastRunsSections({ lastRuns }: ResourcePage, now: number): DetailSection[] {
  if (!lastRuns) return [];
  const { cells, from, to } = lastRuns;
  return [
    fieldsSection(`Last backup jobs, oldest first (${cells.length})`, [
      ['Jobs', cellsText(cells)],
      ['From', timeText(from, now)],
      ['To', timeText(to, now)],
    ]),
  ];
}

function keySections({ goneKeys }: ResourcePage): DetailSection[] {
  if (goneKeys.length === 0) return [];
  const title = 'KMS keys that cannot decrypt recovery points';
  const columns = [...columnsOf(keys, ['key', 'state', 'deletion']), changedBy, changedAge];
  return [tableSection(title, { columns, rows: goneKeys, empty: '' })];
}

/** The newest backup job that ended badly, with its cause and the next step. */
function failureSection({ backupJobs: jobs }: ResourcePage, now: number): DetailSection[] {
  const failed = jobs.find(endedBadly);
  if (!failed) return [];
  const { title, nextStep } = explainEnd(jobEnd(failed), failed.message);
  const isOver = jobs.some(({ state, createdAt }) => state === 'COMPLETED' && createdAt > failed.createdAt);
  return [
    fieldsSection('Last failure', [
      ['At', timeText(failed.completedAt ?? failed.createdAt, now)],
      ['State', failed.state, jobTone(failed)],
      ['Message', failed.message],
      ['Cause', title],
      ['Next step', nextStep],
      ['Since then', isOver ? 'a later backup job completed' : 'no backup job completed', isOver ? 'good' : 'bad'],
    ]),
  ];
}

interface PageTable {
  readonly title: string;
  // biome-ignore lint/suspicious/noExplicitAny: tables of different rows stand in one page
  readonly columns: readonly Column<any>[];
  readonly empty: string;
}

function tableOf(
  page: ResourcePage,
  list: keyof ResourcePageLists,
  { title, columns, empty }: PageTable,
): DetailSection {
  const rows = page[list];
  const count = page.more.includes(list) ? ` (the newest ${rows.length})` : '';
  const isKnown = !page.unknownThen?.includes(list);
  return tableSection<unknown>(`${title}${count}`, { columns, rows, empty: isKnown ? empty : 'Not known then.' });
}

const columnsOf = <Row extends { readonly scope: ResourcePage['scope'] }>(
  { columns }: Resource<Row>,
  ids: readonly string[],
): Column<Row>[] => ids.flatMap((id) => columns.find((column) => column.id === id) ?? []);

const jobColumns = (jobs: Resource<Job>): Column<Job>[] => columnsOf(jobs, ['state', 'age', 'took', 'plan', 'message']);

const changedBy = tableColumn('CHANGED BY', 'grow', ({ change }: KmsKey) =>
  change ? `${actorWords(change.actor)}: ${eventWords(change.event).past}` : 'not known',
);
const changedAge = ageColumn(({ change }: KmsKey) => change?.at, { keep: 100 });
const accountColumn = tableColumn('ACCOUNT', 12, ({ scope }: { scope: ResourcePage['scope'] }) => scope.accountId);
const regionColumn = tableColumn('REGION', 14, ({ scope }: { scope: ResourcePage['scope'] }) => scope.region);

const selectionColumns = [
  tableColumn('RESOURCE ASSIGNMENT', 24, ({ name }: Selection) => name),
  tableColumn('PLAN', 20, ({ planName, planId }: Selection) => planName ?? planId),
  tableColumn('SELECTS', 'grow', ({ resources, tags, conditions }: Selection) =>
    [...resources, ...[...tags, ...conditions].map(tagWords)].join(', '),
  ),
];
