// Checks that the operations on plans share.
import { backupRole } from '../../estate/arn.ts';
import { createSchedule } from '../../estate/cron.ts';
import { createRandom, type Random, seedOf } from '../../estate/random.ts';
import type { Call } from '../../protocols/service.ts';
import { invalidParameter } from '../../wire/aws-error.ts';
import { required } from '../parameter-checks.ts';

const hourMs = 3_600_000;

/** A generator that is unique to this request, for new ids. */
export const newRandom = ({ estate, region, now }: Call, ...keys: string[]): Random =>
  createRandom(seedOf(estate.seed, region, ...keys, estate.overlay.nextSerial(), now));

export function checkName(name: string, pattern: RegExp, subject: string): void {
  if (!pattern.test(name)) throw invalidParameter(`Invalid ${subject}: ${name} does not match ${pattern.source}.`);
}

export function checkRole(arn: string | undefined, member = 'IamRoleArn'): string {
  const role = required(arn, member);
  if (!/^arn:aws[a-z-]*:iam::(\d{12}|aws):role\/.+$/.test(role)) {
    throw invalidParameter(`Invalid IAM role ARN: ${role}. One looks like ${backupRole('123456789012')}.`);
  }
  return role;
}

/** Returns the expression, or refuses one that AWS does not accept. */
export function checkSchedule(expression: string, timezone: string, now: number): string {
  if (!isTimezone(timezone)) throw invalidParameter(`Invalid schedule expression timezone: ${timezone}.`);
  const [first, ...later] = nextRuns(expression, timezone, now);
  if (first === undefined) throw invalidParameter(`Invalid schedule expression: ${expression}.`);
  if (later.some((at, index) => at - ([first, ...later][index] ?? 0) < hourMs)) {
    throw invalidParameter(`Invalid schedule expression: ${expression} runs more often than once an hour.`);
  }
  return expression;
}

function isTimezone(timezone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: timezone });
    return true;
  } catch {
    return false;
  }
}

function nextRuns(expression: string, timezone: string, now: number): number[] {
  const [, day, , weekday] = /^cron\(\S+ \S+ (\S+) (\S+) (\S+) \S+\)$/.exec(expression) ?? [];
  // One of the two day fields must be `?`:
  // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cron-expressions.html
  if (day === undefined || (day === '?') === (weekday === '?')) return [];
  try {
    return createSchedule(expression, timezone).next(now, 26);
  } catch {
    return [];
  }
}
