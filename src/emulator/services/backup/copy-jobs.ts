import {
  type CopyJob,
  CopyJobState,
  type DescribeCopyJobInput,
  type DescribeCopyJobOutput,
  type ListCopyJobsInput,
  type ListCopyJobsOutput,
} from '@aws-sdk/client-backup';
import { vaultArn } from '../../estate/arn.ts';
import { type CopyFate, copyState } from '../../estate/follow-fates.ts';
import { resourceNotFound } from '../../wire/aws-error.ts';
import type { Call } from '../service.ts';
import { isCategoryAsked } from './backup-jobs.ts';
import { checkState, estatesAsked, jobWindow, wholeHistory } from './job-window.ts';
import { pageDown } from './page-down.ts';
import { createVaultLook } from './vault-look.ts';
import { isWithin, passes, toCreator, toDate, toLifecycle } from './wire-shapes.ts';

const completedAt = ({ endsAt }: CopyFate, now: number) => (endsAt <= now ? endsAt : undefined);

/** Copies are listed where their source is. */
export function listCopyJobs(input: ListCopyJobsInput, call: Call): ListCopyJobsOutput {
  const { region, now } = call;
  checkState(input.ByState, CopyJobState);
  const estates = estatesAsked(input.ByAccountId, call);
  const { items, nextToken } = pageDown(
    {
      ...jobWindow(input, input.ByState, now),
      fetch: (from, to) => estates.flatMap(({ timeline }) => timeline.copies(region, from, to)),
      isAsked: (fate) => isAsked(input, fate, now),
      atOf: ({ createdAt }) => createdAt,
      idOf: ({ id }) => id,
    },
    input,
  );
  const vaultAt = createVaultLook(call);
  return { CopyJobs: items.map((fate) => toCopyJob(fate, vaultAt, now)), NextToken: nextToken };
}

function isAsked(input: ListCopyJobsInput, fate: CopyFate, now: number): boolean {
  return (
    input.ByParentJobId === undefined &&
    passes(input.ByState, copyState(fate, now)) &&
    passes(input.ByResourceArn, fate.backup.resource.arn) &&
    passes(input.ByResourceType, fate.backup.resource.type) &&
    passes(input.ByDestinationVaultArn, fate.to.vaultArn) &&
    passes(input.BySourceRecoveryPointArn, fate.backup.pointArn) &&
    isWithin(fate.createdAt, input.ByCreatedAfter, input.ByCreatedBefore) &&
    isWithin(completedAt(fate, now), input.ByCompleteAfter, input.ByCompleteBefore) &&
    isCategoryAsked(input.ByMessageCategory, messageCategory(fate, now))
  );
}

function messageCategory(fate: CopyFate, now: number): string | undefined {
  if (now < fate.endsAt) return undefined;
  return fate.verdict?.category ?? 'SUCCESS';
}

function toCopyJob(fate: CopyFate, vaultAt: ReturnType<typeof createVaultLook>, now: number): CopyJob {
  const { backup, to } = fate;
  const destination = vaultAt(backup.account, to.region, to.vault);
  const hasEnded = fate.endsAt <= now;
  return {
    AccountId: backup.account,
    CopyJobId: fate.id,
    SourceBackupVaultArn: vaultArn(backup.region, backup.account, backup.vault),
    SourceRecoveryPointArn: backup.pointArn,
    DestinationBackupVaultArn: to.vaultArn,
    DestinationVaultType: destination?.type,
    DestinationVaultLockState: destination?.lock ? 'LOCKED' : 'UNLOCKED',
    DestinationRecoveryPointArn: hasEnded && fate.outcome === 'COMPLETED' ? fate.pointArn : undefined,
    DestinationEncryptionKeyArn: destination?.keyArn,
    DestinationRecoveryPointLifecycle: toLifecycle(to.lifecycle),
    ResourceArn: backup.resource.arn,
    ResourceName: backup.resource.name,
    ResourceType: backup.resource.type,
    CreationDate: toDate(fate.createdAt),
    CompletionDate: toDate(completedAt(fate, now)),
    State: copyState(fate, now),
    StatusMessage: hasEnded ? fate.verdict?.message : undefined,
    MessageCategory: messageCategory(fate, now),
    BackupSizeInBytes: backup.sizeBytes,
    IamRoleArn: backup.roleArn,
    CreatedBy: toCreator(backup.by),
    CreatedByBackupJobId: fate.byHand ? undefined : backup.id,
    IsParent: false,
  };
}

export function describeCopyJob({ CopyJobId }: DescribeCopyJobInput, call: Call): DescribeCopyJobOutput {
  const { estate, region, now } = call;
  const { from, to } = wholeHistory(now);
  const wanted = CopyJobId?.toUpperCase();
  const fate = estate.timeline.copies(region, from, to).find(({ id }) => id === wanted);
  if (fate === undefined) throw resourceNotFound(`Copy job ${CopyJobId} does not exist.`);
  return { CopyJob: toCopyJob(fate, createVaultLook(call), now) };
}
