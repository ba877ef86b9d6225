// Restore testing plans that did not run, and runs of which nothing came.
// https://docs.aws.amazon.com/aws-backup/latest/devguide/restore-testing.html
import { jobHistoryMs } from '../../../config/polling.ts';
import { hourMs } from '../../lib/duration.ts';
import type { Job } from '../job.ts';
import type { RestoreTestingPlan } from '../restore-testing.ts';
import { createSchedule } from '../schedule.ts';
import { scopeKey } from '../scope.ts';
import type { Answer, ScopeFacts } from './facts.ts';
import type { Finding } from './finding.ts';

/** Of a run AWS starts the restores within the start window; a day where the plan says nothing. */
const usualWindowHours = 24;
/** What AWS makes known may be this late. */
const slackMs = hourMs;
/** AWS's clock and ours differ. */
const earlyMs = 5 * 60_000;

export function restoreTestingFindings({ testingPlans, restoreJobs }: ScopeFacts, now: number): Finding[] {
  if (!testingPlans) return [];
  const knownUntil = Math.min(now, testingPlans.at);
  return testingPlans.rows.flatMap((plan) => {
    const due = dueRuns(plan, knownUntil);
    const [first, last] = [due[0], due.at(-1)];
    if (first === undefined || last === undefined) return [];
    const isMissed = (plan.lastRunAt ?? 0) < last - earlyMs;
    if (isMissed) return [missed(plan, due.find((at) => at - earlyMs > (plan.lastRunAt ?? 0)) ?? first, last)];
    return restoreJobs && restoredNothing(plan, last, restoreJobs) ? [empty(plan, last)] : [];
  });
}

/** Epoch ms, oldest first: the newest runs that the plan stood for as it is, and whose start window is over. */
function dueRuns({ schedule, timezone, createdAt, updatedAt, startWindowHours }: RestoreTestingPlan, until: number) {
  if (createdAt === undefined) return [];
  const since = Math.max(createdAt, updatedAt ?? 0);
  const read = createSchedule(schedule, { timeZone: timezone ?? 'Etc/UTC', anchor: createdAt });
  const windowMs = (startWindowHours ?? usualWindowHours) * hourMs + slackMs;
  return (read?.lastRuns(until - windowMs, remembered) ?? []).filter((at) => at > since);
}

const remembered = 8;

/** A restore that failed is a finding of its resource; a run that AWS has forgotten is not known. */
function restoredNothing({ arn }: RestoreTestingPlan, ranAt: number, { rows, at }: Answer<Job>): boolean {
  const isForgotten = ranAt < at - jobHistoryMs;
  const isKnown = at > ranAt + slackMs;
  const isOfRun = (job: Job) => job.restoreTestingPlanArn === arn && job.createdAt >= ranAt - earlyMs;
  return !isForgotten && isKnown && !rows.some(isOfRun);
}

const about = ({ scope, name }: RestoreTestingPlan) => ({
  id: `${scopeKey(scope)}/restore-test-missed/${name}`,
  kind: 'restore-test-missed' as const,
  severity: 'warning' as const,
  scope,
  subject: name,
  evidence: { list: 'restore-testing-plans' as const, params: { name }, scope },
});

const missed = (plan: RestoreTestingPlan, since: number, dueAt: number): Finding => ({
  ...about(plan),
  ...{ since, dueAt },
  ...(plan.lastRunAt === undefined ? {} : { lastRunAt: plan.lastRunAt }),
});

const empty = (plan: RestoreTestingPlan, ranAt: number): Finding => ({
  ...about(plan),
  ...{ since: ranAt, emptyRunAt: ranAt },
});
