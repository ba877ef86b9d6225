// Converts the document of a plan to the values of its form, and back. Only members with a changed field are written:
// all others stay, including those that have no field.
import type {
  AdvancedBackupSetting,
  BackupPlanInput,
  BackupRuleInput,
  CopyAction,
  Lifecycle,
} from '@aws-sdk/client-backup';
import { ruleDefaults } from '../../../domain/plans/plan-rule.ts';
import { defaultSchedule } from '../../../domain/plans/schedule.ts';
import { toScheduleExpression } from '../../../domain/plans/schedule-words.ts';
import { type FormValue, type FormValues, isOn, itemsOf, numberOf, textOf } from '../../action.ts';
import { given } from '../fields.ts';
import { formatTags, parseTags } from '../tag-text.ts';
import { archiveValue, featureValues, indexActions, scanActions, scanSettings } from './plan-features.ts';

const isVss = ({ BackupOptions }: AdvancedBackupSetting): boolean => BackupOptions?.WindowsVSS === 'enabled';

export const hasVss = (plan: BackupPlanInput | undefined): boolean =>
  plan?.AdvancedBackupSettings?.some(isVss) ?? false;

const lifecycleValues = (lifecycle: Lifecycle | undefined): FormValues => ({
  'cold-after': positive(lifecycle?.MoveToColdStorageAfterDays),
  'delete-after': positive(lifecycle?.DeleteAfterDays),
  archive: archiveValue(lifecycle),
});

const positive = (days: number | undefined): string => (days === undefined || days < 0 ? '' : String(days));

/** `kept`: the rule itself, so that members without a field stay in their place. */
export const toRuleValues = (rule: BackupRuleInput): FormValues => ({
  name: rule.RuleName ?? '',
  vault: rule.TargetBackupVaultName ?? '',
  schedule: rule.ScheduleExpression ?? defaultSchedule,
  'time-zone': rule.ScheduleExpressionTimezone ?? '',
  'start-window': String(rule.StartWindowMinutes ?? ruleDefaults.startWindowMinutes),
  'completion-window': String(rule.CompletionWindowMinutes ?? ruleDefaults.completionWindowMinutes),
  continuous: String(rule.EnableContinuousBackup ?? false),
  ...lifecycleValues(rule.Lifecycle),
  ...featureValues(rule),
  tags: formatTags(rule.RecoveryPointTags ?? {}),
  copies: (rule.CopyActions ?? []).map(toCopyValues),
  kept: JSON.stringify(rule),
});

const toCopyValues = (copy: CopyAction): FormValues => ({
  to: copy.DestinationBackupVaultArn ?? '',
  ...lifecycleValues(copy.Lifecycle),
  kept: JSON.stringify(copy),
});

const keptIn = <T>(values: FormValues): T | undefined => {
  const text = textOf(values, 'kept');
  return text === '' ? undefined : (JSON.parse(text) as T);
};

/** The name that each rule of the form has in AWS; undefined: the rule is new. */
export const formerNames = (values: FormValues): (string | undefined)[] =>
  itemsOf(values, 'rules').map((rule) => keptIn<BackupRuleInput>(rule)?.RuleName);

interface Part {
  readonly member: string;
  readonly fields: readonly string[];
  /** Absent or empty: the member is left out. */
  value(): unknown;
}

const isSame = (a: FormValue | undefined, b: FormValue | undefined): boolean => JSON.stringify(a) === JSON.stringify(b);

/** The parts with a field whose value differs from its initial one. */
const changedParts = (was: FormValues, values: FormValues, parts: readonly Part[]): readonly Part[] =>
  parts.filter(({ fields }) => fields.some((field) => !isSame(values[field], was[field])));

/** `before` with the members of these parts, each in its place. */
function upon<T extends object>(before: T | undefined, changed: readonly Part[]): T {
  const written = new Map(changed.map(({ member, value }) => [member, given(member, value())]));
  const stays = Object.entries(before ?? {}).map(([member, value]) => written.get(member) ?? { [member]: value });
  const added = [...written].filter(([member]) => !(member in (before ?? {}))).map(([, one]) => one);
  return Object.assign({}, ...stays, ...added) as T;
}

/** The plan of the form's values, based on the previous plan. */
export function planOf(values: FormValues, before?: BackupPlanInput): BackupPlanInput {
  const { AdvancedBackupSettings: advanced = [], ...rest } = before ?? { BackupPlanName: '', Rules: [] };
  return {
    ...rest,
    ...scanSettings(values, before),
    BackupPlanName: textOf(values, 'name'),
    Rules: itemsOf(values, 'rules').map(ruleOf),
    ...given('AdvancedBackupSettings', isOn(values, 'vss') === hasVss(before) ? advanced : withVss(advanced, values)),
  };
}

function withVss(advanced: readonly AdvancedBackupSetting[], values: FormValues): AdvancedBackupSetting[] {
  const others = advanced.flatMap((setting) => {
    const { WindowsVSS: _, ...options } = setting.BackupOptions ?? {};
    if (setting.BackupOptions?.WindowsVSS === undefined) return [setting];
    return Object.keys(options).length > 0 ? [{ ...setting, BackupOptions: options }] : [];
  });
  if (!isOn(values, 'vss')) return others;
  const enabled = { WindowsVSS: 'enabled' };
  const isOfEc2 = ({ ResourceType }: AdvancedBackupSetting) => ResourceType === 'EC2';
  if (!others.some(isOfEc2)) return [...others, { ResourceType: 'EC2', BackupOptions: enabled }];
  return others.map((setting) =>
    isOfEc2(setting) ? { ...setting, BackupOptions: { ...setting.BackupOptions, ...enabled } } : setting,
  );
}

function ruleOf(values: FormValues): BackupRuleInput {
  const before = keptIn<BackupRuleInput>(values);
  const parts = [
    textPart('RuleName', 'name', values),
    textPart('TargetBackupVaultName', 'vault', values),
    {
      member: 'ScheduleExpression',
      fields: ['schedule'],
      value: () => toScheduleExpression(textOf(values, 'schedule')),
    },
    textPart('TargetLogicallyAirGappedBackupVaultArn', 'air-gapped', values),
    textPart('ScheduleExpressionTimezone', 'time-zone', values),
    numberPart('StartWindowMinutes', 'start-window', values),
    numberPart('CompletionWindowMinutes', 'completion-window', values),
    lifecyclePart(before?.Lifecycle, values),
    { member: 'RecoveryPointTags', fields: ['tags'], value: () => parseTags(textOf(values, 'tags')) },
    { member: 'IndexActions', fields: ['index'], value: () => indexActions(before?.IndexActions, values) },
    { member: 'ScanActions', fields: ['scan'], value: () => scanActions(before?.ScanActions, values) },
    { member: 'CopyActions', fields: ['copies'], value: () => itemsOf(values, 'copies').map(copyOf) },
    switchPart('EnableContinuousBackup', 'continuous', values),
  ];
  return upon(before, changedParts(before ? toRuleValues(before) : {}, values, parts));
}

const textPart = (member: string, field: string, values: FormValues): Part => ({
  member,
  fields: [field],
  value: () => textOf(values, field),
});

const switchPart = (member: string, field: string, values: FormValues): Part => ({
  member,
  fields: [field],
  value: () => (isOn(values, field) ? true : undefined),
});

const numberPart = (member: string, field: string, values: FormValues): Part => ({
  member,
  fields: [field],
  value: () => numberOf(values, field),
});

function copyOf(values: FormValues): CopyAction {
  const before = keptIn<CopyAction>(values);
  const parts = [textPart('DestinationBackupVaultArn', 'to', values), lifecyclePart(before?.Lifecycle, values)];
  return upon(before, changedParts(before ? toCopyValues(before) : {}, values, parts));
}

const lifecyclePart = (before: Lifecycle | undefined, values: FormValues): Part => ({
  member: 'Lifecycle',
  fields: ['cold-after', 'delete-after', 'archive'],
  value() {
    const parts = [
      numberPart('MoveToColdStorageAfterDays', 'cold-after', values),
      numberPart('DeleteAfterDays', 'delete-after', values),
      switchPart('OptInToArchiveForSupportedResources', 'archive', values),
    ];
    return upon(before, changedParts(lifecycleValues(before), values, parts));
  },
});
