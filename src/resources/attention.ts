import type { AttentionLine } from '../domain/attention/attention-line.ts';
import type { EvidenceList } from '../domain/attention/evidence.ts';
import { severityTone } from '../domain/attention/severity.ts';
import { scopeKey } from '../domain/scope.ts';
import { formatAge } from '../lib/format.ts';
import { derived } from './derived.ts';
import type { DrillDown } from './resource.ts';
import { fieldsSection, scopeEntries, timeText } from './sections.ts';

const words = { critical: 'crit', warning: 'warn', notice: 'note' } as const;

/** What needs attention, worst first. */
export const attention = derived<AttentionLine>({
  id: 'attention',
  title: 'attention',
  plural: 'needs attention',
  aliases: ['att', 'alerts', 'problems'],
  fields: [
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
    'members',
    'evidence',
  ],
  key: ({ scope, id }) => `${scopeKey(scope)} ${id}`,
  columns: [
    {
      id: 'status',
      title: 'SEV',
      width: 4,
      keep: 100,
      text: ({ severity }) => words[severity],
      sortBy: rankOf,
      tone: ({ severity }) => severityTone(severity),
    },
    { id: 'text', title: 'WHAT', width: 'grow', keep: 100, text: ({ text }) => text },
    {
      id: 'since',
      title: 'SINCE',
      width: 6,
      keep: 92,
      align: 'right',
      text: ({ since }, now) => formatAge(now - since),
      sortBy: ({ since }) => since,
    },
  ],
  sort: { column: 'status', descending: false },
  label: ({ subject, kind }) => `${subject}: ${kind}`,
  copyText: ({ text }) => text,
  detail: (row, _, now) => [
    fieldsSection('Attention', [
      ['Severity', row.severity, severityTone(row.severity)],
      ['What', row.text],
      ['Next step', row.nextStep ?? 'see the evidence'],
      ['Since', timeText(row.since, now)],
      ['Kind', row.kind],
      ['Resource', row.resourceArn],
      ['Type', row.resourceType],
      ['How many', row.count === undefined ? undefined : `${row.count}`],
      ...scopeEntries(row.scope),
    ]),
  ],
  drillDowns: [
    ...evidenceIn('backup-jobs', 'the backup job', 'its backup jobs'),
    ...evidenceIn('copy-jobs', 'the copy job', 'its copy jobs'),
    ...evidenceIn('restore-jobs', 'the restore job', 'its restore jobs'),
    ...evidenceIn('recovery-points', 'the recovery point', 'its recovery points'),
    ...evidenceIn('plans', 'the plan', 'plans'),
    ...evidenceIn('vaults', 'the vault', 'vaults'),
    ...evidenceIn('audits', 'the audit', 'what was done'),
    ...evidenceIn('scan-jobs', 'the scan job', 'its scan jobs'),
    ...evidenceIn('restore-testing-plans', 'the restore testing plan', 'restore testing plans'),
    ...evidenceIn('protected-resources', 'the resource', 'resources'),
    {
      to: 'protected-resources',
      title: 'resource',
      single: true,
      params: ({ resourceArn }) => (resourceArn ? { arn: resourceArn } : undefined),
    },
    {
      to: 'recovery-points',
      title: 'recovery points of the resource',
      params: ({ resourceArn, resourceType = '', subject }) =>
        resourceArn && resourceType ? { resourceArn, resourceType, resourceName: subject } : undefined,
    },
    {
      to: 'backup-jobs',
      title: 'backup jobs of the resource',
      params: ({ resourceArn }) => (resourceArn ? { resourceArn } : undefined),
    },
  ],
  enterDrillsDown: true,
});

/** One number that sorts as compareAttention does, but for the ties, which the order of the answer keeps. */
function rankOf(item: AttentionLine): string {
  const rank = severityRank(item);
  return `${rank} ${String(Number.MAX_SAFE_INTEGER - item.since).padStart(17, '0')}`;
}

const severityRank = ({ severity }: AttentionLine): number => ['critical', 'warning', 'notice'].indexOf(severity);

/** Parameters that name one thing and not a list. */
const isSingle = ({ evidence: { params } }: AttentionLine): boolean =>
  'id' in params || 'name' in params || 'arn' in params;

function evidenceIn(list: EvidenceList, one: string, many: string): DrillDown<AttentionLine>[] {
  const there = (single: boolean) => (item: AttentionLine) =>
    item.evidence.list === list && isSingle(item) === single ? item.evidence.params : undefined;
  const scope = ({ evidence }: AttentionLine) => evidence.scope;
  return [
    { to: list, title: one, single: true, params: there(true), scope },
    { to: list, title: many, params: there(false), scope },
  ];
}
