import { expect, test } from 'vitest';
import { createSchedule } from '../../src/domain/plans/schedule.ts';
import { toScheduleExpression } from '../../src/domain/plans/schedule-words.ts';

test.each([
  ['hourly', 'cron(0 * ? * * *)'],
  ['daily', 'cron(0 5 ? * * *)'],
  ['Daily at 23:15', 'cron(15 23 ? * * *)'],
  ['weekdays at 1:00', 'cron(0 1 ? * MON-FRI *)'],
  ['every 4 hours', 'cron(0 0/4 ? * * *)'],
  ['weekly', 'cron(0 5 ? * SUN *)'],
  ['weekly on fri at 02:30', 'cron(30 2 ? * FRI *)'],
  ['monthly', 'cron(0 5 1 * ? *)'],
  ['monthly on 15 at 03:00', 'cron(0 3 15 * ? *)'],
  ['monthly on last', 'cron(0 5 L * ? *)'],
  ['cron(0 5 ? * * *)', 'cron(0 5 ? * * *)'],
  ['rate(1 day)', 'rate(1 day)'],
])('%s is %s, which runs', (said, expression) => {
  expect(toScheduleExpression(said)).toBe(expression);
  expect(createSchedule(expression)?.nextRuns(0, 1)).toHaveLength(1);
});

test.each(['', 'sometimes', 'daily at 25:00', 'weekly on noday', 'monthly on 40', 'every 5 hours', '0 5 * * *'])(
  '%j is no schedule',
  (said) => {
    expect(toScheduleExpression(said)).toBeUndefined();
  },
);
