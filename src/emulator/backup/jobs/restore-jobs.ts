import {
  type DescribeRestoreJobInput,
  type DescribeRestoreJobOutput,
  type ListRestoreJobsByProtectedResourceInput,
  type ListRestoreJobsByProtectedResourceOutput,
  type ListRestoreJobsInput,
  type ListRestoreJobsOutput,
  RestoreJobStatus,
  type RestoreJobsListMember,
} from '@aws-sdk/client-backup';
import { vaultArn } from '../../estate/arn.ts';
import { restoreStatus, type SimulatedRestore } from '../../estate/jobs/simulated-restore.ts';
import type { Call } from '../../protocols/service.ts';
import { resourceNotFound } from '../../wire/aws-error.ts';
import { newestFirst, pageOf, timeKey } from '../../wire/paging.ts';
import { pageNewestFirst } from '../newest-first-page.ts';
import { isWithin, passes, toDate } from '../shared-shapes.ts';
import { checkState, jobWindow, requestedEstates, wholeHistory } from './job-window.ts';

const minuteMs = 60_000;
const keyOf = ({ createdAt, id }: SimulatedRestore) => timeKey(createdAt, id);
const byNewest = newestFirst<SimulatedRestore>(
  ({ createdAt }) => createdAt,
  ({ id }) => id,
);
const completedAt = ({ endsAt }: SimulatedRestore, now: number) => (endsAt <= now ? endsAt : undefined);

export function listRestoreJobs(input: ListRestoreJobsInput, call: Call): ListRestoreJobsOutput {
  const { region, now } = call;
  checkState(input.ByStatus, RestoreJobStatus);
  const estates = requestedEstates(input.ByAccountId, call);
  const { items, nextToken } = pageNewestFirst(
    {
      ...jobWindow(input, input.ByStatus, now),
      fetch: (from, to) => estates.flatMap(({ timeline }) => timeline.restores(region, from, to)),
      isMatch: (job) => isMatch(input, job, now),
      timeOf: ({ createdAt }) => createdAt,
      idOf: ({ id }) => id,
    },
    input,
  );
  return { RestoreJobs: items.map((job) => toRestoreJob(job, now)), NextToken: nextToken };
}

function isMatch(input: ListRestoreJobsInput, job: SimulatedRestore, now: number): boolean {
  return (
    input.ByParentJobId === undefined &&
    passes(input.ByStatus, restoreStatus(job, now)) &&
    passes(input.ByResourceType, job.backup.resource.type) &&
    passes(input.ByRestoreTestingPlanArn, job.test?.arn) &&
    isWithin(job.createdAt, input.ByCreatedAfter, input.ByCreatedBefore) &&
    isWithin(completedAt(job, now), input.ByCompleteAfter, input.ByCompleteBefore)
  );
}

export function listRestoreJobsByProtectedResource(
  input: ListRestoreJobsByProtectedResourceInput,
  { estate, region, now }: Call,
): ListRestoreJobsByProtectedResourceOutput {
  const { from, to } = wholeHistory(now);
  const { ByRecoveryPointCreationDateAfter: after, ByRecoveryPointCreationDateBefore: before } = input;
  const jobs = estate.timeline
    .restores(region, from, to)
    .filter(({ backup }) => backup.resource.arn === input.ResourceArn && isWithin(backup.createdAt, after, before))
    .filter((job) => passes(input.ByStatus, restoreStatus(job, now)))
    .sort(byNewest);
  const { items, nextToken } = pageOf(jobs, input, keyOf);
  return { RestoreJobs: items.map((job) => toRestoreJob(job, now)), NextToken: nextToken };
}

function toRestoreJob(job: SimulatedRestore, now: number): RestoreJobsListMember {
  const { backup } = job;
  const hasEnded = job.endsAt <= now;
  return {
    AccountId: backup.account,
    RestoreJobId: job.id,
    RecoveryPointArn: backup.pointArn,
    SourceResourceArn: backup.resource.arn,
    BackupVaultArn: vaultArn(backup.region, backup.account, backup.vault),
    CreationDate: toDate(job.createdAt),
    CompletionDate: toDate(completedAt(job, now)),
    Status: restoreStatus(job, now),
    StatusMessage: hasEnded ? job.reason?.message : undefined,
    // AWS leaves it at 0 even for a completed job.
    PercentDone: '0.00%',
    BackupSizeInBytes: backup.sizeBytes,
    IamRoleArn: backup.roleArn || undefined,
    ExpectedCompletionTimeMinutes: Math.round((job.endsAt - job.startsAt) / minuteMs),
    CreatedResourceArn: hasEnded && job.outcome === 'COMPLETED' ? job.createdResourceArn : undefined,
    ResourceType: backup.resource.type,
    RecoveryPointCreationDate: toDate(backup.createdAt),
    IsParent: false,
    CreatedBy: job.test && { RestoreTestingPlanArn: job.test.arn },
    ...testResults(job, now),
  };
}

type Results = Pick<
  RestoreJobsListMember,
  'ValidationStatus' | 'ValidationStatusMessage' | 'DeletionStatus' | 'DeletionStatusMessage'
>;

/** The results of a restore test: the validation and then the deletion of the restored resource. */
function testResults(job: SimulatedRestore, now: number): Results {
  const { outcome, endsAt, validatedAt, test, deletionFailure } = job;
  if (test === undefined || outcome === 'FAILED' || now < endsAt) return {};
  const found = validationOf(job, now);
  const validationEnd = validationEndOf(job);
  if (now < validationEnd) return found;
  const deletedAt = job.deletedAt - (validatedAt - validationEnd);
  if (now < deletedAt) return { ...found, DeletionStatus: 'DELETING' };
  if (deletionFailure === undefined) return { ...found, DeletionStatus: 'SUCCESSFUL' };
  return { ...found, DeletionStatus: 'FAILED', DeletionStatusMessage: deletionFailure };
}

/** A caller's result ends the validation. */
const validationEndOf = ({ validation, validatedAt }: SimulatedRestore) =>
  validation === undefined || validation.status === 'VALIDATING' ? validatedAt : Math.min(validation.at, validatedAt);

function validationOf({ validation, validatedBy, validatedAt }: SimulatedRestore, now: number): Results {
  if (validation && (validation.status !== 'VALIDATING' || now < validatedAt)) {
    return { ValidationStatus: validation.status, ValidationStatusMessage: validation.message };
  }
  if (validatedBy === 'nobody') return {};
  if (now < validatedAt) return { ValidationStatus: 'VALIDATING' };
  return { ValidationStatus: validatedBy === 'caller' ? 'TIMED_OUT' : 'SUCCESSFUL' };
}

/** Whether the restore still waits for its validation result. */
export const isValidating = (job: SimulatedRestore, now: number) => now >= job.endsAt && now < validationEndOf(job);

export function findRestore({ estate, region, now }: Call, id: string | undefined): SimulatedRestore {
  const { from, to } = wholeHistory(now);
  const wanted = id?.toUpperCase();
  const job = estate.timeline.restores(region, from, to).find((candidate) => candidate.id === wanted);
  if (job === undefined) throw resourceNotFound(`Restore job ${id} does not exist.`);
  return job;
}

export function describeRestoreJob({ RestoreJobId }: DescribeRestoreJobInput, call: Call): DescribeRestoreJobOutput {
  return toRestoreJob(findRestore(call, RestoreJobId), call.now);
}
