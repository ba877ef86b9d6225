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

/** Absent, or equivalent to absent: a switch that is off, days that mean never, an empty list or object. */
function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === false || value === -1) return true;
  return isRecord(value) && Object.values(value).every(isEmpty);
}
