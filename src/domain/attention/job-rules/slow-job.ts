// Jobs that run for longer than earlier jobs of the resource, or do not advance near the end.
import { defined } from '../../../lib/defined.ts';
import type { Job } from '../../jobs/job.ts';
import { scopeKey } from '../../scope.ts';
import type { EvaluationTime } from '../evaluation-time.ts';
import { aboutJob, jobEvidence } from '../findings/about-job.ts';
import type { Finding } from '../findings/finding.ts';
import type { ResourceCase } from '../scope-view.ts';

/** The minimum number of jobs from which a usual duration follows. */
const leastRuns = 3;
/** A shorter job is never a finding. */
const shortMs = 30 * 60_000;
/** https://repost.aws/knowledge-center/ebs-snapshot-ec2-ami-creation-slow */
const stuckPercent = 99;
/** Without earlier jobs: a job at 99 % for longer than this is a finding. */
const longAnywayMs = 24 * 3_600_000;

export function slowJobs({ active, backups, copies, restores }: ResourceCase, time: EvaluationTime): Finding[] {
  const alike = { backup: backups, copy: copies, restore: restores };
  return active.flatMap((job) => assess(job, alike[job.kind], time));
}

function assess(job: Job, jobs: readonly Job[], time: EvaluationTime): Finding[] {
  if (job.startedAt === undefined || job.state === 'CREATED') return [];
  const usual = usualMs(job, jobs);
  const isStuck = (job.percent ?? 0) >= stuckPercent;
  const limit = usual ? Math.max(3 * usual.median, 1.5 * usual.longest, shortMs) : isStuck ? longAnywayMs : undefined;
  if (limit === undefined || !isOver(job, job.startedAt + limit, time)) return [];
  const slow = defined({
    id: `${scopeKey(job.scope)}/active/${job.id.toUpperCase()}`,
    severity: 'warning' as const,
    ...aboutJob(job),
    since: job.startedAt + limit,
    evidence: jobEvidence(job),
    job: job.kind,
    startedAt: job.startedAt,
    usualMs: usual?.median,
  });
  return [
    isStuck ? { ...slow, kind: 'stuck-job', percent: Math.floor(job.percent ?? 0) } : { ...slow, kind: 'long-job' },
  ];
}

const isOver = ({ completedAt }: Job, at: number, time: EvaluationTime): boolean =>
  completedAt === undefined ? time.passed(at) : completedAt > at;

function usualMs(job: Job, jobs: readonly Job[]): { median: number; longest: number } | undefined {
  const spans = jobs
    .filter(({ state, vaultArn, completedAt }) => state === 'COMPLETED' && completedAt && vaultArn === job.vaultArn)
    .map(({ startedAt, createdAt, completedAt = 0 }) => completedAt - (startedAt ?? createdAt))
    .toSorted((a, b) => a - b);
  if (spans.length < leastRuns) return undefined;
  return { median: spans[Math.floor(spans.length / 2)] ?? 0, longest: spans.at(-1) ?? 0 };
}
