// If the start windows of two rules of one plan overlap, AWS runs the rule with the longer retention. Rules of
// different plans are never merged. https://docs.aws.amazon.com/aws-backup/latest/devguide/creating-a-backup-plan.html
import type { PlanRule } from '../../plans/plan-rule.ts';
import { canBeContinuous } from '../../resource-type.ts';
import type { ResourceCase, ScopeView } from '../scope-view.ts';
import { earlyMs } from './coverage.ts';
import type { ScheduleBook } from './schedule-book.ts';

export interface ResourceSchedule {
  readonly resource: ResourceCase;
  readonly view: ScopeView;
  readonly book: ScheduleBook;
}

/** Whether the rule should make a job of its own at `at`: no other rule of its plan replaces it. */
export function isOwnRun(at: number, rule: PlanRule, { resource, view, book }: ResourceSchedule): boolean {
  const others = (view.rulesOfPlan.get(rule.planId) ?? []).filter((other) => other !== rule);
  return !others.some((other) => {
    if (isKeptUp(other, resource) || !keepsAsLong(other, rule)) return false;
    const overlapping = book.between(other, at - other.startWindowMs + 1, at + rule.startWindowMs);
    if (overlapping.length === 0 || retention(other) > retention(rule)) return overlapping.length > 0;
    // Of two rules with the same retention only one runs: its job shows which one.
    return hasJob(other, overlapping, resource);
  });
}

/** The single continuous recovery point is kept in addition to all snapshots. */
const isKeptUp = ({ continuous }: PlanRule, { type }: ResourceCase): boolean => continuous && canBeContinuous(type);

const retention = ({ deleteAfterDays }: PlanRule): number => deleteAfterDays ?? Number.POSITIVE_INFINITY;

export const keepsAsLong = (rule: PlanRule, other: PlanRule): boolean => retention(rule) >= retention(other);

const hasJob = ({ id, startWindowMs }: PlanRule, runs: readonly number[], { backups }: ResourceCase): boolean =>
  runs.some((run) =>
    backups.some(
      ({ createdBy, createdAt }) =>
        createdBy?.ruleId === id && createdAt >= run - earlyMs && createdAt <= run + startWindowMs,
    ),
  );
