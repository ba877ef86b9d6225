// The plan rules and resource assignments that held at a past time: from the stored versions, and from the times at
// which AWS made them.
import type { TimeRange } from '../../lib/time-range.ts';
import { createScopeView, type ScopeView } from '../attention/scope-view.ts';
import type { PlanRule } from '../plans/plan-rule.ts';
import type { Selection } from '../plans/selection.ts';
import type { RegionSettings } from '../region-settings.ts';
import type { Scope } from '../scope.ts';

/** A version of a row as the store has it. */
export interface SeenVersion<Row> {
  readonly row: Row;
  /** Epoch ms of the response that first had it. */
  readonly seenFrom: number;
  /** Epoch ms; absent: it is the present version. */
  readonly seenTo?: number;
  /** The row was gone at `seenTo`; otherwise it changed. */
  readonly isGone: boolean;
}

interface Held<Row> extends TimeRange {
  readonly row: Row;
  /** The version is not known to have held then: it is the earliest one that is known. */
  readonly isAssumed: boolean;
}

export interface SeenPlans {
  readonly rules: readonly SeenVersion<PlanRule>[];
  readonly selections: readonly SeenVersion<Selection>[];
  /** Epoch ms by plan id. */
  readonly planCreatedAt: ReadonlyMap<string, number>;
}

/** A range of time in which no rule and no assignment changed. */
export interface PlanEpoch extends TimeRange {
  readonly view: ScopeView;
  /** Ids of the rules that are not known to have held then. */
  readonly assumed: ReadonlySet<string>;
}

const always = Number.POSITIVE_INFINITY;
const never = Number.NEGATIVE_INFINITY;
/** Creation of the plan and of its first version differ slightly. */
const nearMs = 5 * 60_000;

const madeAt = ({ row, seenFrom }: SeenVersion<PlanRule>): number => row.versionAt ?? seenFrom;
const idOf = ({ planId, id }: PlanRule): string => `${planId}/${id}`;

export function heldRules({ rules, planCreatedAt }: Pick<SeenPlans, 'rules' | 'planCreatedAt'>): Held<PlanRule>[] {
  const byPlan = Map.groupBy(rules, ({ row }) => row.planId);
  return [...byPlan].flatMap(([planId, ofPlan]) =>
    [...Map.groupBy(ofPlan, ({ row }) => idOf(row)).values()].flatMap((versions) =>
      heldVersions(versions, { ofPlan, createdAt: planCreatedAt.get(planId) }),
    ),
  );
}

interface OfPlan {
  readonly ofPlan: readonly SeenVersion<PlanRule>[];
  readonly createdAt: number | undefined;
}

function heldVersions(versions: readonly SeenVersion<PlanRule>[], plan: OfPlan): Held<PlanRule>[] {
  const present = versions
    .filter(({ row }) => row.goneAt === undefined)
    .toSorted((one, other) => madeAt(one) - madeAt(other) || one.seenFrom - other.seenFrom);
  const [first] = present;
  if (!first) return [];
  const goneAt = goneTime(versions, madeAt(present.at(-1) ?? first), plan);
  const held = present.map((version, index): Held<PlanRule> => {
    const next = present[index + 1];
    return {
      row: version.row,
      from: madeAt(version),
      to: Math.min(next ? madeAt(next) : always, goneAt),
      isAssumed: version.row.versionAt === undefined,
    };
  });
  const before = assumedBefore(first, plan);
  return (before ? [before, ...held] : held).filter(({ from, to }) => to > from);
}

/** A rule goes with a new version of its plan, before a response shows it. */
function goneTime(versions: readonly SeenVersion<PlanRule>[], after: number, { ofPlan }: OfPlan): number {
  const last = versions.reduce((one, other) => (other.seenFrom >= one.seenFrom ? other : one));
  const seenAt = last.row.goneAt ?? (last.isGone ? last.seenTo : undefined);
  if (seenAt === undefined) return always;
  return Math.min(seenAt, ...ofPlan.map(madeAt).filter((at) => at > after && at <= seenAt));
}

/** Before the first version that is known. A plan that was known then did not have the rule. */
function assumedBefore(first: SeenVersion<PlanRule>, { ofPlan, createdAt }: OfPlan): Held<PlanRule> | undefined {
  const until = Math.min(madeAt(first), ...ofPlan.filter(({ seenFrom }) => seenFrom < madeAt(first)).map(madeAt));
  if (createdAt !== undefined && createdAt >= until - nearMs) return undefined;
  const { versionAt: _, ...row } = first.row;
  return { row, from: createdAt ?? never, to: until, isAssumed: true };
}

/** AWS never changes an assignment: a console that edits one replaces it. */
export function heldSelections(seen: readonly SeenVersion<Selection>[]): Held<Selection>[] {
  return [...Map.groupBy(seen, ({ row }) => `${row.planId}/${row.id}`).values()].flatMap((versions) => {
    const sorted = versions.toSorted((one, other) => one.seenFrom - other.seenFrom);
    return sorted.map((version, index) => ({
      row: version.row,
      from: index === 0 ? (version.row.createdAt ?? version.seenFrom) : version.seenFrom,
      to: version.seenTo ?? always,
      isAssumed: false,
    }));
  });
}

export interface EpochContext extends TimeRange {
  readonly scope: Scope;
  readonly settings?: RegionSettings | undefined;
}

/** The epochs of the range, oldest first. */
export function planEpochs(seen: SeenPlans, { scope, settings, from, to }: EpochContext): PlanEpoch[] {
  const rules = heldRules(seen);
  const selections = heldSelections(seen.selections);
  const bounds = [...rules, ...selections].flatMap((held) => [held.from, held.to]);
  const inside = bounds.filter((at) => at > from && at < to);
  const starts = [...new Set([from, ...inside])].toSorted((one, other) => one - other);
  return starts.map((start, index): PlanEpoch => {
    const holds = (held: TimeRange) => held.from <= start && start < held.to;
    const now = rules.filter(holds);
    const rows = now.map(({ row }) => row);
    return {
      from: start,
      to: starts[index + 1] ?? to,
      assumed: new Set(now.flatMap(({ row, isAssumed }) => (isAssumed ? [row.id] : []))),
      view: createScopeView({
        scope,
        rules: { rows, at: start },
        selections: { rows: selections.filter(holds).map(({ row }) => row), at: start },
        ...(settings ? { settings } : {}),
      }),
    };
  });
}
