import {
  type BackupJob,
  BackupJobState,
  type DescribeBackupJobInput,
  type DescribeBackupJobOutput,
  type ListBackupJobsInput,
  type ListBackupJobsOutput,
} from '@aws-sdk/client-backup';
import { vaultArn } from '../../estate/arn.ts';
import type { Estate } from '../../estate/estate.ts';
import { backupProgress, backupState, leavesPoint, type SimulatedBackup } from '../../estate/jobs/simulated-backup.ts';
import type { VaultSpec } from '../../estate/spec.ts';
import type { Call } from '../../protocols/service.ts';
import { resourceNotFound } from '../../wire/aws-error.ts';
import { findNewest, pageNewestFirst } from '../newest-first-page.ts';
import { isWithin, passes, toCreator, toDate, toLifecycle } from '../shared-shapes.ts';
import { createVaultView } from '../vaults/vault-view.ts';
import { checkState, jobWindow, requestedEstates, wholeHistory } from './job-window.ts';

const timeOf = ({ createdAt }: SimulatedBackup) => createdAt;
const idOf = ({ id }: SimulatedBackup) => id;

export function listBackupJobs(input: ListBackupJobsInput, call: Call): ListBackupJobsOutput {
  const { region, now } = call;
  checkState(input.ByState, BackupJobState);
  const estates = requestedEstates(input.ByAccountId, call);
  const { items, nextToken } = pageNewestFirst(
    {
      ...jobWindow(input, input.ByState, now),
      fetch: (from, to) => estates.flatMap(({ timeline }) => timeline.backups(region, from, to)),
      isMatch: (job) => isMatch(input, job, now),
      timeOf,
      idOf,
    },
    input,
  );
  const vaultAt = createVaultView(call);
  const jobs = items.map((job) => toBackupJob(job, now, vaultAt(job.account, region, job.vault)));
  return { BackupJobs: jobs, NextToken: nextToken };
}

function isMatch(input: ListBackupJobsInput, job: SimulatedBackup, now: number): boolean {
  return (
    passes(input.ByState, backupState(job, now)) &&
    passes(input.ByBackupVaultName, job.vault) &&
    passes(input.ByResourceArn, job.resource.arn) &&
    passes(input.ByResourceType, job.resource.type) &&
    passes(input.ByParentJobId, job.parent?.jobId) &&
    isWithin(job.createdAt, input.ByCreatedAfter, input.ByCreatedBefore) &&
    isWithin(completedAt(job, now), input.ByCompleteAfter, input.ByCompleteBefore) &&
    isCategoryMatch(input.ByMessageCategory, messageCategory(job, now))
  );
}

const completedAt = ({ endsAt }: SimulatedBackup, now: number) => (endsAt <= now ? endsAt : undefined);

/** Ignores case: AWS's documentation spells categories both ways. */
export const isCategoryMatch = (requested: string | undefined, actual: string | undefined) =>
  requested === undefined || requested.toUpperCase() === 'ANY' || requested.toUpperCase() === actual?.toUpperCase();

export function messageCategory(job: SimulatedBackup, now: number): string | undefined {
  if (now < job.endsAt) return undefined;
  if (job.reason) return job.reason.category;
  return job.outcome === 'COMPLETED' || job.outcome === 'PARTIAL' ? 'SUCCESS' : undefined;
}

const vaultOf = ({ region, vault }: SimulatedBackup, estate: Estate) =>
  estate.vaults(region).find(({ name }) => name === vault);

export function toBackupJob(job: SimulatedBackup, now: number, vault: VaultSpec | undefined): BackupJob {
  const { region, resource } = job;
  const progress = backupProgress(job, now);
  const hasStarted = job.startsAt !== undefined && job.startsAt <= now;
  const hasEnded = job.endsAt <= now;
  const hasPoint = hasEnded && leavesPoint(job);
  const vss = Object.keys(job.options).length > 0;
  return {
    AccountId: job.account,
    BackupJobId: job.id,
    BackupVaultName: job.vault,
    BackupVaultArn: vaultArn(region, job.account, job.vault),
    VaultType: vault?.type,
    VaultLockState: vault?.lock ? 'LOCKED' : 'UNLOCKED',
    RecoveryPointArn: hasPoint ? job.pointArn : undefined,
    RecoveryPointLifecycle: toLifecycle(job.lifecycle),
    EncryptionKeyArn: vault?.keyArn,
    IsEncrypted: true,
    ResourceArn: resource.arn,
    ResourceName: resource.name,
    ResourceType: resource.type,
    CreationDate: toDate(job.createdAt),
    InitiationDate: hasStarted ? toDate(job.startsAt) : undefined,
    CompletionDate: toDate(completedAt(job, now)),
    StartBy: toDate(job.startBy),
    ExpectedCompletionDate: hasStarted && !hasEnded ? toDate(job.expectedEndAt) : undefined,
    State: backupState(job, now),
    StatusMessage: hasEnded ? job.reason?.message : undefined,
    MessageCategory: messageCategory(job, now),
    PercentDone: (progress * 100).toFixed(1),
    BackupSizeInBytes: hasStarted ? job.sizeBytes : undefined,
    BytesTransferred: hasStarted ? Math.round(job.transferBytes * progress) : undefined,
    IamRoleArn: job.roleArn,
    CreatedBy: toCreator(job.by),
    BackupOptions: job.options,
    BackupType: vss && hasEnded && !job.reason ? 'WindowsVSS' : undefined,
    ParentJobId: job.parent?.jobId,
    IsParent: job.children.length > 0,
  };
}

export function findBackup({ estate, region, now }: Call, id: string | undefined): SimulatedBackup {
  const wanted = id?.toUpperCase();
  const history = {
    ...wholeHistory(now),
    fetch: (from: number, to: number) => estate.timeline.backups(region, from, to),
  };
  const job = findNewest(history, (candidate) => candidate.id === wanted);
  if (job === undefined) throw resourceNotFound(`Backup job ${id} does not exist.`);
  return job;
}

export function describeBackupJob({ BackupJobId }: DescribeBackupJobInput, call: Call): DescribeBackupJobOutput {
  const backup = findBackup(call, BackupJobId);
  const { MessageCategory, ...job } = toBackupJob(backup, call.now, vaultOf(backup, call.estate));
  const children = backup.children.filter(({ createdAt }) => createdAt <= call.now);
  const states = Object.groupBy(children, (child) => backupState(child, call.now) ?? 'CREATED');
  return {
    ...job,
    MessageCategory,
    NumberOfChildJobs: children.length > 0 ? children.length : undefined,
    ChildJobsInState:
      children.length > 0
        ? Object.fromEntries(Object.entries(states).map(([state, jobs]) => [state, jobs?.length]))
        : undefined,
  };
}
