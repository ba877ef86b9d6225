import type { BackupRule, GetBackupPlanOutput, GetBackupSelectionOutput, Lifecycle } from '@aws-sdk/client-backup';
import { vaultAddress, vaultNameOf } from '../../domain/arn.ts';
import type { Plan } from '../../domain/plans/plan.ts';
import { resourceWords } from '../../domain/plans/resource-pattern.ts';
import { formatDateTime } from '../../lib/text/format.ts';
import { isRefused, type Refused } from '../document.ts';
import { epochOf } from '../reading.ts';
import type { Column, DetailSection } from '../resource.ts';
import { fieldsSection, scopeEntries, tableColumn, tableSection, timeText } from '../sections.ts';

export interface PlanDocument {
  readonly GetBackupPlan: GetBackupPlanOutput;
  readonly GetBackupSelection?: readonly GetBackupSelectionOutput[] | Refused | null;
}

export function planSections(plan: Plan, document: PlanDocument | undefined, now: number): DetailSection[] {
  const identity = fieldsSection('Plan', [
    ['Name', plan.name],
    ['Last run', timeText(plan.lastRunAt, now) ?? 'never', plan.lastRunAt === undefined ? 'warn' : 'plain'],
    ['Created', timeText(plan.createdAt, now)],
    ['Deleted', timeText(plan.deletedAt, now), 'warn'],
    ['Id', plan.id],
    ['ARN', plan.arn],
    ['Version', plan.versionId],
    ...scopeEntries(plan.scope),
  ]);
  if (!document) return [identity];
  const { GetBackupPlan, GetBackupSelection } = document;
  const rules = GetBackupPlan.BackupPlan?.Rules ?? [];
  return [
    identity,
    tableSection('Rules', {
      columns: ruleColumns(plan.scope.accountId, rules),
      rows: rules,
      empty: 'The plan has no rules: it backs up nothing.',
    }),
    selectionsSection(GetBackupSelection),
    ...nextRuns(GetBackupPlan, rules),
  ];
}

/** AWS's defaults. https://docs.aws.amazon.com/aws-backup/latest/devguide/plan-options-and-configuration.html */
const defaults = { startMinutes: 480, completionMinutes: 10_080, schedule: 'cron(0 5 ? * * *)' };

const ruleColumns = (accountId: string, rules: readonly BackupRule[]): readonly Column<BackupRule>[] => [
  tableColumn('RULE', 18, ({ RuleName }: BackupRule) => RuleName),
  tableColumn('SCHEDULE', 22, scheduleText),
  tableColumn('TARGET', 18, ({ TargetBackupVaultName }) => TargetBackupVaultName),
  ...(rules.some(({ TargetLogicallyAirGappedBackupVaultArn: arn }) => arn)
    ? [tableColumn('AIR-GAPPED', 18, (rule: BackupRule) => vaultNameOf(rule.TargetLogicallyAirGappedBackupVaultArn))]
    : []),
  tableColumn('WINDOWS', 10, windowsText),
  tableColumn('KEPT', 14, ({ Lifecycle }) => lifecycleText(Lifecycle)),
  tableColumn('COPIES', 24, (rule) => copiesText(rule, accountId)),
];

function scheduleText(rule: BackupRule): string {
  const schedule = rule.ScheduleExpression ?? defaults.schedule;
  const zone = rule.ScheduleExpressionTimezone;
  const continuous = rule.EnableContinuousBackup ? ' continuous' : '';
  return `${schedule}${zone && zone !== 'Etc/UTC' && zone !== 'UTC' ? ` ${zone}` : ''}${continuous}`;
}

function windowsText({ StartWindowMinutes, CompletionWindowMinutes }: BackupRule): string {
  const start = StartWindowMinutes ?? defaults.startMinutes;
  return `${minutesText(start)} / ${minutesText(CompletionWindowMinutes ?? defaults.completionMinutes)}`;
}

function minutesText(minutes: number): string {
  if (minutes % 1_440 === 0) return `${minutes / 1_440}d`;
  return minutes % 60 === 0 ? `${minutes / 60}h` : `${minutes}m`;
}

function lifecycleText(lifecycle: Lifecycle | undefined): string {
  const { DeleteAfterDays, MoveToColdStorageAfterDays } = lifecycle ?? {};
  const kept = DeleteAfterDays === undefined || DeleteAfterDays < 0 ? 'forever' : `${DeleteAfterDays}d`;
  const cold = MoveToColdStorageAfterDays;
  return cold === undefined || cold < 0 ? kept : `${kept}, cold ${cold}d`;
}

function copiesText({ CopyActions }: BackupRule, accountId: string): string {
  return (CopyActions ?? [])
    .map(({ DestinationBackupVaultArn: arn, Lifecycle }) => {
      return `${vaultAddress(arn, accountId)} ${lifecycleText(Lifecycle)}`.trim();
    })
    .join('; ');
}

type Selection = NonNullable<GetBackupSelectionOutput['BackupSelection']>;

const selectionColumns: readonly Column<Selection>[] = [
  tableColumn('SELECTION', 22, ({ SelectionName }: Selection) => SelectionName),
  tableColumn('RESOURCES', 30, ({ Resources }) => namesText(Resources)),
  tableColumn('TAGS (ANY)', 26, ({ ListOfTags }) =>
    (ListOfTags ?? [])
      .map(({ ConditionKey, ConditionValue }) => `${ConditionKey ?? '?'}=${ConditionValue ?? '?'}`)
      .join(', '),
  ),
  tableColumn('CONDITIONS (ALL)', 26, conditionsText),
  tableColumn('BUT NOT', 20, ({ NotResources }) => namesText(NotResources)),
];

const namesText = (arns: readonly string[] | undefined): string => resourceWords(arns ?? []).join(', ');

const comparisons = { StringEquals: '=', StringNotEquals: '!=', StringLike: '~', StringNotLike: '!~' } as const;

function conditionsText({ Conditions }: Selection): string {
  return Object.entries(comparisons)
    .flatMap(([name, sign]) =>
      (Conditions?.[name as keyof typeof comparisons] ?? []).map(
        ({ ConditionKey = '', ConditionValue = '' }) =>
          `${ConditionKey.replace('aws:ResourceTag/', '')}${sign}${ConditionValue ?? '?'}`,
      ),
    )
    .join(', ');
}

function selectionsSection(part: PlanDocument['GetBackupSelection']): DetailSection {
  const rows = isRefused(part) ? [] : (part ?? []).flatMap(({ BackupSelection }) => BackupSelection ?? []);
  return tableSection('Selections', {
    columns: selectionColumns,
    rows,
    empty: isRefused(part) ? part.refused : 'The plan has no resource assignments: it backs up nothing.',
  });
}

interface Run {
  readonly at: number;
  readonly rule: string;
  readonly kind: string;
}

const runColumns: readonly Column<Run>[] = [
  tableColumn('AT', 20, ({ at }: Run) => formatDateTime(at)),
  tableColumn('RULE', 24, ({ rule }) => rule),
  tableColumn('KIND', 24, ({ kind }) => kind),
];

function nextRuns(plan: GetBackupPlanOutput, rules: readonly BackupRule[]): DetailSection[] {
  const names = new Map(rules.map(({ RuleId, RuleName }) => [RuleId, RuleName]));
  const runs = (plan.ScheduledRunsPreview ?? []).flatMap(({ ExecutionTime, RuleId, RuleExecutionType }): Run[] => {
    const at = epochOf(ExecutionTime);
    if (at === undefined) return [];
    const rule = RuleId ? (names.get(RuleId) ?? RuleId) : rules.length === 1 ? rules[0]?.RuleName : undefined;
    return [{ at, rule: rule ?? '', kind: (RuleExecutionType ?? '').toLowerCase() }];
  });
  return runs.length === 0 ? [] : [tableSection('Next runs', { columns: runColumns, rows: runs, empty: '' })];
}
