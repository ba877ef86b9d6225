import type {
  BackupPlan,
  BackupPlansListMember,
  BackupRule,
  GetBackupPlanInput,
  GetBackupPlanOutput,
  ListBackupPlansInput,
  ListBackupPlansOutput,
  ListBackupPlanVersionsInput,
  ListBackupPlanVersionsOutput,
  ScheduledPlanExecutionMember,
} from '@aws-sdk/client-backup';
import type { PlanSpec, RuleSpec } from '../../estate/spec.ts';
import { invalidParameter, resourceNotFound } from '../../wire/aws-error.ts';
import { pageOf } from '../../wire/paging.ts';
import type { Call } from '../service.ts';
import { toDate, toLifecycle } from './wire-shapes.ts';

const longestPreview = 10;
/** Long enough to hold the latest run of a monthly rule. */
const lookBackMs = 32 * 86_400_000;

export function findPlan({ estate, region }: Call, id: string | undefined): PlanSpec {
  const plan = estate.plans(region).find((candidate) => candidate.id === id);
  if (plan === undefined) throw resourceNotFound(`Backup plan ${id} does not exist.`);
  return plan;
}

const byName = (a: PlanSpec, b: PlanSpec) => (a.name < b.name ? -1 : 1);

export function listBackupPlans(input: ListBackupPlansInput, call: Call): ListBackupPlansOutput {
  const plans = [...call.estate.plans(call.region)].sort(byName);
  const { items, nextToken } = pageOf(plans, input, ({ name }) => name);
  return { BackupPlansList: items.map((plan) => toListed(plan, plan, call)), NextToken: nextToken };
}

const advancedSettings = ({ windowsVss }: PlanSpec) =>
  windowsVss ? [{ ResourceType: 'EC2', BackupOptions: { WindowsVSS: 'enabled' } }] : undefined;

function toListed(
  plan: PlanSpec,
  version: Pick<PlanSpec, 'versionId' | 'createdAt'>,
  call: Call,
): BackupPlansListMember {
  return {
    BackupPlanArn: plan.arn,
    BackupPlanId: plan.id,
    BackupPlanName: plan.name,
    CreationDate: toDate(version.createdAt),
    VersionId: version.versionId,
    LastExecutionDate: toDate(lastRun(plan, call)),
    AdvancedBackupSettings: advancedSettings(plan),
  };
}

function seriesOf({ id }: PlanSpec, { estate, region }: Call) {
  return estate.timeline.series.filter((series) => series.region === region && series.plan.id === id);
}

const lastRun = (plan: PlanSpec, call: Call) =>
  seriesOf(plan, call)
    .flatMap((series) => estateRuns(series, call.now))
    .reduce<number | undefined>((latest, at) => (latest !== undefined && latest > at ? latest : at), undefined);

/** The latest run alone: a day for rules that run daily, longer for the rare ones. */
function estateRuns(
  { schedule, pieceMs }: { schedule: { between(from: number, to: number): number[] }; pieceMs: number },
  now: number,
) {
  return schedule.between(now - Math.min(lookBackMs, 2 * pieceMs), now).slice(-1);
}

export function getBackupPlan(input: GetBackupPlanInput, call: Call): GetBackupPlanOutput {
  const plan = findPlan(call, input.BackupPlanId);
  const version = plan.versions.find(({ versionId }) => versionId === (input.VersionId ?? plan.versionId));
  if (version === undefined) throw resourceNotFound(`Backup plan version ${input.VersionId} does not exist.`);
  const preview = input.MaxScheduledRunsPreview ?? 0;
  if (preview < 0 || preview > longestPreview) {
    throw invalidParameter(`MaxScheduledRunsPreview must be from 0 to ${longestPreview}.`);
  }
  return {
    BackupPlan: toPlanDocument(plan),
    BackupPlanId: plan.id,
    BackupPlanArn: plan.arn,
    VersionId: version.versionId,
    CreationDate: toDate(version.createdAt),
    LastExecutionDate: toDate(lastRun(plan, call)),
    AdvancedBackupSettings: advancedSettings(plan),
    ScheduledRunsPreview: preview > 0 ? nextRuns(plan, preview, call) : undefined,
  };
}

function nextRuns(plan: PlanSpec, count: number, call: Call): ScheduledPlanExecutionMember[] {
  return seriesOf(plan, call)
    .flatMap(({ rule, schedule }) => schedule.next(call.now, count).map((at) => ({ at, rule })))
    .sort((a, b) => a.at - b.at)
    .slice(0, count)
    .map(({ at, rule }) => ({
      ExecutionTime: new Date(at),
      RuleId: rule.id,
      RuleExecutionType: rule.continuous ? 'CONTINUOUS_AND_SNAPSHOTS' : 'SNAPSHOTS',
    }));
}

const toPlanDocument = (plan: PlanSpec): BackupPlan => ({
  BackupPlanName: plan.name,
  Rules: plan.rules.map(toRule),
  AdvancedBackupSettings: advancedSettings(plan),
});

const toRule = (rule: RuleSpec): BackupRule => ({
  RuleId: rule.id,
  RuleName: rule.name,
  TargetBackupVaultName: rule.vault,
  ScheduleExpression: rule.cron,
  ScheduleExpressionTimezone: rule.timezone,
  StartWindowMinutes: rule.startWindowMinutes,
  CompletionWindowMinutes: rule.completionWindowMinutes,
  Lifecycle: toLifecycle(rule.lifecycle),
  CopyActions: rule.copies.map(({ vaultArn, lifecycle }) => ({
    DestinationBackupVaultArn: vaultArn,
    Lifecycle: toLifecycle(lifecycle),
  })),
  EnableContinuousBackup: rule.continuous,
  RecoveryPointTags: {},
});

export function listBackupPlanVersions(input: ListBackupPlanVersionsInput, call: Call): ListBackupPlanVersionsOutput {
  const plan = findPlan(call, input.BackupPlanId);
  const keyOf = ({ createdAt }: { createdAt: number }) => String(createdAt).padStart(15, '0');
  const { items, nextToken } = pageOf(plan.versions.toReversed(), input, keyOf);
  return { BackupPlanVersionsList: items.map((version) => toListed(plan, version, call)), NextToken: nextToken };
}
