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
  ScanSetting,
  ScheduledPlanExecutionMember,
} from '@aws-sdk/client-backup';
import { isMerged, type RuleSeries } from '../../estate/series.ts';
import type { PlanSpec, PlanVersion, RuleSpec } from '../../estate/spec.ts';
import type { Call } from '../../protocols/service.ts';
import { invalidParameter, resourceNotFound } from '../../wire/aws-error.ts';
import { pageOf } from '../../wire/paging.ts';
import { toDate, toLifecycle } from '../shared-shapes.ts';

const longestPreview = 10;
/** The number of slots to compute for each shown run: other rules can replace most of them. */
const slotsPerRun = 8;
/** A rare rule runs once a month or less often; one on 29 February runs once in four years. */
const rareMs = 28 * 86_400_000;
const rareHistoryMs = 1_500 * 86_400_000;

/** Like `findPlan`, but includes deleted plans: their versions remain readable. */
function findPlanEver(call: Call, id: string | undefined): PlanSpec {
  const deleted = call.estate.overlay.planOverlay.deletedPlansIn(call.region);
  return deleted.find((candidate) => candidate.id === id) ?? findPlan(call, id);
}

export function findPlan({ estate, region }: Call, id: string | undefined, refuse = resourceNotFound): PlanSpec {
  const plan = estate.plans(region).find((candidate) => candidate.id === id);
  if (plan === undefined) throw refuse(`Cannot find Backup plan with ID ${id}.`);
  return plan;
}

/** The id makes the key unique: plans can share a name if their documents differ. */
const listKey = ({ name, id }: PlanSpec) => `${name} ${id}`;
const byName = (a: PlanSpec, b: PlanSpec) => (listKey(a) < listKey(b) ? -1 : 1);

export function listBackupPlans(input: ListBackupPlansInput, call: Call): ListBackupPlansOutput {
  const deleted = input.IncludeDeleted ? call.estate.overlay.planOverlay.deletedPlansIn(call.region) : [];
  const plans = [...call.estate.plans(call.region), ...deleted].sort(byName);
  const { items, nextToken } = pageOf(plans, input, listKey);
  return {
    BackupPlansList: items.map((plan) =>
      toListed(plan, { versionId: plan.versionId, createdAt: plan.createdAt }, call),
    ),
    NextToken: nextToken,
  };
}

const advancedSettings = (plan: PlanSpec, document = latestDocument(plan)) => {
  if (document) return document.AdvancedBackupSettings;
  return plan.windowsVss ? [{ ResourceType: 'EC2', BackupOptions: { WindowsVSS: 'enabled' } }] : undefined;
};

const latestDocument = ({ versions, versionId }: PlanSpec) =>
  versions.find((version) => version.versionId === versionId)?.document;

function toListed(plan: PlanSpec, version: PlanVersion, call: Call): BackupPlansListMember {
  return {
    BackupPlanArn: plan.arn,
    BackupPlanId: plan.id,
    BackupPlanName: version.document?.BackupPlanName ?? plan.name,
    CreationDate: toDate(version.createdAt),
    DeletionDate: toDate(plan.deletedAt),
    CreatorRequestId: plan.creatorRequestId,
    VersionId: version.versionId,
    LastExecutionDate: toDate(lastRun(plan, call)),
    AdvancedBackupSettings: advancedSettings(plan, version.document),
  };
}

function seriesOf({ id }: PlanSpec, { estate, region }: Call) {
  return estate.timeline.series.filter((series) => series.region === region && series.plan.id === id);
}

const lastRun = (plan: PlanSpec, call: Call) =>
  seriesOf(plan, call)
    .filter(({ origins }) => origins.length > 0)
    .flatMap((series) => estateRuns(series, call.now))
    .reduce<number | undefined>((latest, at) => (latest !== undefined && latest > at ? latest : at), undefined);

/** The latest run only, however long ago the plan stopped: searches two pieces, or four years for rare rules. */
function estateRuns({ schedule, pieceMs, from, until }: RuleSeries, now: number) {
  const end = Math.min(now, until ?? now);
  const since = end - (pieceMs >= rareMs ? rareHistoryMs : 2 * pieceMs);
  return schedule.between(Math.max(since, from ?? since), end).slice(-1);
}

export function getBackupPlan(input: GetBackupPlanInput, call: Call): GetBackupPlanOutput {
  const plan = input.VersionId ? findPlanEver(call, input.BackupPlanId) : findPlan(call, input.BackupPlanId);
  const version = plan.versions.find(({ versionId }) => versionId === (input.VersionId ?? plan.versionId));
  if (version === undefined) throw resourceNotFound(`Backup plan version ${input.VersionId} does not exist.`);
  const preview = input.MaxScheduledRunsPreview ?? 0;
  if (preview < 0 || preview > longestPreview) {
    throw invalidParameter(`MaxScheduledRunsPreview must be from 0 to ${longestPreview}.`);
  }
  return {
    // The real service fills it at the top level only:
    // https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/backup/plan.go
    BackupPlan: { ...toPlanDocument(plan, version.document), AdvancedBackupSettings: undefined },
    BackupPlanId: plan.id,
    BackupPlanArn: plan.arn,
    VersionId: version.versionId,
    CreatorRequestId: plan.creatorRequestId,
    CreationDate: toDate(version.createdAt),
    DeletionDate: toDate(plan.deletedAt),
    LastExecutionDate: toDate(lastRun(plan, call)),
    AdvancedBackupSettings: advancedSettings(plan, version.document),
    ScheduledRunsPreview: preview > 0 ? nextRuns(plan, preview, call) : undefined,
  };
}

function nextRuns(plan: PlanSpec, count: number, call: Call): ScheduledPlanExecutionMember[] {
  return seriesOf(plan, call)
    .filter(({ until = Number.POSITIVE_INFINITY }) => until > call.now)
    .flatMap((series) =>
      series.schedule
        .next(call.now, count * slotsPerRun)
        .filter((at) => !isMerged(series, at))
        .map((at) => ({ at, rule: series.rule })),
    )
    .sort((a, b) => a.at - b.at)
    .slice(0, count)
    .map(({ at, rule }) => ({
      ExecutionTime: new Date(at),
      RuleId: rule.id,
      RuleExecutionType: rule.continuous ? 'CONTINUOUS_AND_SNAPSHOTS' : 'SNAPSHOTS',
    }));
}

export const toPlanDocument = (plan: PlanSpec, document = latestDocument(plan)): BackupPlan =>
  document ?? {
    BackupPlanName: plan.name,
    Rules: plan.rules.map(toRule),
    AdvancedBackupSettings: advancedSettings(plan),
    ScanSettings: scanSettings(plan),
  };

function scanSettings({ rules }: PlanSpec): ScanSetting[] | undefined {
  const scan = rules.find((rule) => rule.scan !== undefined)?.scan;
  return scan && [{ MalwareScanner: 'GUARDDUTY', ResourceTypes: [...scan.types], ScannerRoleArn: scan.scannerRoleArn }];
}

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
  ScanActions: rule.scan && [{ MalwareScanner: 'GUARDDUTY', ScanMode: rule.scan.mode }],
  RecoveryPointTags: {},
});

export function listBackupPlanVersions(input: ListBackupPlanVersionsInput, call: Call): ListBackupPlanVersionsOutput {
  const plan = findPlanEver(call, input.BackupPlanId);
  // The index orders two versions of the same millisecond.
  const versions = plan.versions.map((version, index) => ({ ...version, key: String(index).padStart(9, '0') }));
  const { items, nextToken } = pageOf(versions.toReversed(), input, ({ key }) => key);
  return { BackupPlanVersionsList: items.map((version) => toListed(plan, version, call)), NextToken: nextToken };
}
