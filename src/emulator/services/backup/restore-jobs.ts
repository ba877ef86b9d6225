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
import { type RestoreFate, restoreStatus } from '../../estate/follow-fates.ts';
import { resourceNotFound } from '../../wire/aws-error.ts';
import { newestFirst, pageOf, timeKey } from '../../wire/paging.ts';
import type { Call } from '../service.ts';
import { checkState, estatesAsked, jobWindow, wholeHistory } from './job-window.ts';
import { pageDown } from './page-down.ts';
import { isWithin, passes, toDate } from './wire-shapes.ts';

const minuteMs = 60_000;
const keyOf = ({ createdAt, id }: RestoreFate) => timeKey(createdAt, id);
const byNewest = newestFirst<RestoreFate>(
  ({ createdAt }) => createdAt,
  ({ id }) => id,
);
const completedAt = ({ endsAt }: RestoreFate, now: number) => (endsAt <= now ? endsAt : undefined);

export function listRestoreJobs(input: ListRestoreJobsInput, call: Call): ListRestoreJobsOutput {
  const { region, now } = call;
  checkState(input.ByStatus, RestoreJobStatus);
  const estates = estatesAsked(input.ByAccountId, call);
  const { items, nextToken } = pageDown(
    {
      ...jobWindow(input, input.ByStatus, now),
      fetch: (from, to) => estates.flatMap(({ timeline }) => timeline.restores(region, from, to)),
      isAsked: (fate) => isAsked(input, fate, now),
      atOf: ({ createdAt }) => createdAt,
      idOf: ({ id }) => id,
    },
    input,
  );
  return { RestoreJobs: items.map((fate) => toRestoreJob(fate, now)), NextToken: nextToken };
}

function isAsked(input: ListRestoreJobsInput, fate: RestoreFate, now: number): boolean {
  return (
    input.ByParentJobId === undefined &&
    passes(input.ByStatus, restoreStatus(fate, now)) &&
    passes(input.ByResourceType, fate.backup.resource.type) &&
    passes(input.ByRestoreTestingPlanArn, fate.test?.arn) &&
    isWithin(fate.createdAt, input.ByCreatedAfter, input.ByCreatedBefore) &&
    isWithin(completedAt(fate, now), input.ByCompleteAfter, input.ByCompleteBefore)
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
    .filter((fate) => passes(input.ByStatus, restoreStatus(fate, now)))
    .sort(byNewest);
  const { items, nextToken } = pageOf(jobs, input, keyOf);
  return { RestoreJobs: items.map((fate) => toRestoreJob(fate, now)), NextToken: nextToken };
}

function toRestoreJob(fate: RestoreFate, now: number): RestoreJobsListMember {
  const { backup } = fate;
  const hasEnded = fate.endsAt <= now;
  return {
    AccountId: backup.account,
    RestoreJobId: fate.id,
    RecoveryPointArn: backup.pointArn,
    SourceResourceArn: backup.resource.arn,
    BackupVaultArn: vaultArn(backup.region, backup.account, backup.vault),
    CreationDate: toDate(fate.createdAt),
    CompletionDate: toDate(completedAt(fate, now)),
    Status: restoreStatus(fate, now),
    StatusMessage: hasEnded ? fate.verdict?.message : undefined,
    // AWS never fills it in, not even when the job is done.
    PercentDone: '0.00%',
    BackupSizeInBytes: backup.sizeBytes,
    IamRoleArn: backup.roleArn,
    ExpectedCompletionTimeMinutes: Math.round((fate.endsAt - fate.startsAt) / minuteMs),
    CreatedResourceArn: hasEnded && fate.outcome === 'COMPLETED' ? fate.createdResourceArn : undefined,
    ResourceType: backup.resource.type,
    RecoveryPointCreationDate: toDate(backup.createdAt),
    IsParent: false,
    CreatedBy: fate.test && { RestoreTestingPlanArn: fate.test.arn },
    ...testResults(fate, now),
  };
}

type Results = Pick<
  RestoreJobsListMember,
  'ValidationStatus' | 'ValidationStatusMessage' | 'DeletionStatus' | 'DeletionStatusMessage'
>;

/** What a restore test ends in: it is looked at, and then thrown away. */
function testResults(fate: RestoreFate, now: number): Results {
  const { outcome, endsAt, validatedAt, test, deletionFailure } = fate;
  if (test === undefined || outcome === 'FAILED' || now < endsAt) return {};
  const found = validationOf(fate, now);
  const judgedAt = judgementAt(fate);
  if (now < judgedAt) return found;
  const deletedAt = fate.deletedAt - (validatedAt - judgedAt);
  if (now < deletedAt) return { ...found, DeletionStatus: 'DELETING' };
  if (deletionFailure === undefined) return { ...found, DeletionStatus: 'SUCCESSFUL' };
  return { ...found, DeletionStatus: 'FAILED', DeletionStatusMessage: deletionFailure };
}

/** A caller's word ends the looking at. */
const judgementAt = ({ validation, validatedAt }: RestoreFate) =>
  validation === undefined || validation.status === 'VALIDATING' ? validatedAt : Math.min(validation.at, validatedAt);

function validationOf({ validation, validatedBy, validatedAt }: RestoreFate, now: number): Results {
  if (validation && (validation.status !== 'VALIDATING' || now < validatedAt)) {
    return { ValidationStatus: validation.status, ValidationStatusMessage: validation.message };
  }
  if (validatedBy === 'nobody') return {};
  if (now < validatedAt) return { ValidationStatus: 'VALIDATING' };
  return { ValidationStatus: validatedBy === 'caller' ? 'TIMED_OUT' : 'SUCCESSFUL' };
}

/** Whether its test is still to be judged. */
export const isValidating = (fate: RestoreFate, now: number) => now >= fate.endsAt && now < judgementAt(fate);

export function findRestore({ estate, region, now }: Call, id: string | undefined): RestoreFate {
  const { from, to } = wholeHistory(now);
  const wanted = id?.toUpperCase();
  const fate = estate.timeline.restores(region, from, to).find((candidate) => candidate.id === wanted);
  if (fate === undefined) throw resourceNotFound(`Restore job ${id} does not exist.`);
  return fate;
}

export function describeRestoreJob({ RestoreJobId }: DescribeRestoreJobInput, call: Call): DescribeRestoreJobOutput {
  return toRestoreJob(findRestore(call, RestoreJobId), call.now);
}
