import { ruleDefaults } from '../../../domain/plans/plan-rule.ts';
import { defaultSchedule } from '../../../domain/plans/schedule.ts';

/** The values that AWS adds to a rule without them. */
const addedByAws: Readonly<Record<string, unknown>> = {
  ScheduleExpression: defaultSchedule,
  ScheduleExpressionTimezone: ruleDefaults.timeZone,
  StartWindowMinutes: ruleDefaults.startWindowMinutes,
  CompletionWindowMinutes: ruleDefaults.completionWindowMinutes,
};

/** Whether the plan equals the requested one: members that were removed must be absent. */
export function isSamePlan(there: unknown, requested: unknown): boolean {
  if (isEmpty(there) || isEmpty(requested)) return isEmpty(there) && isEmpty(requested);
  if (Array.isArray(there) && Array.isArray(requested)) {
    return there.length === requested.length && there.every((item, index) => isSamePlan(item, requested[index]));
  }
  if (!isRecord(there) || !isRecord(requested)) return there === requested;
  const names = new Set([...Object.keys(there), ...Object.keys(requested)]);
  return [...names].every(
    (name) =>
      isSamePlan(there[name], requested[name]) || (isEmpty(requested[name]) && addedByAws[name] === there[name]),
  );
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** Absent, or equivalent to absent: a switch that is off, days that mean never, an empty list or object. */
function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === false || value === -1) return true;
  return isRecord(value) && Object.values(value).every(isEmpty);
}
