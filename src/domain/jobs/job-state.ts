import { minuteMs } from '../../lib/duration.ts';
import { tableOf } from '../../lib/text/table.ts';
import type { Tone } from '../tone.ts';
import type { Job } from './job.ts';

/** States of backup, copy, restore and scan jobs, of restore validations and deletions. */
const tones = tableOf<Tone>({
  CREATED: 'muted',
  PENDING: 'busy',
  RUNNING: 'busy',
  COMPLETING: 'busy',
  VALIDATING: 'busy',
  DELETING: 'busy',
  ABORTING: 'warn',
  ABORTED: 'warn',
  CANCELED: 'warn',
  PARTIAL: 'warn',
  COMPLETED_WITH_ISSUES: 'warn',
  COMPLETED: 'good',
  SUCCESSFUL: 'good',
  FAILING: 'bad',
  FAILED: 'bad',
  EXPIRED: 'bad',
  TIMED_OUT: 'bad',
});

export const activeStates: ReadonlySet<string> = new Set([
  'CREATED',
  'PENDING',
  'RUNNING',
  'ABORTING',
  'COMPLETING',
  'FAILING',
]);

const overStates: ReadonlySet<string> = new Set(Object.keys(tones).filter((state) => !activeStates.has(state)));

/** An unknown state is neither good nor bad. */
export const stateTone = (state: string): Tone => tones[state] ?? 'plain';

/**
 * An unknown state counts as active until the job has an end time. For known states the end time is not read, because a
 * stored row would have to be parsed for it.
 */
export function isActive(job: Pick<Job, 'state' | 'completedAt'>): boolean {
  const { state } = job;
  return !overStates.has(state) && (activeStates.has(state) || job.completedAt === undefined);
}

type Timed = Pick<Job, 'state' | 'createdAt' | 'startedAt' | 'startBy' | 'completedAt'>;

/**
 * The end time; if AWS does not return it, the latest time at which the job was still active: CompletionDate may be
 * null for a job that is over. Only an expired job waited until its start window closed.
 * https://github.com/aws/aws-sdk-ruby/issues/2031
 */
export const endOf = ({ state, createdAt, startedAt, startBy, completedAt }: Timed): number =>
  completedAt ?? startedAt ?? (state === 'EXPIRED' ? startBy : undefined) ?? createdAt;

/**
 * The console's "Completed with issues", which the API returns as COMPLETED with a category other than SUCCESS. AWS's
 * own texts spell categories in several ways.
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/backup-dashboards.html
 */
export function isCompletedWithIssues({
  state,
  messageCategory,
  message,
}: Pick<Job, 'state' | 'messageCategory' | 'message'>): boolean {
  if (state === 'COMPLETED_WITH_ISSUES') return true;
  if (state !== 'COMPLETED') return false;
  return messageCategory ? messageCategory.toUpperCase() !== 'SUCCESS' : Boolean(message);
}

export function jobTone(job: Pick<Job, 'state' | 'messageCategory' | 'message'>): Tone {
  return isCompletedWithIssues(job) ? 'warn' : stateTone(job.state);
}

/** Parses '37.5' (backup) and '0.00%' (restore). The result is between 0 and 100. */
export function parsePercent(text: string | null | undefined): number | undefined {
  const value = Number.parseFloat(text ?? '');
  return Number.isFinite(value) ? Math.min(100, Math.max(0, value)) : undefined;
}

/**
 * A job's progress, if AWS's value means anything: for most restore jobs AWS returns 0.00% from start to end and after
 * it, for copy jobs nothing.
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/choosing-report-template.html
 */
export const reportedPercent = (kind: Job['kind'], percent: number | undefined): number | undefined =>
  kind !== 'backup' && percent === 0 ? undefined : percent;

/** The progress to show; for a job that is not active the number means nothing. */
export const progress = (job: Job): number | undefined =>
  isActive(job) ? reportedPercent(job.kind, job.percent) : undefined;

/**
 * Ms for which the job has run, or waited if it has not started. undefined if the job is over and AWS did not return
 * its start.
 */
export function elapsed(job: Job, now: number): number | undefined {
  const end = job.completedAt ?? (isActive(job) ? now : undefined);
  return end === undefined ? undefined : Math.max(0, end - (job.startedAt ?? job.createdAt));
}

/** Whole minutes once a job has run for ten, as its duration is shown: an average over more digits only flickers. */
function steadyElapsed(job: Job, now: number): number | undefined {
  const ms = elapsed(job, now);
  return ms === undefined || ms < 10 * minuteMs ? ms : Math.floor(ms / minuteMs) * minuteMs;
}

/** Bytes per second, averaged over the whole run. */
export function rate(job: Job, now: number): number | undefined {
  const ms = isActive(job) ? steadyElapsed(job, now) : elapsed(job, now);
  if (!job.transferredBytes || ms === undefined || ms < 1_000 || job.state === 'CREATED') return undefined;
  return job.transferredBytes / (ms / 1_000);
}

/**
 * EBS and EC2 jobs stay at 99 for any length of time.
 * https://repost.aws/knowledge-center/ebs-snapshot-ec2-ami-creation-slow
 */
const stuckFromPercent = 99;
/** Below this value an estimate varies too much to be useful. */
const leastPercent = 1;
const leastElapsedMs = 10_000;

/** Estimated ms until the job is done; undefined without a reliable estimate. */
export function eta(job: Job, now: number): number | undefined {
  if (job.state !== 'RUNNING') return undefined;
  const { percent = 0, expectedAt } = job;
  if (percent >= stuckFromPercent) return undefined;
  const ms = steadyElapsed(job, now) ?? 0;
  if (percent >= leastPercent && ms >= leastElapsedMs) return (ms * (100 - percent)) / percent;
  return expectedAt !== undefined && expectedAt > now ? expectedAt - now : undefined;
}
