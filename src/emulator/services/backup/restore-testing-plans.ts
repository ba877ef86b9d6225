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
import { createSchedule } from '../../estate/cron.ts';
import {
  endRestoreTestPlan,
  type PointChoice,
  putRestoreTestPlan,
  type RestoreTestPlan,
  restoreTestEras,
} from '../../estate/restore-testing.ts';
import {
  alreadyExists,
  invalidParameter,
  invalidRequest,
  limitExceeded,
  resourceNotFound,
} from '../../wire/aws-error.ts';
import { pageOf } from '../../wire/paging.ts';
import type { Call } from '../service.ts';
import { checkName, checkSchedule, freshDice } from './plan-checks.ts';
import { checkRange, checkTags, required } from './vault-checks.ts';
import { toDate } from './wire-shapes.ts';

const dayMs = 86_400_000;
const mostPlans = 100;
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
  const wish = required(input.RestoreTestingPlan, 'RestoreTestingPlan');
  const name = required(wish.RestoreTestingPlanName, 'RestoreTestingPlanName');
  checkName(name, testingName, 'restore testing plan name');
  const points = toChoice(required(wish.RecoveryPointSelection, 'RecoveryPointSelection'));
  const schedule = toSchedule(wish, call);
  const tags = checkTags(input.Tags);
  return estate.overlay.planSide.replay(`CreateRestoreTestingPlan ${region}`, input.CreatorRequestId, () => {
    const plans = estate.restoreTests(region);
    const twin = plans.find((plan) => plan.name === name);
    if (twin !== undefined) {
      const known = { Arn: twin.arn, CreatorRequestId: twin.creatorRequestId };
      throw alreadyExists(`Restore testing plan with the name ${name} already exists.`, known);
    }
    if (plans.length >= mostPlans) throw limitExceeded(`There are ${mostPlans} restore testing plans already.`);
    const id = freshDice(call, 'restore testing', name).uuid();
    const arn = `arn:aws:backup:${region}:${account}:restore-testing-plan:${name}-${id}`;
    const plan = { name, arn, createdAt: now, ...schedule, points, selections: [] };
    putRestoreTestPlan(estate.overlay, region, { ...plan, creatorRequestId: input.CreatorRequestId }, now);
    estate.overlay.vaultSide.setTags(arn, tags);
    return { RestoreTestingPlanName: name, RestoreTestingPlanArn: arn, CreationTime: new Date(now) };
  });
}

function toChoice(asked: RestoreTestingRecoveryPointSelection): PointChoice {
  const algorithm = required(asked.Algorithm, 'Algorithm');
  if (!Object.hasOwn(Algorithm, algorithm)) throw invalidParameter(`Invalid algorithm: ${algorithm}.`);
  const includes = required(asked.IncludeVaults, 'IncludeVaults');
  if (includes.length === 0) throw invalidParameter('IncludeVaults must name at least one vault.');
  const excludes = asked.ExcludeVaults ?? [];
  const wrong = [...includes, ...excludes].find((arn) => !vaultPattern.test(arn));
  if (wrong !== undefined) throw invalidParameter(`Invalid backup vault ARN: ${wrong}.`);
  const types = required(asked.RecoveryPointTypes, 'RecoveryPointTypes');
  if (types.length === 0) throw invalidParameter('RecoveryPointTypes must name at least one type.');
  const strange = types.find((type) => !Object.hasOwn(PointType, type));
  if (strange !== undefined) throw invalidParameter(`Invalid recovery point type: ${strange}.`);
  checkRange(asked.SelectionWindowDays, 'SelectionWindowDays', 1, 365);
  return { algorithm, includes, excludes, types, windowDays: asked.SelectionWindowDays ?? 30 };
}

interface ScheduleWish {
  ScheduleExpression?: string | undefined;
  ScheduleExpressionTimezone?: string | undefined;
  StartWindowHours?: number | undefined;
}
type TestSchedule = Pick<RestoreTestPlan, 'cron' | 'timezone' | 'startWindowHours'>;

function toSchedule(wish: ScheduleWish, { now }: Call, known?: TestSchedule): TestSchedule {
  const timezone = wish.ScheduleExpressionTimezone ?? known?.timezone ?? 'Etc/UTC';
  const cron = required(wish.ScheduleExpression ?? known?.cron, 'ScheduleExpression');
  checkRange(wish.StartWindowHours, 'StartWindowHours', 1, 168);
  return {
    cron: checkSchedule(cron, timezone, now, 3_600_000),
    timezone,
    startWindowHours: wish.StartWindowHours ?? known?.startWindowHours ?? 24,
  };
}

export function updateRestoreTestingPlan(
  input: UpdateRestoreTestingPlanInput,
  call: Call,
): UpdateRestoreTestingPlanOutput {
  const { estate, region, now } = call;
  const plan = findTestPlan(input.RestoreTestingPlanName, call);
  const wish = required(input.RestoreTestingPlan, 'RestoreTestingPlan');
  const points = wish.RecoveryPointSelection ? toChoice(wish.RecoveryPointSelection) : plan.points;
  const changed = { ...plan, ...toSchedule(wish, call, plan), points, updatedAt: now };
  putRestoreTestPlan(estate.overlay, region, changed, now);
  return {
    RestoreTestingPlanName: plan.name,
    RestoreTestingPlanArn: plan.arn,
    CreationTime: new Date(plan.createdAt),
    UpdateTime: new Date(now),
  };
}

/** Its selections have to go first. */
export function deleteRestoreTestingPlan({ RestoreTestingPlanName }: DeleteRestoreTestingPlanInput, call: Call) {
  const { estate, region, now } = call;
  const plan = estate.restoreTests(region).find(({ name }) => name === RestoreTestingPlanName);
  if (plan === undefined) throw invalidRequest(`Restore testing plan ${RestoreTestingPlanName} does not exist.`);
  if (plan.selections.length > 0) {
    throw invalidRequest(`Restore testing plan ${plan.name} cannot be deleted because it has selections.`);
  }
  endRestoreTestPlan(estate.overlay, region, plan.name, now);
  estate.overlay.vaultSide.forgetTags(plan.arn);
  return {};
}

/** Runs of all that the plan ever was count. */
function lastRun(plan: RestoreTestPlan, { estate, region, now }: Call): Date | undefined {
  const eras = restoreTestEras(estate.overlay, region).filter((era) => era.plan.arn === plan.arn);
  const spans = eras.map(({ plan: { cron, timezone }, from, until = now }) => ({ cron, timezone, from, until }));
  const wasBorn = plan.createdAt < (eras[0]?.from ?? now);
  if (wasBorn) spans.unshift({ ...plan, from: plan.createdAt, until: eras[0]?.from ?? now });
  for (const { cron, timezone, from, until } of spans.reverse()) {
    const since = Math.max(from, until - 400 * dayMs);
    const at = createSchedule(cron, timezone).between(since, until).at(-1);
    if (at !== undefined) return new Date(at);
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
