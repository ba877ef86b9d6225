// Evaluates every resource of one account-Region: whether a plan selects it, and whether its newest recovery point is
// recent enough.
import { hourMs } from '../../lib/duration.ts';
import type { EvaluationTime } from '../attention/evaluation-time.ts';
import { newestPoint } from '../attention/points/newest-point.ts';
import { promiseFor } from '../attention/points/objective.ts';
import type { ScheduleContext } from '../attention/rule-context.ts';
import { activeBackup, type ResourceCase } from '../attention/scope-view.ts';
import type { AttentionSettings } from '../attention/settings.ts';
import type { Through } from './containment.ts';
import type { CoverageReason, CoverageState } from './coverage-row.ts';
import type { Covering } from './covering-selections.ts';

export interface CoverageContext extends ScheduleContext {
  readonly settings: Pick<AttentionSettings, 'objectives' | 'exclusions'>;
}

export interface PointAge {
  readonly newestAt?: number;
  readonly continuous?: true;
  readonly promisedMs?: number;
}

export interface Judgement extends PointAge {
  readonly state: CoverageState;
  readonly why: CoverageReason;
}

export interface Coverings {
  readonly covering: Covering;
  /** Epoch ms of the creation of the resource. Absent: not known. */
  readonly createdAt?: number | undefined;
  /** The containers of the resource. */
  through(): Through;
}

export function judgeCovering(
  resource: ResourceCase,
  { covering, createdAt, through }: Coverings,
  context: CoverageContext,
): Judgement {
  if (covering.rules.length > 0) return judgeTaken(resource, { covering, createdAt }, context);
  const planIds = new Set(covering.selections.map(({ planId }) => planId));
  const took = tookLately(resource, planIds, context);
  if (took) return took;
  const { isConfigured: _, ...age } = pointAge(resource, covering, context);
  const { taken, container } = through();
  const detail = container?.arn ?? '';
  if (container && taken === 'yes') {
    const state = container.relation === 'stack' ? 'through-stack' : 'through-instance';
    return { ...age, state, why: { kind: 'container', detail } };
  }
  const [open] = covering.selections;
  if (open) {
    const { kind, detail: about } = open;
    const reason = about === undefined ? { kind } : { kind, detail: about };
    return { ...age, state: 'not-known', why: { kind: 'selection-unknown', reason, detail: open.selectionName } };
  }
  if (container && taken === 'unknown') {
    return { ...age, state: 'not-known', why: { kind: 'container-unknown', detail: container.relation } };
  }
  return { ...age, ...inNoPlan(resource, covering, age) };
}

function inNoPlan(
  resource: ResourceCase,
  { optedOut }: Covering,
  { newestAt, continuous }: PointAge,
): Pick<Judgement, 'state' | 'why'> {
  if (optedOut !== undefined) return { state: 'opted-out', why: { kind: 'opted-out', detail: optedOut } };
  const hasPoint = newestAt !== undefined || continuous;
  // Recovery points that a plan made may remain after the plan no longer selects the resource.
  if (hasPoint && resource.taken.plans.size === 0) return { state: 'only-on-demand', why: { kind: 'on-demand' } };
  return { state: 'in-no-plan', why: { kind: 'no-selection' } };
}

/** For a resource that at least one plan certainly selects. */
function judgeTaken(resource: ResourceCase, taken: Omit<Coverings, 'through'>, context: CoverageContext): Judgement {
  const { covering } = taken;
  const { isConfigured, ...age } = pointAge(resource, covering, context);
  const { newestAt, continuous, promisedMs } = age;
  const of = (state: CoverageState, why: CoverageReason): Judgement => ({ ...age, state, why });
  if (continuous) return of('protected', { kind: 'selection' });
  if (newestAt === undefined) return { ...age, ...withoutPoint(resource, taken, context) };
  if (promisedMs === undefined) return of('not-known', { kind: 'no-promise' });
  const isInTime = isConfigured
    ? !context.time.passed(newestAt + promisedMs)
    : isYoung(newestAt, promisedMs, context.time) || isUnderWay(resource, newestAt + promisedMs * 2, context.time);
  if (isInTime) return of('protected', { kind: 'selection' });
  return arePointsRead(context) ? of('too-old', { kind: 'age' }) : of('not-known', unreadPoints);
}

const unreadPoints: CoverageReason = { kind: 'unread', detail: 'recovery points' };

/**
 * A plan made the newest recovery point within its objective: it selected the resource, whatever the selections leave
 * open.
 */
function tookLately(
  resource: ResourceCase,
  planIds: ReadonlySet<string>,
  context: CoverageContext,
): Judgement | undefined {
  const rules = [...planIds].flatMap((planId) =>
    resource.taken.plans.has(planId) ? (context.view.rulesOfPlan.get(planId) ?? []) : [],
  );
  if (rules.length === 0) return undefined;
  const { isConfigured: _, ...age } = pointAge(resource, { selections: [], rules, since: new Map() }, context);
  const { newestAt, continuous, promisedMs } = age;
  const lastAt = Math.max(...[...planIds].map((planId) => resource.taken.plans.get(planId)?.last ?? 0));
  const isKept = continuous || (newestAt !== undefined && promisedMs !== undefined && newestAt <= lastAt + hourMs);
  if (!isKept || !(continuous || isYoung(lastAt, promisedMs ?? 0, context.time))) return undefined;
  return { ...age, state: 'protected', why: { kind: 'plan-took-it' } };
}

/** Also for a continuous rule: a resource without a continuous recovery point has snapshots of its runs. */
function pointAge(
  resource: ResourceCase,
  { rules }: Covering,
  context: CoverageContext,
): PointAge & { readonly isConfigured: boolean } {
  const newest = newestPoint(resource, context);
  const promise = promiseFor({ resource, rules }, context.settings.objectives, context);
  return {
    ...(newest ? { newestAt: newest.at } : {}),
    ...(newest?.continuous ? { continuous: true } : {}),
    ...(promise ? { promisedMs: promise.everyMs } : {}),
    isConfigured: promise?.source === 'configured',
  };
}

/** A backup job of the resource is running, which may take until the next run. */
const isUnderWay = (resource: ResourceCase, until: number, time: EvaluationTime): boolean =>
  activeBackup(resource) !== undefined && !time.passed(until + hourMs);

/** The next run may be in progress. */
const isYoung = (at: number, promisedMs: number, time: EvaluationTime): boolean =>
  !time.passed(at + promisedMs + Math.max(hourMs, promisedMs / 8));

const arePointsRead = ({ view: { facts } }: CoverageContext): boolean =>
  facts.points !== undefined && facts.backupJobs !== undefined;

function withoutPoint(
  resource: ResourceCase,
  { covering, createdAt = 0 }: Omit<Coverings, 'through'>,
  context: CoverageContext,
): Pick<Judgement, 'state' | 'why'> {
  const { view, time, book } = context;
  if (activeBackup(resource)) return { state: 'waiting', why: { kind: 'running' } };
  const starts = covering.rules.flatMap((rule) => {
    const since = covering.since.get(rule.planId);
    if (since === undefined || rule.versionAt === undefined) return [];
    const at = book.firstAfter(rule, Math.max(since, rule.versionAt, createdAt));
    return at === undefined ? [] : [{ at, until: at + rule.startWindowMs }];
  });
  const [waiting] = starts.filter(({ until }) => !time.passed(until)).toSorted((a, b) => a.at - b.at);
  const isDue = starts.some(({ until }) => time.passed(until));
  if (waiting && !isDue) return { state: 'waiting', why: { kind: 'first-run', at: waiting.at } };
  if (!arePointsRead(context)) return { state: 'not-known', why: unreadPoints };
  // The resource has or had recovery points, and cannot be restored from any.
  if (resource.points.length > 0 || resource.listed) return { state: 'too-old', why: { kind: 'no-usable-point' } };
  // For a crowded vault older recovery points are not listed: only the list of protected resources would show them.
  if (view.facts.pointsSince !== undefined && !view.facts.resources) return { state: 'not-known', why: unreadPoints };
  return { state: 'never-backed-up', why: { kind: 'no-run' } };
}
