// A plan's document as the values of its form, and back. What the form does not know is kept as it is.
import type { BackupPlanInput, BackupRuleInput, CopyAction, Lifecycle } from '@aws-sdk/client-backup';
import { ruleDefaults } from '../../domain/plan-rule.ts';
import { defaultSchedule } from '../../domain/schedule.ts';
import { toScheduleExpression } from '../../domain/schedule-words.ts';
import { type FormValues, isOn, itemsOf, numberOf, textOf } from '../action.ts';
import { formatTags, parseTags } from './checks.ts';
import { given, lifecycleOf } from './fields.ts';

export const hasVss = (plan: BackupPlanInput | undefined): boolean =>
  plan?.AdvancedBackupSettings?.some(({ BackupOptions }) => BackupOptions?.WindowsVSS === 'enabled') ?? false;

const lifecycleValues = (lifecycle: Lifecycle | undefined): FormValues => ({
  'cold-after': positive(lifecycle?.MoveToColdStorageAfterDays),
  'delete-after': positive(lifecycle?.DeleteAfterDays),
});

const positive = (days: number | undefined): string => (days === undefined || days < 0 ? '' : String(days));

/** `kept`: members that the form has no fields for, and the entry's own place in them. */
export function toRuleValues(rule: BackupRuleInput): FormValues {
  const unknown = Object.entries(rule).filter(([member]) => !ruleMembers.has(member));
  const kept = { ...Object.fromEntries(unknown), ...given('Lifecycle', JSON.parse(keptLifecycle(rule.Lifecycle))) };
  return {
    name: rule.RuleName ?? '',
    vault: rule.TargetBackupVaultName ?? '',
    schedule: rule.ScheduleExpression ?? defaultSchedule,
    'time-zone': rule.ScheduleExpressionTimezone ?? '',
    'start-window': String(rule.StartWindowMinutes ?? ruleDefaults.startWindowMinutes),
    'completion-window': String(rule.CompletionWindowMinutes ?? ruleDefaults.completionWindowMinutes),
    continuous: String(rule.EnableContinuousBackup ?? false),
    ...lifecycleValues(rule.Lifecycle),
    tags: formatTags(rule.RecoveryPointTags ?? {}),
    copies: (rule.CopyActions ?? []).map((copy) => ({
      to: copy.DestinationBackupVaultArn ?? '',
      ...lifecycleValues(copy.Lifecycle),
      kept: keptLifecycle(copy.Lifecycle),
    })),
    kept: JSON.stringify(kept),
  };
}

/** What the form has fields for; AWS gives each rule a new id. */
const ruleMembers: ReadonlySet<string> = new Set([
  ...['RuleId', 'RuleName', 'TargetBackupVaultName', 'ScheduleExpression', 'ScheduleExpressionTimezone'],
  ...['StartWindowMinutes', 'CompletionWindowMinutes', 'EnableContinuousBackup', 'Lifecycle', 'RecoveryPointTags'],
  'CopyActions',
]);

function keptLifecycle(lifecycle: Lifecycle | undefined): string {
  const { MoveToColdStorageAfterDays: _, DeleteAfterDays: __, ...rest } = lifecycle ?? {};
  return JSON.stringify(rest);
}

/** The plan that the form says, upon what the plan had before. */
export function planOf(values: FormValues, before?: BackupPlanInput): BackupPlanInput {
  const others = (before?.AdvancedBackupSettings ?? []).filter(({ BackupOptions }) => !BackupOptions?.WindowsVSS);
  const vss = isOn(values, 'vss') ? [{ ResourceType: 'EC2', BackupOptions: { WindowsVSS: 'enabled' } }] : [];
  const { AdvancedBackupSettings: _, ...rest } = before ?? { BackupPlanName: '', Rules: [] };
  return {
    ...rest,
    BackupPlanName: textOf(values, 'name'),
    Rules: itemsOf(values, 'rules').map(ruleOf),
    ...given('AdvancedBackupSettings', [...others, ...vss]),
  };
}

function ruleOf(values: FormValues): BackupRuleInput {
  const kept = JSON.parse(textOf(values, 'kept') || '{}') as Partial<BackupRuleInput>;
  const zone = textOf(values, 'time-zone');
  return {
    ...kept,
    RuleName: textOf(values, 'name'),
    TargetBackupVaultName: textOf(values, 'vault'),
    ...given('ScheduleExpression', toScheduleExpression(textOf(values, 'schedule'))),
    ...given('ScheduleExpressionTimezone', zone),
    ...given('StartWindowMinutes', numberOf(values, 'start-window')),
    ...given('CompletionWindowMinutes', numberOf(values, 'completion-window')),
    ...given('Lifecycle', { ...kept.Lifecycle, ...lifecycleOf(values) }),
    ...given('RecoveryPointTags', parseTags(textOf(values, 'tags'))),
    ...given('CopyActions', itemsOf(values, 'copies').map(copyOf)),
    ...(isOn(values, 'continuous') ? { EnableContinuousBackup: true } : {}),
  };
}

function copyOf(values: FormValues): CopyAction {
  const kept = JSON.parse(textOf(values, 'kept') || '{}') as Lifecycle;
  return {
    DestinationBackupVaultArn: textOf(values, 'to'),
    ...given('Lifecycle', { ...kept, ...lifecycleOf(values) }),
  };
}
