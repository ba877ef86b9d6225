import type { BackupRule, GetBackupPlanOutput } from '@aws-sdk/client-backup';
import { AwsProblemError } from '../../aws/errors/errors.ts';
import { unreadable } from '../../aws/errors/problem-texts.ts';
import { clockChangeNote } from '../../domain/plans/clock-change-note.ts';
import { nextRuns } from '../../domain/plans/next-runs.ts';
import type { Plan } from '../../domain/plans/plan.ts';
import { type PlanRule, ruleDefaults, ruleIdByName } from '../../domain/plans/plan-rule.ts';
import { defaultSchedule } from '../../domain/plans/schedule.ts';
import { scopeKey } from '../../domain/scope.ts';
import { minuteMs } from '../../lib/duration.ts';
import { formatAge, formatDateTime } from '../../lib/text/format.ts';
import { toDocument } from '../document.ts';
import { eachPart } from '../parts.ts';
import { defined, epochOf, pageSize, wordsOf } from '../reading.ts';
import type { RequestContext, Resource } from '../resource.ts';
import { fieldsSection, scopeEntries, tableColumn, tableSection } from '../sections.ts';
import { listPlans } from './plans.ts';
import { copiesText, rulePromises } from './rule-sections.ts';

/** The maximum number of runs in AWS's preview of a plan. */
const previewedRuns = 10;
/** Rules are requested again when their preview is this old. */
const previewAgeMs = 3_600_000;

/** The rules of plans and their schedules. The list of plans has no rules: two calls for each plan that changed. */
export const planRules: Resource<PlanRule> = {
  id: 'plan-rules',
  title: 'plan rule',
  plural: 'plan rules',
  aliases: ['rule', 'rules'],
  cadence: 'plans',
  params: {},
  fields: [
    'id',
    'name',
    'planId',
    'planName',
    'planVersion',
    'versionAt',
    'vaultName',
    'schedule',
    'timeZone',
    'startWindowMs',
    'completionWindowMs',
    'continuous',
    'deleteAfterDays',
    'moveToColdAfterDays',
    'copies',
    'preview',
    'planArn',
    'planLastRunAt',
    'askedAt',
    'airGappedVaultArn',
  ],
  list: (request) => eachPart({ ...plansOf(request), rows: (plan) => rulesOf(request, plan) }),
  async *changes(request, _, known) {
    const before = await known.all();
    const rulesOfPlan = Map.groupBy(before, ({ planId }) => planId);
    const gone = new Map(before.map((rule) => [planRules.key(rule), rule]));
    const pages = eachPart({
      ...plansOf(request),
      async *rows(plan) {
        const rules = rulesOfPlan.get(plan.id) ?? [];
        if (isCurrent(rules, plan, request.now)) yield withLastRun(rules, plan);
        else yield* rulesOf(request, plan);
      },
    });
    for await (const rows of pages) {
      for (const row of rows) gone.delete(planRules.key(row));
      yield rows;
    }
    if (!request.isWhole()) return;
    yield [...gone.values()].map((rule) => ({ ...rule, goneAt: request.now }));
  },
  isGone: ({ goneAt }) => goneAt !== undefined,
  key: ({ scope, planId, id }) => `${scopeKey(scope)}/${planId}/${id}`,
  stored: {
    isGone: ({ goneAt }) => goneAt !== undefined,
    volatile: ['askedAt', 'preview', 'planLastRunAt'],
    always: ['askedAt', 'preview'],
  },
  columns: [
    {
      id: 'name',
      title: 'RULE',
      member: 'name',
      width: 'grow',
      keep: 100,
      text: ({ name }) => name,
      identity: ({ id }) => id,
    },
    {
      id: 'plan',
      member: 'planName',
      title: 'PLAN',
      width: 'grow',
      keep: 95,
      text: ({ planName }) => planName,
      identity: ({ planId }) => planId,
    },
    {
      id: 'next',
      measure: 'until',
      title: 'NEXT',
      width: 6,
      keep: 92,
      align: 'right',
      text: (rule, now) => ageUntil(nextRun(rule, now), now),
      sortBy: (rule, now) => nextRun(rule, now),
      tone: (rule, now) => (nextRun(rule, now) === undefined ? 'warn' : 'plain'),
    },
    { id: 'schedule', title: 'SCHEDULE', member: 'schedule', width: 22, keep: 80, text: ({ schedule }) => schedule },
    {
      id: 'zone',
      title: 'ZONE',
      width: 16,
      keep: 40,
      text: ({ timeZone }) => (timeZone === ruleDefaults.timeZone ? 'UTC' : timeZone),
      tone: () => 'muted',
    },
    {
      id: 'vault',
      member: 'vaultName',
      title: 'VAULT',
      width: 'grow',
      keep: 75,
      text: ({ vaultName }) => vaultName,
      identity: ({ vaultName }) => vaultName,
    },
    {
      id: 'kept',
      title: 'KEPT',
      width: 7,
      keep: 70,
      align: 'right',
      text: ({ deleteAfterDays }) => keptText(deleteAfterDays),
    },
    { id: 'copies', title: 'COPIES', width: 'grow', keep: 50, text: copiesText },
  ],
  sort: { column: 'next', descending: false },
  label: ({ planName, name }) => `${planName} / ${name}`,
  copyText: ({ id }) => id,
  describe: async (request, { planId }) =>
    toDocument(
      await request.call('backup', 'GetBackupPlan', { BackupPlanId: planId, MaxScheduledRunsPreview: previewedRuns }),
    ),
  detail: (row, _, now) => [
    fieldsSection('Rule', [
      ['Name', row.name],
      ['Plan', row.planName],
      ['Schedule', `${row.schedule}, ${row.timeZone}`],
      ['Clock change', clockChangeNote(row, now)],
      ['Id', row.id],
      ...scopeEntries(row.scope),
    ]),
    ...rulePromises(row),
    tableSection('Next runs', {
      columns: runColumns,
      rows: nextRuns(row, now, previewedRuns),
      empty: 'The rule has no further scheduled runs.',
    }),
  ],
  drillDowns: [
    { to: 'backup-jobs', title: 'backup jobs of the plan', params: ({ planId }) => ({ planId }) },
    { to: 'plans', title: 'plan', single: true, params: ({ planId }) => ({ id: planId }) },
    {
      to: 'vaults',
      title: 'vault',
      single: true,
      params: ({ vaultName }) => (vaultName ? { name: vaultName } : undefined),
    },
  ],
};

const runColumns = [tableColumn('RUN', 20, (at: number) => formatDateTime(at))];

const keptText = (days: number | undefined): string => (days === undefined ? 'forever' : `${days}d`);
const ageUntil = (at: number | undefined, now: number): string => (at === undefined ? 'never' : formatAge(at - now));

const nextRun = (rule: PlanRule, now: number): number | undefined => nextRuns(rule, now, 1)[0];

function isCurrent(rules: readonly PlanRule[], plan: Plan, now: number): boolean {
  return (
    rules.length > 0 &&
    rules.every(
      ({ planVersion, versionAt, askedAt }) =>
        planVersion === plan.versionId && versionAt !== undefined && askedAt > now - previewAgeMs,
    )
  );
}

/** The list of plans has the last run of each, without further calls. */
const withLastRun = (rules: readonly PlanRule[], { lastRunAt }: Plan): PlanRule[] =>
  rules.map((rule) =>
    lastRunAt === undefined || rule.planLastRunAt === lastRunAt ? rule : { ...rule, planLastRunAt: lastRunAt },
  );

const plansOf = (request: RequestContext) => ({ list: () => listPlans(request), key: ({ id }: Plan) => id });

/** Rules whose version time is refused are yielded anyway, followed by the refusal. */
async function* rulesOf(request: RequestContext, plan: Plan): AsyncGenerator<PlanRule[]> {
  const input = { BackupPlanId: plan.id, MaxScheduledRunsPreview: previewedRuns };
  const [whole, version] = await Promise.allSettled([
    request.call('backup', 'GetBackupPlan', input),
    versionTime(request, plan),
  ]);
  if (whole.status === 'rejected') throw whole.reason;
  const versionAt = version.status === 'fulfilled' ? version.value : undefined;
  const { value: response } = whole;
  const rules = response.BackupPlan?.Rules ?? [];
  const origin = { plan, versionAt, askedAt: request.now };
  yield rules.map((raw, index) => toRow(raw, response, { ...origin, id: idOf(rules, index, plan) }));
  if (version.status === 'rejected') throw version.reason;
}

/**
 * The creation of the plan's version: GetBackupPlan returns the creation of the plan only, versions are listed by
 * another operation.
 */
async function versionTime(request: RequestContext, { id, versionId }: Plan): Promise<number> {
  const pages = request.pages('backup', 'ListBackupPlanVersions', { BackupPlanId: id, MaxResults: pageSize });
  for await (const { BackupPlanVersionsList } of pages) {
    const found = BackupPlanVersionsList?.find(({ VersionId }) => VersionId === versionId);
    const createdAt = epochOf(found?.CreationDate);
    if (createdAt !== undefined) return createdAt;
  }
  const operation = 'ListBackupPlanVersions';
  throw new AwsProblemError(
    unreadable({ service: 'backup', operation }, `it has no CreationDate of the plan's version`),
  );
}

interface Origin {
  readonly plan: Plan;
  readonly versionAt: number | undefined;
  readonly askedAt: number;
  readonly id: string;
}

function idOf(rules: readonly BackupRule[], index: number, { id: planId }: Plan): string {
  const nameOf = (rule: BackupRule | undefined) => wordsOf(rule?.RuleName) ?? '';
  const name = nameOf(rules[index]);
  const isFirst = rules.findIndex((rule) => nameOf(rule) === name) === index;
  return wordsOf(rules[index]?.RuleId) ?? ruleIdByName(planId, name, isFirst ? undefined : index + 1);
}

/** A run of the preview names its rule by id: without an id it is assigned only if the plan has a single rule. */
const isRunOf = (raw: BackupRule, runRuleId: string | undefined, { BackupPlan }: GetBackupPlanOutput): boolean =>
  wordsOf(raw.RuleId) === undefined ? BackupPlan?.Rules?.length === 1 : runRuleId === raw.RuleId;

function toRow(raw: BackupRule, response: GetBackupPlanOutput, { plan, versionAt, askedAt, id }: Origin): PlanRule {
  const { startWindowMinutes, completionWindowMinutes, timeZone } = ruleDefaults;
  return defined({
    scope: plan.scope,
    planId: plan.id,
    planArn: plan.arn,
    planName: plan.name,
    planVersion: plan.versionId,
    versionAt,
    planLastRunAt: plan.lastRunAt,
    id,
    name: wordsOf(raw.RuleName) ?? id,
    vaultName: wordsOf(raw.TargetBackupVaultName) ?? '',
    airGappedVaultArn: wordsOf(raw.TargetLogicallyAirGappedBackupVaultArn),
    schedule: wordsOf(raw.ScheduleExpression) ?? defaultSchedule,
    timeZone: wordsOf(raw.ScheduleExpressionTimezone) ?? timeZone,
    startWindowMs: (raw.StartWindowMinutes ?? startWindowMinutes) * minuteMs,
    completionWindowMs: (raw.CompletionWindowMinutes ?? completionWindowMinutes) * minuteMs,
    continuous: raw.EnableContinuousBackup === true,
    deleteAfterDays: daysOf(raw.Lifecycle?.DeleteAfterDays),
    moveToColdAfterDays: daysOf(raw.Lifecycle?.MoveToColdStorageAfterDays),
    copies: (raw.CopyActions ?? []).map(({ DestinationBackupVaultArn, Lifecycle }) =>
      defined({
        vaultArn: wordsOf(DestinationBackupVaultArn) ?? '',
        deleteAfterDays: daysOf(Lifecycle?.DeleteAfterDays),
        moveToColdAfterDays: daysOf(Lifecycle?.MoveToColdStorageAfterDays),
      }),
    ),
    preview: (response.ScheduledRunsPreview ?? [])
      .filter(({ RuleId }) => isRunOf(raw, RuleId, response))
      .flatMap(({ ExecutionTime }) => epochOf(ExecutionTime) ?? [])
      .sort((a, b) => a - b),
    askedAt,
  });
}

/** AWS returns -1 for never. */
const daysOf = (days: number | undefined): number | undefined => (days === undefined || days < 0 ? undefined : days);
