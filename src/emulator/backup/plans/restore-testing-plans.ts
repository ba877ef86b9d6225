// Restore testing plans: https://docs.aws.amazon.com/aws-backup/latest/devguide/restore-testing.html
import {
  RestoreTestingRecoveryPointSelectionAlgorithm as Algorithm,
  type CreateRestoreTestingPlanInput,
  type CreateRestoreTestingPlanOutput,
  type DeleteRestoreTestingPlanInput,
  type GetRestoreTestingPlanInput,
  type GetRestoreTestingPlanOutput,
  type ListRestoreTestingPlansInput,
  type ListRestoreTestingPlansOutput,
  RestoreTestingRecoveryPointType as PointType,
  type RestoreTestingPlanForList,
  type RestoreTestingRecoveryPointSelection,
  type UpdateRestoreTestingPlanInput,
  type UpdateRestoreTestingPlanOutput,
} from '@aws-sdk/client-backup';
import { createSchedule, type SlotSchedule } from '../../estate/cron.ts';
import {
  endRestoreTestPlan,
  type PointChoice,
  putRestoreTestPlan,
  type RestoreTestPlan,
  restoreTestPeriods,
} from '../../estate/jobs/restore-testing.ts';
import type { Call } from '../../protocols/service.ts';
import {
  alreadyExists,
  invalidParameter,
  invalidRequest,
  limitExceeded,
  resourceNotFound,
} from '../../wire/aws-error.ts';
import { pageOf } from '../../wire/paging.ts';
import { checkRange, checkTags, required } from '../parameter-checks.ts';
import { toDate } from '../shared-shapes.ts';
import { checkName, checkSchedule, newRandom } from './plan-checks.ts';

const dayMs = 86_400_000;
const mostPlans = 100;
const mostVaults = 30;
export const testingName = /^[a-zA-Z0-9_]{1,50}$/;
const vaultPattern = /^(\*|arn:aws[a-z-]*:backup:[^:]+:[^:]+:backup-vault:.+)$/;

export function findTestPlan(name: string | undefined, { estate, region }: Call): RestoreTestPlan {
  const plan = estate.restoreTests(region).find((candidate) => candidate.name === name);
  if (plan === undefined) throw resourceNotFound(`Restore testing plan ${name} does not exist.`);
  return plan;
}

export function createRestoreTestingPlan(
  input: CreateRestoreTestingPlanInput,
  call: Call,
): CreateRestoreTestingPlanOutput {
  const { estate, region, account, now } = call;
  const requested = required(input.RestoreTestingPlan, 'RestoreTestingPlan');
  const name = required(requested.RestoreTestingPlanName, 'RestoreTestingPlanName');
  checkName(name, testingName, 'restore testing plan name');
  const points = toChoice(required(requested.RecoveryPointSelection, 'RecoveryPointSelection'));
  const schedule = toSchedule(requested, call);
  const tags = checkTags(input.Tags);
  return estate.overlay.planOverlay.replay(`CreateRestoreTestingPlan ${region}`, input.CreatorRequestId, () => {
    const plans = estate.restoreTests(region);
    const duplicate = plans.find((plan) => plan.name === name);
    if (duplicate !== undefined) {
      const known = { Arn: duplicate.arn, CreatorRequestId: duplicate.creatorRequestId };
      throw alreadyExists(`Restore testing plan with the name ${name} already exists.`, known);
    }
    if (plans.length >= mostPlans) throw limitExceeded(`There are ${mostPlans} restore testing plans already.`);
    const id = newRandom(call, 'restore testing', name).uuid();
    const arn = `arn:aws:backup:${region}:${account}:restore-testing-plan:${name}-${id}`;
    const plan = { name, arn, createdAt: now, ...schedule, points, selections: [] };
    putRestoreTestPlan(estate.overlay, call, { ...plan, creatorRequestId: input.CreatorRequestId });
    estate.overlay.vaultOverlay.setTags(arn, tags);
    return { RestoreTestingPlanName: name, RestoreTestingPlanArn: arn, CreationTime: new Date(now) };
  });
}

function toChoice(requested: RestoreTestingRecoveryPointSelection): PointChoice {
  const algorithm = required(requested.Algorithm, 'Algorithm');
  if (!Object.hasOwn(Algorithm, algorithm)) throw invalidParameter(`Invalid algorithm: ${algorithm}.`);
  const includes = required(requested.IncludeVaults, 'IncludeVaults');
  if (Math.max(includes.length, requested.ExcludeVaults?.length ?? 0) > mostVaults) {
    throw invalidParameter(`A restore testing plan names at most ${mostVaults} vaults.`);
  }
  if (includes.length === 0) throw invalidParameter('IncludeVaults must name at least one vault.');
  const excludes = requested.ExcludeVaults ?? [];
  for (const [member, arns] of Object.entries({ IncludeVaults: includes, ExcludeVaults: excludes })) {
    if (arns.length > mostVaults) throw invalidParameter(`${member} can name at most ${mostVaults} vaults.`);
  }
  const wrong = [...includes, ...excludes].find((arn) => !vaultPattern.test(arn));
  if (wrong !== undefined) throw invalidParameter(`Invalid backup vault ARN: ${wrong}.`);
  const types = required(requested.RecoveryPointTypes, 'RecoveryPointTypes');
  if (types.length === 0) throw invalidParameter('RecoveryPointTypes must name at least one type.');
  const unknownType = types.find((type) => !Object.hasOwn(PointType, type));
  if (unknownType !== undefined) throw invalidParameter(`Invalid recovery point type: ${unknownType}.`);
  checkRange(requested.SelectionWindowDays, 'SelectionWindowDays', [1, 365]);
  return { algorithm, includes, excludes, types, windowDays: requested.SelectionWindowDays ?? 30 };
}

interface ScheduleInput {
  ScheduleExpression?: string | undefined;
  ScheduleExpressionTimezone?: string | undefined;
  StartWindowHours?: number | undefined;
}
type TestSchedule = Pick<RestoreTestPlan, 'cron' | 'timezone' | 'startWindowHours'>;

function toSchedule(requested: ScheduleInput, { now }: Call, known?: TestSchedule): TestSchedule {
  const timezone = requested.ScheduleExpressionTimezone ?? known?.timezone ?? 'Etc/UTC';
  const cron = required(requested.ScheduleExpression ?? known?.cron, 'ScheduleExpression');
  checkRange(requested.StartWindowHours, 'StartWindowHours', [1, 168]);
  return {
    cron: checkSchedule(cron, timezone, now),
    timezone,
    startWindowHours: requested.StartWindowHours ?? known?.startWindowHours ?? 24,
  };
}

export function updateRestoreTestingPlan(
  input: UpdateRestoreTestingPlanInput,
  call: Call,
): UpdateRestoreTestingPlanOutput {
  const { estate, now } = call;
  const plan = findTestPlan(input.RestoreTestingPlanName, call);
  const requested = required(input.RestoreTestingPlan, 'RestoreTestingPlan');
  const points = requested.RecoveryPointSelection ? toChoice(requested.RecoveryPointSelection) : plan.points;
  const changed = { ...plan, ...toSchedule(requested, call, plan), points, updatedAt: now };
  putRestoreTestPlan(estate.overlay, call, changed);
  return {
    RestoreTestingPlanName: plan.name,
    RestoreTestingPlanArn: plan.arn,
    CreationTime: new Date(plan.createdAt),
    UpdateTime: new Date(now),
  };
}

/** Refuses a plan that has selections. */
export function deleteRestoreTestingPlan({ RestoreTestingPlanName }: DeleteRestoreTestingPlanInput, call: Call) {
  const { estate, region } = call;
  const plan = estate.restoreTests(region).find(({ name }) => name === RestoreTestingPlanName);
  if (plan === undefined) throw invalidRequest(`Restore testing plan ${RestoreTestingPlanName} does not exist.`);
  if (plan.selections.length > 0) {
    throw invalidRequest(`Restore testing plan ${plan.name} cannot be deleted because it has selections.`);
  }
  endRestoreTestPlan(estate.overlay, call, plan.name);
  estate.overlay.vaultOverlay.forgetTags(plan.arn);
  return {};
}

/** Includes the runs of all former versions of the plan. */
function lastRun(plan: RestoreTestPlan, { estate, region, now }: Call): Date | undefined {
  const periods = restoreTestPeriods(estate.overlay, region).filter((period) => period.plan.arn === plan.arn);
  const spans = periods.map(({ plan: { cron, timezone }, from, until = now }) => ({ cron, timezone, from, until }));
  const isInitial = plan.createdAt < (periods[0]?.from ?? now);
  if (isInitial) spans.unshift({ ...plan, from: plan.createdAt, until: periods[0]?.from ?? now });
  for (const { cron, timezone, from, until } of spans.reverse()) {
    const at = lastSlot(createSchedule(cron, timezone), Math.max(from, until - 400 * dayMs), until);
    if (at !== undefined) return new Date(at);
  }
  return undefined;
}

/** Most schedules have one in the last days: the days before are counted out where they have not. */
function lastSlot({ between }: SlotSchedule, from: number, until: number): number | undefined {
  for (let [days, to] = [2, until]; to > from; days *= 4) {
    const since = Math.max(from, until - days * dayMs);
    const at = between(since, to).at(-1);
    if (at !== undefined) return at;
    to = since;
  }
  return undefined;
}

const toListed = (plan: RestoreTestPlan, call: Call): RestoreTestingPlanForList => ({
  RestoreTestingPlanName: plan.name,
  RestoreTestingPlanArn: plan.arn,
  CreationTime: new Date(plan.createdAt),
  LastUpdateTime: toDate(plan.updatedAt),
  LastExecutionTime: lastRun(plan, call),
  ScheduleExpression: plan.cron,
  ScheduleExpressionTimezone: plan.timezone,
  StartWindowHours: plan.startWindowHours,
});

export function getRestoreTestingPlan(input: GetRestoreTestingPlanInput, call: Call): GetRestoreTestingPlanOutput {
  const plan = findTestPlan(input.RestoreTestingPlanName, call);
  const { algorithm, includes, excludes, types, windowDays } = plan.points;
  return {
    RestoreTestingPlan: {
      ...toListed(plan, call),
      CreatorRequestId: plan.creatorRequestId,
      RecoveryPointSelection: {
        Algorithm: algorithm as Algorithm,
        IncludeVaults: includes,
        ExcludeVaults: excludes,
        RecoveryPointTypes: types as PointType[],
        SelectionWindowDays: windowDays,
      },
    },
  };
}

export function listRestoreTestingPlans(
  input: ListRestoreTestingPlansInput,
  call: Call,
): ListRestoreTestingPlansOutput {
  const plans = call.estate.restoreTests(call.region).sort((a, b) => (a.name < b.name ? -1 : 1));
  const { items, nextToken } = pageOf(plans, input, ({ name }) => name);
  return { RestoreTestingPlans: items.map((plan) => toListed(plan, call)), NextToken: nextToken };
}
