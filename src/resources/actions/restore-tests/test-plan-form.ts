// The form of a restore testing plan: when it runs, and which recovery points it restores.
import type { RestoreTestingPlanForGet, RestoreTestingRecoveryPointSelection } from '@aws-sdk/client-backup';
import { parseArn } from '../../../domain/arn.ts';
import { partitionOf } from '../../../domain/partition.ts';
import { toScheduleExpression } from '../../../domain/plans/schedule-words.ts';
import {
  isTestName,
  longestSelectionWindow,
  longestStartWindow,
  mostVaultPatterns,
  testPlanDefaults,
} from '../../../domain/restore-testing/limits.ts';
import type { Scope } from '../../../domain/scope.ts';
import { type AnyContext, type FormField, type FormValues, numberOf, textOf } from '../../action.ts';
import { words } from '../checks.ts';
import { textField, vaultsHere } from '../fields.ts';
import { checkSchedule, checkZone, previewSchedule } from '../plans/plan-form.ts';

const before = ({ facts }: AnyContext): Partial<RestoreTestingPlanForGet> => facts?.plan ?? {};
const pointsBefore = (context: AnyContext): Partial<RestoreTestingRecoveryPointSelection> =>
  before(context).RecoveryPointSelection ?? {};

export const checkTestName = (text: string): string | undefined =>
  isTestName(text) ? undefined : 'A name has up to 50 letters, digits or underscores.';

const vaultArnOf = (word: string, { region, accountId }: Scope): string =>
  word === '*' || word.startsWith('arn:')
    ? word
    : `arn:${partitionOf(region)}:backup:${region}:${accountId}:backup-vault:${word}`;

/** A name stands for the vault here. */
export const vaultArnsOf = (text: string, scope: Scope): string[] => words(text).map((word) => vaultArnOf(word, scope));

function checkVaults(text: string, context: AnyContext): string | undefined {
  const named = words(text);
  if (named.length > mostVaultPatterns)
    return `AWS accepts at most ${mostVaultPatterns} vaults or patterns; these are ${named.length}.`;
  if (named.includes('*') && named.length > 1) return '* means every vault: enter * alone.';
  const wrong = named.find((word) => word.startsWith('arn:') && !isVaultArn(word));
  if (wrong !== undefined) return `${wrong} is not the ARN of a backup vault, or a pattern of such ARNs.`;
  const vaults = vaultsHere(context);
  const absent = named.find((word) => isName(word) && vaults.length > 0 && !vaults.some(({ name }) => name === word));
  return absent === undefined ? undefined : `There is no vault ${absent} in ${context.scope.region}.`;
}

const isName = (word: string): boolean => word !== '*' && !word.startsWith('arn:');

function isVaultArn(text: string): boolean {
  const { service, resource = '' } = parseArn(text) ?? {};
  return service === 'backup' && resource.startsWith('backup-vault:');
}

/** The schedule, which the shorter form of a resource has as well. */
export const testScheduleFields: readonly FormField[] = [
  {
    ...textField('schedule', 'Schedule'),
    hint: 'daily at 05:00, weekly on sunday at 05:00, monthly on 1 at 05:00, or cron(…)',
    initial: (context) => before(context).ScheduleExpression ?? 'weekly on sunday at 05:00',
    check: checkSchedule,
    preview: previewSchedule,
  },
  textField('time-zone', 'Time zone', {
    optional: true,
    hint: 'such as Europe/Berlin; empty: UTC',
    initial: (context) => before(context).ScheduleExpressionTimezone ?? '',
    check: checkZone,
  }),
  {
    id: 'start-window',
    label: 'Start within hours',
    kind: 'number',
    least: 1,
    most: longestStartWindow,
    hint: 'each test starts at a random time within these hours; a test that does not start in them fails',
    initial: (context) => String(before(context).StartWindowHours ?? testPlanDefaults.startWindowHours),
  },
];

const pointKinds = [
  { value: 'both', label: 'snapshots and continuous backups' },
  { value: 'SNAPSHOT', label: 'snapshots' },
  { value: 'CONTINUOUS', label: 'continuous backups, to a point in time' },
];

const pointFields: readonly FormField[] = [
  {
    id: 'choose',
    label: 'Recovery point',
    kind: 'choice',
    options: () => [
      { value: 'LATEST_WITHIN_WINDOW', label: 'the newest' },
      { value: 'RANDOM_WITHIN_WINDOW', label: 'one at random' },
    ],
    initial: (context) => pointsBefore(context).Algorithm ?? 'LATEST_WITHIN_WINDOW',
  },
  {
    id: 'window-days',
    label: 'From the last days',
    kind: 'number',
    least: 1,
    most: longestSelectionWindow,
    initial: (context) => String(pointsBefore(context).SelectionWindowDays ?? testPlanDefaults.selectionWindowDays),
  },
  {
    id: 'points',
    label: 'Backup types',
    kind: 'choice',
    options: () => pointKinds,
    initial: (context) => {
      const kinds = pointsBefore(context).RecoveryPointTypes ?? [];
      return kinds.length === 1 ? (kinds[0] ?? 'both') : 'both';
    },
  },
  textField('vaults', 'Vaults', {
    hint: '*: every vault; or names, ARNs, ARN patterns with *',
    initial: (context) => (pointsBefore(context).IncludeVaults ?? ['*']).join(' '),
    check: checkVaults,
  }),
  textField('exclude-vaults', 'Exclude vaults', {
    optional: true,
    hint: 'names, ARNs, ARN patterns with *',
    initial: (context) => (pointsBefore(context).ExcludeVaults ?? []).join(' '),
    check: checkVaults,
  }),
];

export const testPlanFields: readonly FormField[] = [...testScheduleFields, ...pointFields];

/** The schedule as AWS takes it. */
export const testScheduleOf = (values: FormValues) => ({
  ScheduleExpression: toScheduleExpression(textOf(values, 'schedule')) ?? '',
  ScheduleExpressionTimezone: textOf(values, 'time-zone') || testPlanDefaults.timeZone,
  StartWindowHours: numberOf(values, 'start-window'),
});

/** The plan of the form without its name. */
export function testPlanOf({ values, scope }: AnyContext) {
  const kinds = textOf(values, 'points');
  return {
    ...testScheduleOf(values),
    RecoveryPointSelection: {
      Algorithm: textOf(values, 'choose'),
      IncludeVaults: vaultArnsOf(textOf(values, 'vaults'), scope),
      ExcludeVaults: vaultArnsOf(textOf(values, 'exclude-vaults'), scope),
      RecoveryPointTypes: kinds === 'both' ? ['SNAPSHOT', 'CONTINUOUS'] : [kinds],
      SelectionWindowDays: numberOf(values, 'window-days'),
    },
  };
}
