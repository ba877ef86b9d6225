// Report jobs that callers start. AWS also creates a report of each plan every night; the emulator does not.
import type {
  DescribeReportJobInput,
  DescribeReportJobOutput,
  ListReportJobsInput,
  ListReportJobsOutput,
  ReportJob,
  StartReportJobInput,
  StartReportJobOutput,
} from '@aws-sdk/client-backup';
import type { Call } from '../../protocols/service.ts';
import { resourceNotFound } from '../../wire/aws-error.ts';
import { newestFirst, pageOf, timeKey } from '../../wire/paging.ts';
import { checkState } from '../jobs/job-window.ts';
import { newRandom } from '../plans/plan-checks.ts';
import { isWithin, passes } from '../shared-shapes.ts';
import { findAuditResource } from './audit-resources.ts';
import type { StoredReportPlan } from './report-plans.ts';

interface StoredReportJob {
  id: string;
  planName: string;
  planArn: string;
  template: string | undefined;
  bucket: string | undefined;
  keys: string[];
  createdAt: number;
  startsAt: number;
  endsAt: number;
}

const statuses = { CREATED: 'CREATED', RUNNING: 'RUNNING', COMPLETED: 'COMPLETED', FAILED: 'FAILED' };
const keyOf = ({ createdAt, id }: StoredReportJob) => timeKey(createdAt, id);
const byNewest = newestFirst<StoredReportJob>(
  ({ createdAt }) => createdAt,
  ({ id }) => id,
);

/** Oldest first. */
export const reportJobsOf = ({ estate, region }: Call): StoredReportJob[] => [
  ...estate.overlay.planOverlay.collection<StoredReportJob>('report-job', region).values(),
];

export function reportStatus({ startsAt, endsAt }: StoredReportJob, now: number): string {
  if (now >= endsAt) return statuses.COMPLETED;
  return now < startsAt ? statuses.CREATED : statuses.RUNNING;
}

export function startReportJob(input: StartReportJobInput, call: Call): StartReportJobOutput {
  const plan = findAuditResource<StoredReportPlan>('report-plan', input.ReportPlanName, call);
  const { planOverlay } = call.estate.overlay;
  return planOverlay.replay(`StartReportJob ${call.region}`, input.IdempotencyToken, () => {
    const job = toJob(plan, call);
    planOverlay.collection<StoredReportJob>('report-job', call.region).set(job.id, job);
    return { ReportJobId: job.id };
  });
}

function toJob({ name, arn, setting, channel }: StoredReportPlan, call: Call): StoredReportJob {
  const random = newRandom(call, 'report', name);
  const startsAt = call.now + random.whole(5_000, 30_000);
  const id = random.uuid();
  const prefix = channel.S3KeyPrefix ? `${channel.S3KeyPrefix}/` : '';
  const day = new Date(call.now).toISOString().slice(0, 10).replaceAll('-', '/');
  const path = `${prefix}Backup/${call.account}/${call.region}/${day}/${name}/${setting.ReportTemplate}-${id}`;
  return {
    id,
    planName: name,
    planArn: arn,
    template: setting.ReportTemplate,
    bucket: channel.S3BucketName,
    keys: (channel.Formats ?? []).map((format) => `${path}.${format.toLowerCase()}`),
    createdAt: call.now,
    startsAt,
    endsAt: startsAt + random.whole(60_000, 480_000),
  };
}

function toReportJob(job: StoredReportJob, now: number): ReportJob {
  const hasEnded = now >= job.endsAt;
  return {
    ReportJobId: job.id,
    ReportPlanArn: job.planArn,
    ReportTemplate: job.template,
    CreationTime: new Date(job.createdAt),
    CompletionTime: hasEnded ? new Date(job.endsAt) : undefined,
    Status: reportStatus(job, now),
    ReportDestination: hasEnded ? { S3BucketName: job.bucket, S3Keys: job.keys } : undefined,
  };
}

export function describeReportJob({ ReportJobId }: DescribeReportJobInput, call: Call): DescribeReportJobOutput {
  const job = reportJobsOf(call).find(({ id }) => id === ReportJobId);
  if (job === undefined) throw resourceNotFound(`Report job ${ReportJobId} does not exist.`);
  return { ReportJob: toReportJob(job, call.now) };
}

export function listReportJobs(input: ListReportJobsInput, call: Call): ListReportJobsOutput {
  checkState(input.ByStatus, statuses);
  const jobs = reportJobsOf(call)
    .filter(
      (job) =>
        passes(input.ByReportPlanName, job.planName) &&
        passes(input.ByStatus, reportStatus(job, call.now)) &&
        isWithin(job.createdAt, input.ByCreationAfter, input.ByCreationBefore),
    )
    .sort(byNewest);
  const { items, nextToken } = pageOf(jobs, input, keyOf);
  return { ReportJobs: items.map((job) => toReportJob(job, call.now)), NextToken: nextToken };
}
