// The form of a backup plan: rules and their copies are entries of lists.
import { regionOf, vaultNameOf } from '../../../domain/arn.ts';
import { ruleDefaults } from '../../../domain/plans/plan-rule.ts';
import { createSchedule } from '../../../domain/plans/schedule.ts';
import { toScheduleExpression } from '../../../domain/plans/schedule-words.ts';
import { canBeContinuous } from '../../../domain/resource-type.ts';
import type { Vault } from '../../../domain/vaults/vault.ts';
import { hourMs } from '../../../lib/duration.ts';
import { formatDateTime } from '../../../lib/text/format.ts';
import { type AnyContext, type FormField, type FormValues, isOn, itemsOf, numberOf, textOf } from '../../action.ts';
import { checkVaultArn } from '../checks.ts';
import { lifecycleFields, tagsField, textField, vaultField, vaultsHere } from '../fields.ts';
import { hasVss, toRuleValues } from './plan-document.ts';
import { airGappedField, archiveField, indexField, scanField, scanFields } from './plan-features.ts';

const previewedRuns = 5;
const mostContinuousDays = 35;

const ruleNamePattern = /^[a-zA-Z0-9._-]{1,50}$/;

const zoneOf = (values: FormValues): string => textOf(values, 'time-zone') || ruleDefaults.timeZone;

function scheduleOf(values: FormValues) {
  const expression = toScheduleExpression(textOf(values, 'schedule'));
  return expression === undefined ? undefined : createSchedule(expression, { timeZone: zoneOf(values) });
}

export function checkSchedule(text: string, { values, now }: AnyContext): string | undefined {
  const expression = toScheduleExpression(text);
  if (expression === undefined) {
    return 'Enter daily at 05:00, weekly on sunday at 05:00, monthly on 1 at 05:00, every 4 hours, or cron(0 5 ? * * *).';
  }
  const [, day, weekday] = /^cron\(\S+ \S+ (\S+) \S+ (\S+) \S+\)$/i.exec(expression) ?? [];
  if (day !== undefined && (day === '?') === (weekday === '?')) {
    return 'Exactly one of day of the month and day of the week must be a question mark.';
  }
  const runs = scheduleOf(values)?.nextRuns(now, previewedRuns) ?? [];
  if (runs.length === 0) return `${expression} never runs.`;
  const tooOften = runs.some((at, index) => index > 0 && at - (runs[index - 1] ?? 0) < hourMs);
  return tooOften ? 'AWS Backup runs a rule at most once an hour.' : undefined;
}

export function previewSchedule(text: string, { values, now }: AnyContext): readonly string[] {
  const expression = toScheduleExpression(text);
  const runs = scheduleOf(values)?.nextRuns(now, previewedRuns) ?? [];
  if (expression === undefined || runs.length === 0) return [];
  return [
    expression === text.trim() ? 'runs next' : `${expression} runs next`,
    ...runs.map((at) => `  ${formatDateTime(at)}`),
  ];
}

export function checkZone(text: string): string | undefined {
  try {
    new Intl.DateTimeFormat('en', { timeZone: text || undefined });
    return undefined;
  } catch {
    return `There is no time zone ${text}; one looks like Europe/Berlin.`;
  }
}

const allVaults = ({ known }: AnyContext) => known('vaults') as readonly Vault[];

const copyFields: readonly FormField[] = [
  {
    id: 'to',
    label: 'To vault',
    kind: 'pick',
    hint: 'the ARN of a vault, in any Region; the access policy of a vault in another account must allow it',
    options: (context) =>
      allVaults(context).map(({ arn, name, scope }) => ({ value: arn, label: `${name} ${scope.region}` })),
    check: checkVaultArn,
  },
  ...lifecycleFields((context) => allVaults(context).find(({ arn }) => arn === textOf(context.values, 'to'))),
  archiveField,
];

const ruleFields: readonly FormField[] = [
  textField('name', 'Name', {
    check: (text) =>
      ruleNamePattern.test(text)
        ? undefined
        : 'A rule name has up to 50 letters, digits, dots, hyphens or underscores.',
  }),
  vaultField(),
  {
    ...textField('schedule', 'Schedule'),
    hint: 'daily at 05:00, weekly on sunday at 05:00, monthly on 1 at 05:00, or cron(…)',
    initial: () => 'daily at 05:00',
    check: checkSchedule,
    preview: previewSchedule,
  },
  textField('time-zone', 'Time zone', { optional: true, hint: 'empty: UTC', check: checkZone }),
  {
    id: 'start-window',
    label: 'Start within minutes',
    kind: 'number',
    least: 60,
    most: 100_000,
    initial: () => String(ruleDefaults.startWindowMinutes),
  },
  {
    id: 'completion-window',
    label: 'Complete within minutes',
    kind: 'number',
    least: 60,
    most: 1_000_000,
    initial: () => String(ruleDefaults.completionWindowMinutes),
    check: (text, { values }) =>
      Number(text) < (numberOf(values, 'start-window') ?? 0) + 60
        ? 'It must be at least 60 minutes longer than "Start within minutes".'
        : undefined,
  },
  {
    id: 'continuous',
    label: 'Continuous backup',
    kind: 'toggle',
    hint: `of ${['RDS', 'Aurora', 'S3', 'SAP HANA on Amazon EC2'].filter(canBeContinuous).join(', ')}; other types get snapshots`,
  },
  ...lifecycleFields((context) => vaultsHere(context).find(({ name }) => name === textOf(context.values, 'vault'))).map(
    (field) => ({
      ...field,
      check: (text: string, context: AnyContext) => field.check?.(text, context) ?? checkContinuous(field.id, context),
    }),
  ),
  archiveField,
  airGappedField,
  tagsField('Recovery point tags'),
  indexField,
  scanField,
  {
    id: 'copies',
    label: 'Copies',
    kind: 'list',
    optional: true,
    item: {
      title: 'copy to another vault',
      fields: copyFields,
      label: (values) => {
        const to = textOf(values, 'to');
        return `${vaultNameOf(to)} in ${regionOf(to)}, kept ${textOf(values, 'delete-after') || '∞'} days`;
      },
    },
  },
];

function checkContinuous(field: string, { values }: AnyContext): string | undefined {
  if (!isOn(values, 'continuous')) return undefined;
  const days = numberOf(values, 'delete-after');
  if (field === 'cold-after')
    return numberOf(values, 'cold-after') ? 'A continuous backup cannot be moved to cold storage.' : undefined;
  return days !== undefined && days <= mostContinuousDays
    ? undefined
    : `The retention of a continuous backup is 1 to ${mostContinuousDays} days.`;
}

export const planFields: readonly FormField[] = [
  textField('name', 'Name', {
    initial: ({ facts }) => facts?.plan?.BackupPlanName ?? '',
    check: (text) =>
      /^[a-zA-Z0-9._-]{1,50}$/.test(text)
        ? undefined
        : 'A plan name has up to 50 letters, digits, dots, hyphens or underscores.',
  }),
  {
    id: 'rules',
    label: 'Rules',
    kind: 'list',
    item: { title: 'rule', fields: ruleFields, label: ruleLabel },
    initialItems: ({ facts }) => (facts?.plan?.Rules ?? []).map(toRuleValues),
  },
  ...scanFields,
  {
    id: 'vss',
    label: 'Windows VSS',
    kind: 'toggle',
    hint: 'application-consistent backups of Windows on EC2',
    initial: ({ facts }) => String(hasVss(facts?.plan)),
  },
];

function ruleLabel(values: FormValues): string {
  const copies = itemsOf(values, 'copies').length;
  const kept = textOf(values, 'delete-after');
  return [
    `${textOf(values, 'name')}: ${textOf(values, 'schedule')} to ${textOf(values, 'vault')}`,
    kept === '' ? 'kept forever' : `kept ${kept} days`,
    ...(copies > 0 ? [`${copies} copied`] : []),
  ].join(', ');
}
