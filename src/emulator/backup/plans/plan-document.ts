// The document of a backup plan: checks it as AWS does, and adds AWS's default values.
import type {
  BackupPlan,
  BackupPlanInput,
  BackupRule,
  BackupRuleInput,
  CopyAction,
  Lifecycle as WireLifecycle,
} from '@aws-sdk/client-backup';
import type { CopySpec, Lifecycle, RuleSpec } from '../../estate/spec.ts';
import type { Call } from '../../protocols/service.ts';
import { invalidParameter, limitExceeded } from '../../wire/aws-error.ts';
import { required } from '../parameter-checks.ts';
import { checkName, checkSchedule } from './plan-checks.ts';
import { checkScans, toScanSpec } from './plan-scans.ts';

const mostRules = 10;
const mostCopies = 5;
const leastWindowMinutes = 60;
const coldDays = 90;
const longestContinuousDays = 35;
const defaultCron = 'cron(0 5 ? * * *)';

export function checkPlan(plan: BackupPlanInput | undefined, call: Call): BackupPlanInput {
  const { BackupPlanName, Rules } = required(plan, 'BackupPlan');
  const name = required(BackupPlanName, 'BackupPlanName');
  if (name.length > 200) throw invalidParameter('The backup plan name is longer than 200 characters.');
  const rules = required(Rules, 'Rules');
  if (rules.length === 0) throw invalidParameter('A backup plan needs at least one rule.');
  if (rules.length > mostRules) throw limitExceeded(`A backup plan can have at most ${mostRules} rules.`);
  if (new Set(rules.map(({ RuleName }) => RuleName)).size < rules.length) {
    throw invalidParameter('Rule names must be unique in a backup plan.');
  }
  for (const rule of rules) checkRule(rule, call.now);
  checkScans(rules, plan?.ScanSettings);
  return { ...plan, BackupPlanName: name, Rules: rules };
}

function checkRule(rule: BackupRuleInput, now: number): void {
  checkName(required(rule.RuleName, 'RuleName'), /^[a-zA-Z0-9\-_.]{1,50}$/, 'rule name');
  checkSchedule(rule.ScheduleExpression ?? defaultCron, rule.ScheduleExpressionTimezone ?? 'Etc/UTC', now);
  checkWindow(rule.StartWindowMinutes, 'start');
  checkWindow(rule.CompletionWindowMinutes, 'completion');
  checkLifecycle(rule.Lifecycle);
  checkAfterEvent(rule.Lifecycle);
  checkIndex(rule);
  checkContinuous(rule);
  const copies = rule.CopyActions ?? [];
  if (copies.length > mostCopies) throw limitExceeded(`A backup rule can have at most ${mostCopies} copy actions.`);
  for (const copy of copies) {
    toCopySpec(copy);
    checkLifecycle(copy.Lifecycle);
    checkAfterEvent(copy.Lifecycle);
  }
}

/** AWS: "Not valid as an input": https://docs.aws.amazon.com/aws-backup/latest/devguide/API_Lifecycle.html */
function checkAfterEvent({ DeleteAfterEvent }: WireLifecycle = {}): void {
  if (DeleteAfterEvent) throw invalidParameter('DeleteAfterEvent is not valid as an input.');
}

/** AWS: at most one index action with one resource type: https://docs.aws.amazon.com/aws-backup/latest/devguide/API_IndexAction.html */
function checkIndex({ RuleName, IndexActions = [] }: BackupRuleInput): void {
  const types = IndexActions.flatMap(({ ResourceTypes = [] }) => ResourceTypes);
  if (IndexActions.length > 1 || types.length > 1)
    throw invalidParameter(`Rule ${RuleName} can have at most one index action with one resource type.`);
  const wrong = types.find((type) => type !== 'EBS' && type !== 'S3');
  if (wrong !== undefined) throw invalidParameter(`Indexing is not supported for resource type ${wrong}.`);
}

function checkWindow(minutes: number | undefined, which: string): void {
  if (minutes !== undefined && minutes < leastWindowMinutes) {
    throw invalidParameter(`The ${which} window must be at least ${leastWindowMinutes} minutes; ${minutes} is not.`);
  }
}

/** Cold storage has a minimum duration of 90 days. */
export function checkLifecycle({ MoveToColdStorageAfterDays: cold, DeleteAfterDays: end }: WireLifecycle = {}): void {
  if ((end ?? 1) < 1 && end !== -1) throw invalidParameter('DeleteAfterDays must be at least 1.');
  if ((cold ?? 1) < 1 && cold !== -1) throw invalidParameter('MoveToColdStorageAfterDays must be at least 1.');
  if (cold === undefined || end === undefined || cold < 0 || end < 0 || end >= cold + coldDays) return;
  throw invalidParameter('DeleteAfterDays cannot be less than 90 days apart from MoveToColdStorageAfterDays');
}

function checkContinuous({ EnableContinuousBackup, Lifecycle: lifecycle = {} }: BackupRuleInput): void {
  if (!EnableContinuousBackup) return;
  const { DeleteAfterDays: days = 0, MoveToColdStorageAfterDays: cold } = lifecycle;
  if (days < 1 || days > longestContinuousDays) {
    throw invalidParameter(`Continuous backups are kept for 1 to ${longestContinuousDays} days.`);
  }
  if (cold !== undefined) throw invalidParameter('Continuous backups cannot be moved to cold storage.');
}

const vaultPattern = /^arn:aws[a-z-]*:backup:([a-z0-9-]+):(\d{12}):backup-vault:(.+)$/;

export function toCopySpec({ DestinationBackupVaultArn, Lifecycle: lifecycle }: CopyAction): CopySpec {
  const arn = required(DestinationBackupVaultArn, 'DestinationBackupVaultArn');
  const [, region, , vault] = vaultPattern.exec(arn) ?? [];
  if (region === undefined || vault === undefined) throw invalidParameter(`Invalid backup vault ARN: ${arn}.`);
  return { region, vault, vaultArn: arn, lifecycle: toLifecycleSpec(lifecycle) };
}

/** -1 means never. */
const daysOf = (days: number | undefined) => (days === undefined || days < 0 ? undefined : days);

export const toLifecycleSpec = (lifecycle: WireLifecycle = {}): Lifecycle => ({
  deleteAfterDays: daysOf(lifecycle.DeleteAfterDays),
  coldAfterDays: daysOf(lifecycle.MoveToColdStorageAfterDays),
});

/** A rule keeps the id of the former rule with the same name. */
export function toDocument(plan: BackupPlanInput, idOf: (ruleName: string) => string): BackupPlan {
  return { ...plan, Rules: (plan.Rules ?? []).map((rule) => toFullRule(rule, idOf(rule.RuleName ?? ''))) };
}

const toFullRule = (rule: BackupRuleInput, id: string): BackupRule => ({
  ...rule,
  RuleId: id,
  ScheduleExpression: rule.ScheduleExpression ?? defaultCron,
  ScheduleExpressionTimezone: rule.ScheduleExpressionTimezone ?? 'Etc/UTC',
  StartWindowMinutes: rule.StartWindowMinutes ?? 480,
  CompletionWindowMinutes: rule.CompletionWindowMinutes ?? 10_080,
  EnableContinuousBackup: rule.EnableContinuousBackup ?? false,
});

export const toRuleSpecs = ({ Rules = [], ScanSettings }: BackupPlan): RuleSpec[] =>
  Rules.map((rule) => ({
    id: rule.RuleId ?? '',
    name: rule.RuleName ?? '',
    cron: rule.ScheduleExpression ?? defaultCron,
    timezone: rule.ScheduleExpressionTimezone ?? 'Etc/UTC',
    vault: rule.TargetBackupVaultName ?? '',
    startWindowMinutes: rule.StartWindowMinutes ?? 480,
    completionWindowMinutes: rule.CompletionWindowMinutes ?? 10_080,
    lifecycle: toLifecycleSpec(rule.Lifecycle),
    copies: (rule.CopyActions ?? []).map(toCopySpec),
    continuous: rule.EnableContinuousBackup ?? false,
    scan: toScanSpec(rule, ScanSettings),
  }));

export const requestsVss = ({ AdvancedBackupSettings = [] }: BackupPlan) =>
  AdvancedBackupSettings.some(({ BackupOptions }) => BackupOptions?.WindowsVSS === 'enabled');
