import {
  type CopyJob,
  CopyJobState,
  type DescribeCopyJobInput,
  type DescribeCopyJobOutput,
  type ListCopyJobsInput,
  type ListCopyJobsOutput,
} from '@aws-sdk/client-backup';
import { vaultArn } from '../../estate/arn.ts';
import { copyState, destinationAccount, type SimulatedCopy } from '../../estate/jobs/simulated-copy.ts';
import type { Call } from '../../protocols/service.ts';
import { resourceNotFound } from '../../wire/aws-error.ts';
import { pageNewestFirst } from '../newest-first-page.ts';
import { isWithin, passes, toCreator, toDate, toLifecycle } from '../shared-shapes.ts';
import { createVaultView } from '../vaults/vault-view.ts';
import { isCategoryMatch } from './backup-jobs.ts';
import { checkState, jobWindow, requestedEstates, wholeHistory } from './job-window.ts';

const completedAt = ({ endsAt }: SimulatedCopy, now: number) => (endsAt <= now ? endsAt : undefined);

/** Lists the copy jobs of the source Region. */
export function listCopyJobs(input: ListCopyJobsInput, call: Call): ListCopyJobsOutput {
  const { region, now } = call;
  checkState(input.ByState, CopyJobState);
  const estates = requestedEstates(input.ByAccountId, call);
  const { items, nextToken } = pageNewestFirst(
    {
      ...jobWindow(input, input.ByState, now),
      fetch: (from, to) => estates.flatMap(({ timeline }) => timeline.copies(region, from, to)),
      isMatch: (job) => isMatch(input, job, now),
      timeOf: ({ createdAt }) => createdAt,
      idOf: ({ id }) => id,
    },
    input,
  );
  const vaultAt = createVaultView(call);
  return { CopyJobs: items.map((job) => toCopyJob(job, vaultAt, now)), NextToken: nextToken };
}

function isMatch(input: ListCopyJobsInput, job: SimulatedCopy, now: number): boolean {
  return (
    input.ByParentJobId === undefined &&
    passes(input.ByState, copyState(job, now)) &&
    passes(input.ByResourceArn, job.backup.resource.arn) &&
    passes(input.ByResourceType, job.backup.resource.type) &&
    passes(input.ByDestinationVaultArn, job.to.vaultArn) &&
    passes(input.BySourceRecoveryPointArn, job.backup.pointArn) &&
    isWithin(job.createdAt, input.ByCreatedAfter, input.ByCreatedBefore) &&
    isWithin(completedAt(job, now), input.ByCompleteAfter, input.ByCompleteBefore) &&
    isCategoryMatch(input.ByMessageCategory, messageCategory(job, now))
  );
}

function messageCategory(job: SimulatedCopy, now: number): string | undefined {
  if (now < job.endsAt) return undefined;
  return job.reason?.category ?? 'SUCCESS';
}

function toCopyJob(job: SimulatedCopy, vaultAt: ReturnType<typeof createVaultView>, now: number): CopyJob {
  const { backup, to } = job;
  const destination = vaultAt(destinationAccount(to), to.region, to.vault);
  const hasEnded = job.endsAt <= now;
  return {
    AccountId: backup.account,
    CopyJobId: job.id,
    SourceBackupVaultArn: vaultArn(backup.region, backup.account, backup.vault),
    SourceRecoveryPointArn: backup.pointArn,
    DestinationBackupVaultArn: to.vaultArn,
    DestinationVaultType: destination?.type,
    DestinationVaultLockState: destination?.lock ? 'LOCKED' : 'UNLOCKED',
    DestinationRecoveryPointArn: hasEnded && job.outcome === 'COMPLETED' ? job.pointArn : undefined,
    DestinationEncryptionKeyArn: destination?.keyArn,
    DestinationRecoveryPointLifecycle: toLifecycle(to.lifecycle),
    ResourceArn: backup.resource.arn,
    ResourceName: backup.resource.name,
    ResourceType: backup.resource.type,
    CreationDate: toDate(job.createdAt),
    CompletionDate: toDate(completedAt(job, now)),
    State: copyState(job, now),
    StatusMessage: hasEnded ? job.reason?.message : undefined,
    MessageCategory: messageCategory(job, now),
    BackupSizeInBytes: backup.sizeBytes,
    IamRoleArn: backup.roleArn,
    CreatedBy: toCreator(backup.by),
    CreatedByBackupJobId: job.isManual ? undefined : backup.id,
    IsParent: false,
  };
}

export function describeCopyJob({ CopyJobId }: DescribeCopyJobInput, call: Call): DescribeCopyJobOutput {
  const { estate, region, now } = call;
  const { from, to } = wholeHistory(now);
  const wanted = CopyJobId?.toUpperCase();
  const job = estate.timeline.copies(region, from, to).find(({ id }) => id === wanted);
  if (job === undefined) throw resourceNotFound(`Copy job ${CopyJobId} does not exist.`);
  return { CopyJob: toCopyJob(job, createVaultView(call), now) };
}
