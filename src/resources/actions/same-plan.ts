import { ruleDefaults } from '../../domain/plans/plan-rule.ts';
import { defaultSchedule } from '../../domain/plans/schedule.ts';

/** What AWS writes into a rule that leaves it out. */
const addedByAws: Readonly<Record<string, unknown>> = {
  ScheduleExpression: defaultSchedule,
  ScheduleExpressionTimezone: ruleDefaults.timeZone,
  StartWindowMinutes: ruleDefaults.startWindowMinutes,
  CompletionWindowMinutes: ruleDefaults.completionWindowMinutes,
};

/** Whether the plan is as asked for, no more and no less: what was to be taken out must be gone too. */
export function isSamePlan(there: unknown, asked: unknown): boolean {
  if (isEmpty(there) || isEmpty(asked)) return isEmpty(there) && isEmpty(asked);
  if (Array.isArray(there) && Array.isArray(asked)) {
    return there.length === asked.length && there.every((item, index) => isSamePlan(item, asked[index]));
  }
  if (!isRecord(there) || !isRecord(asked)) return there === asked;
  const names = new Set([...Object.keys(there), ...Object.keys(asked)]);
  return [...names].every(
    (name) => isSamePlan(there[name], asked[name]) || (isEmpty(asked[name]) && addedByAws[name] === there[name]),
  );
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** Absent, and what says the same: a switch that is off, days that are never, a list or an object without anything. */
function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === false || value === -1) return true;
  return isRecord(value) && Object.values(value).every(isEmpty);
}
