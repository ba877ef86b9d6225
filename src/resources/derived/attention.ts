import type { AttentionLine } from '../../domain/attention/findings/attention-line.ts';
import type { EvidenceList } from '../../domain/attention/findings/evidence.ts';
import { findingKinds } from '../../domain/attention/findings/finding-kind.ts';
import {
  type LineRow,
  lineOf,
  predicateOfLine,
  subjectOfLine,
  textAtBeginning,
  wordsOf,
} from '../../domain/attention/findings/line-row.ts';
import { severities, severityTone } from '../../domain/attention/findings/severity.ts';
import { scopeKey } from '../../domain/scope.ts';
import { formatAge } from '../../lib/text/format.ts';
import { findingActions } from '../actions/findings/finding-actions.ts';
import { reasonWithoutRemedy } from '../actions/findings/remedies.ts';
import type { Column, DrillDown, MemberPath } from '../resource.ts';
import { fieldsSection, scopeEntries, timeText } from '../sections.ts';
import { derived } from './derived.ts';

const words = { critical: 'crit', warning: 'warn', notice: 'note' } as const;

/** The columns of lists of findings. Sentences are made when they are drawn. */
export const findingColumns: readonly Column<LineRow>[] = [
  {
    id: 'status',
    title: 'SEV',
    width: 4,
    keep: 100,
    text: ({ severity }) => words[severity],
    sortBy: rankOf,
    filterMember: 'severity',
    tone: ({ severity }) => severityTone(severity),
  },
  {
    id: 'subject',
    title: 'RESOURCE',
    width: 18,
    whole: 18,
    roomy: 34,
    keep: 99,
    member: 'subject',
    text: subjectOfLine,
    identity: ({ group, resourceArn }) => (group ? undefined : resourceArn),
  },
  {
    id: 'text',
    title: 'WHAT',
    width: 'grow',
    least: 30,
    keep: 100,
    text: predicateOfLine,
    sortText: textAtBeginning,
    filterMember: 'subject',
  },
  {
    id: 'since',
    title: 'SINCE',
    width: 6,
    keep: 92,
    align: 'right',
    text: ({ since }, now) => (since === undefined ? formatAge(0) : formatAge(now - since)),
    sortBy: ({ since }) => since,
    member: 'since',
    measure: 'age',
  },
  {
    id: 'count',
    title: 'COUNT',
    width: 5,
    keep: 70,
    align: 'right',
    measure: 'number',
    text: (row) => `${countOf(row) ?? ''}`,
    sortBy: countOf,
  },
];

/** The number of findings of a group, else of the things that a finding is about; absent: one. */
function countOf({ group, count }: LineRow): number | undefined {
  return group?.size ?? count;
}

/** The members of a line for programs. */
export const findingFields = [
  'id',
  'kind',
  'severity',
  'subject',
  'text',
  'since',
  'nextStep',
  'resourceArn',
  'resourceType',
  'count',
  'rule',
  'cause',
  'evidence',
] as const satisfies readonly MemberPath<AttentionLine>[];

const ofEvidence = [
  ...evidenceIn('backup-jobs', 'the backup job', 'its backup jobs'),
  ...evidenceIn('copy-jobs', 'the copy job', 'its copy jobs'),
  ...evidenceIn('restore-jobs', 'the restore job', 'its restore jobs'),
  ...evidenceIn('recovery-points', 'the recovery point', 'its recovery points'),
  ...evidenceIn('access-points', 'the access point', 'its access points'),
  ...evidenceIn('plans', 'the plan', 'plans'),
  ...evidenceIn('vaults', 'the vault', 'vaults'),
  ...evidenceIn('audits', 'the audit', 'events of the actor'),
  ...evidenceIn('scan-jobs', 'the scan job', 'its scan jobs'),
  ...evidenceIn('restore-testing-plans', 'the restore testing plan', 'restore testing plans'),
  ...evidenceIn('keys', 'its key', 'keys'),
  ...evidenceIn('coverage', 'its coverage', 'coverage of the resources'),
  ...evidenceIn('protected-resources', 'the resource', 'resources'),
];

export const findingDrillDowns: readonly DrillDown<LineRow>[] = [
  {
    to: 'findings',
    title: 'each finding of this cause',
    everywhere: true,
    params: ({ group, cause }) => (group && cause !== undefined ? { cause } : undefined),
  },
  ...ofEvidence,
  {
    to: 'protected-resources',
    title: 'resource',
    single: true,
    params: (row) => (resourceOf(row) ? { arn: resourceOf(row) as string } : undefined),
  },
  {
    to: 'recovery-points',
    title: 'recovery points of the resource',
    params(row) {
      const [resourceArn, { resourceType = '', subject: resourceName }] = [resourceOf(row), row];
      return resourceArn && resourceType ? { resourceArn, resourceType, resourceName } : undefined;
    },
  },
  {
    to: 'backup-jobs',
    title: 'backup jobs of the resource',
    params: (row) => (resourceOf(row) ? { resourceArn: resourceOf(row) as string } : undefined),
  },
];

/** A group has no resource of its own. */
const resourceOf = ({ group, resourceArn }: LineRow): string | undefined => (group ? undefined : resourceArn);

export function findingDetail(row: LineRow, now: number) {
  const line = lineOf(row, now);
  const { severity, text, nextStep, since, kind, resourceArn, resourceType, count, accounts, regions } = line;
  return [
    fieldsSection('Attention', [
      ['Severity', severity, severityTone(severity)],
      ['What', text],
      ['Next step', nextStep ?? 'see the evidence'],
      ['No remedy', reasonWithoutRemedy(kind)],
      ['Since', timeText(since, now)],
      ['Kind', kind],
      ['Resource', resourceArn],
      ['Type', resourceType],
      ['How many', count === undefined ? undefined : `${count}`],
      ...(accounts && accounts.length > 1 ? [['Accounts', accounts.join(' ')] as const] : []),
      ...(regions && regions.length > 1 ? [['Regions', regions.join(' ')] as const] : []),
      ...(row.group ? [] : scopeEntries(row.scope)),
    ]),
  ];
}

/** The attention list, worst first. */
export const attention = derived<LineRow, AttentionLine>({
  id: 'attention',
  title: 'attention',
  plural: 'needs attention',
  aliases: ['att', 'alerts', 'problems'],
  fields: [...findingFields, 'members', 'accounts', 'regions'],
  // A line over all account-Regions keeps its key, whatever the scope of its worst member.
  key: ({ scope, id, group }) => (group?.isOfAll ? id : `${scopeKey(scope)}/${id}`),
  stored: {
    state: ({ muted, severity }) => (muted ? 'muted' : severity),
    listed: { muted: false },
    words: wordsOf,
  },
  columns: findingColumns,
  sort: { column: 'status', descending: false },
  label: (row) => `${subjectOfLine(row)}: ${row.kind}`,
  copyText: (row, now) => lineOf(row, now).text,
  exported: lineOf,
  detail: (row, _, now) => findingDetail(row, now),
  drillDowns: findingDrillDowns,
  enterDrillsDown: true,
  actions: findingActions,
});

const [sinceBits, kindBits] = [42, 6];

/**
 * A number that sorts worst first, then newest first, then by weight. A finding without a known beginning counts as
 * new.
 */
function rankOf({ severity, since = 2 ** sinceBits - 1, kind }: LineRow): number {
  const newestFirst = 2 ** sinceBits - Math.trunc(since);
  return (severities.indexOf(severity) * 2 ** sinceBits + newestFirst) * 2 ** kindBits + findingKinds.indexOf(kind);
}

/** Parameters that name a single row. */
const isSingle = ({ evidence: { params } }: LineRow): boolean => 'id' in params || 'name' in params || 'arn' in params;

function evidenceIn(list: EvidenceList, one: string, many: string): DrillDown<LineRow>[] {
  const there = (single: boolean) => (item: LineRow) =>
    !item.group && item.evidence.list === list && isSingle(item) === single ? item.evidence.params : undefined;
  return [
    { to: list, title: one, single: true, params: there(true) },
    { to: list, title: many, params: there(false) },
  ];
}
