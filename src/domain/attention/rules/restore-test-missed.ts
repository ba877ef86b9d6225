// Restore testing plans that did not run, and runs that restored nothing.
// https://docs.aws.amazon.com/aws-backup/latest/devguide/restore-testing.html
import { jobHistoryMs } from '../../../../config/polling.ts';
import { hourMs } from '../../../lib/duration.ts';
import type { Job } from '../../jobs/job.ts';
import type { RestoreTestingPlan } from '../../plans/restore-testing.ts';
import { createSchedule } from '../../plans/schedule.ts';
import { scopeKey } from '../../scope.ts';
import type { EvaluationTime } from '../evaluation-time.ts';
import type { ListResponse } from '../facts.ts';
import type { Finding } from '../findings/finding.ts';
import type { RuleContext } from '../rule-context.ts';

/** AWS starts the restores of a run within the start window. The default is a day. */
const usualWindowHours = 24;
/** Data of AWS may be this late. */
const slackMs = hourMs;
/** AWS's clock and the local clock differ. */
const earlyMs = 5 * 60_000;

export function missedRestoreTests({ view, time }: RuleContext): Finding[] {
  const { testingPlans, restoreJobs } = view.facts;
  if (!testingPlans) return [];
  return testingPlans.rows.flatMap((plan) => {
    const due = dueRuns(plan, testingPlans.at, time);
    if (due === undefined) return [];
    const isMissed = (plan.lastRunAt ?? 0) < due.last - earlyMs;
    if (isMissed) return [missed(plan, due)];
    return restoreJobs && restoredNothing(plan, due.last, { restoreJobs, time }) ? [empty(plan, due.last)] : [];
  });
}

/** Epoch ms. */
interface DueRuns {
  /** The first run after the plan's last run, its creation or its change. */
  readonly first: number;
  /** The newest run whose start window is over. */
  readonly last: number;
}

/** The runs of the plan's present version. */
function dueRuns(plan: RestoreTestingPlan, askedAt: number, time: EvaluationTime): DueRuns | undefined {
  const { createdAt, updatedAt = 0, lastRunAt = 0, startWindowHours = usualWindowHours } = plan;
  if (createdAt === undefined) return undefined;
  const schedule = createSchedule(plan.schedule, { timeZone: plan.timezone ?? 'Etc/UTC', anchor: createdAt });
  const windowMs = startWindowHours * hourMs + slackMs;
  const before = Math.min(time.now, askedAt) - windowMs;
  const [next] = schedule?.nextRuns(before - 1, 1) ?? [];
  if (next !== undefined) time.passed(next + windowMs, askedAt);
  const since = Math.max(createdAt, updatedAt);
  const [last = 0] = schedule?.lastRuns(before, 1) ?? [];
  if (last <= since) return undefined;
  const [first = last] = schedule?.nextRuns(Math.max(since, lastRunAt + earlyMs), 1) ?? [];
  return { first: Math.min(first, last), last };
}

/** A failed restore is a finding of its resource. A run that AWS no longer lists is unknown. */
function restoredNothing(
  { arn }: RestoreTestingPlan,
  ranAt: number,
  { restoreJobs: { rows, at }, time }: { readonly restoreJobs: ListResponse<Job>; readonly time: EvaluationTime },
): boolean {
  const isOfRun = (job: Job) => job.restoreTestingPlanArn === arn && job.createdAt >= ranAt - earlyMs;
  if (rows.some(isOfRun)) return false;
  const isForgotten = time.passed(ranAt + jobHistoryMs, at);
  return !isForgotten && time.passed(ranAt + slackMs, at);
}

const about = ({ scope, name }: RestoreTestingPlan) => ({
  id: `${scopeKey(scope)}/restore-test-missed/${name}`,
  kind: 'restore-test-missed' as const,
  severity: 'warning' as const,
  scope,
  subject: name,
  evidence: { list: 'restore-testing-plans' as const, params: { name }, scope },
});

const missed = (plan: RestoreTestingPlan, { first: since, last: dueAt }: DueRuns): Finding => ({
  ...about(plan),
  since,
  dueAt,
  ...(plan.lastRunAt === undefined ? {} : { lastRunAt: plan.lastRunAt }),
});

const empty = (plan: RestoreTestingPlan, ranAt: number): Finding => ({
  ...about(plan),
  since: ranAt,
  emptyRunAt: ranAt,
});
