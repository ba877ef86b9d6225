import {
  type BackupJob,
  BackupJobState,
  type DescribeBackupJobInput,
  type DescribeBackupJobOutput,
  type ListBackupJobsInput,
  type ListBackupJobsOutput,
} from '@aws-sdk/client-backup';
import { vaultArn } from '../../estate/arn.ts';
import { type BackupFate, backupProgress, backupState, leavesPoint } from '../../estate/backup-fate.ts';
import type { Estate } from '../../estate/estate.ts';
import type { VaultSpec } from '../../estate/spec.ts';
import { resourceNotFound } from '../../wire/aws-error.ts';
import type { Call } from '../service.ts';
import { checkState, estatesAsked, jobWindow, wholeHistory } from './job-window.ts';
import { findDown, pageDown } from './page-down.ts';
import { createVaultLook } from './vault-look.ts';
import { isWithin, passes, toCreator, toDate, toLifecycle } from './wire-shapes.ts';

const atOf = ({ createdAt }: BackupFate) => createdAt;
const idOf = ({ id }: BackupFate) => id;

export function listBackupJobs(input: ListBackupJobsInput, call: Call): ListBackupJobsOutput {
  const { region, now } = call;
  checkState(input.ByState, BackupJobState);
  const estates = estatesAsked(input.ByAccountId, call);
  const { items, nextToken } = pageDown(
    {
      ...jobWindow(input, input.ByState, now),
      fetch: (from, to) => estates.flatMap(({ timeline }) => timeline.backups(region, from, to)),
      isAsked: (fate) => isAsked(input, fate, now),
      atOf,
      idOf,
    },
    input,
  );
  const vaultAt = createVaultLook(call);
  const jobs = items.map((fate) => toBackupJob(fate, now, vaultAt(fate.account, region, fate.vault)));
  return { BackupJobs: jobs, NextToken: nextToken };
}

function isAsked(input: ListBackupJobsInput, fate: BackupFate, now: number): boolean {
  return (
    passes(input.ByState, backupState(fate, now)) &&
    passes(input.ByBackupVaultName, fate.vault) &&
    passes(input.ByResourceArn, fate.resource.arn) &&
    passes(input.ByResourceType, fate.resource.type) &&
    passes(input.ByParentJobId, fate.parent?.jobId) &&
    isWithin(fate.createdAt, input.ByCreatedAfter, input.ByCreatedBefore) &&
    isWithin(completedAt(fate, now), input.ByCompleteAfter, input.ByCompleteBefore) &&
    isCategoryAsked(input.ByMessageCategory, messageCategory(fate, now))
  );
}

const completedAt = ({ endsAt }: BackupFate, now: number) => (endsAt <= now ? endsAt : undefined);

/** Categories are compared regardless of case: AWS's own text spells them both ways. */
export const isCategoryAsked = (asked: string | undefined, actual: string | undefined) =>
  asked === undefined || asked.toUpperCase() === 'ANY' || asked.toUpperCase() === actual?.toUpperCase();

export function messageCategory(fate: BackupFate, now: number): string | undefined {
  if (now < fate.endsAt) return undefined;
  if (fate.verdict) return fate.verdict.category;
  return fate.outcome === 'COMPLETED' || fate.outcome === 'PARTIAL' ? 'SUCCESS' : undefined;
}

const vaultOf = ({ region, vault }: BackupFate, estate: Estate) =>
  estate.vaults(region).find(({ name }) => name === vault);

export function toBackupJob(fate: BackupFate, now: number, vault: VaultSpec | undefined): BackupJob {
  const { region, resource } = fate;
  const progress = backupProgress(fate, now);
  const hasStarted = fate.startsAt !== undefined && fate.startsAt <= now;
  const hasEnded = fate.endsAt <= now;
  const hasPoint = hasEnded && leavesPoint(fate);
  const vss = Object.keys(fate.options).length > 0;
  return {
    AccountId: fate.account,
    BackupJobId: fate.id,
    BackupVaultName: fate.vault,
    BackupVaultArn: vaultArn(region, fate.account, fate.vault),
    VaultType: vault?.type,
    VaultLockState: vault?.lock ? 'LOCKED' : 'UNLOCKED',
    RecoveryPointArn: hasPoint ? fate.pointArn : undefined,
    RecoveryPointLifecycle: toLifecycle(fate.lifecycle),
    EncryptionKeyArn: vault?.keyArn,
    IsEncrypted: true,
    ResourceArn: resource.arn,
    ResourceName: resource.name,
    ResourceType: resource.type,
    CreationDate: toDate(fate.createdAt),
    InitiationDate: hasStarted ? toDate(fate.startsAt) : undefined,
    CompletionDate: toDate(completedAt(fate, now)),
    StartBy: toDate(fate.startBy),
    ExpectedCompletionDate: hasStarted && !hasEnded ? toDate(fate.expectedEndAt) : undefined,
    State: backupState(fate, now),
    StatusMessage: hasEnded ? fate.verdict?.message : undefined,
    MessageCategory: messageCategory(fate, now),
    PercentDone: (progress * 100).toFixed(1),
    BackupSizeInBytes: hasStarted ? fate.sizeBytes : undefined,
    BytesTransferred: hasStarted ? Math.round(fate.transferBytes * progress) : undefined,
    IamRoleArn: fate.roleArn,
    CreatedBy: toCreator(fate.by),
    BackupOptions: fate.options,
    BackupType: vss && hasEnded && !fate.verdict ? 'WindowsVSS' : undefined,
    ParentJobId: fate.parent?.jobId,
    IsParent: fate.children.length > 0,
  };
}

export function findBackup({ estate, region, now }: Call, id: string | undefined): BackupFate {
  const wanted = id?.toUpperCase();
  const history = {
    ...wholeHistory(now),
    fetch: (from: number, to: number) => estate.timeline.backups(region, from, to),
  };
  const fate = findDown(history, (candidate) => candidate.id === wanted);
  if (fate === undefined) throw resourceNotFound(`Backup job ${id} does not exist.`);
  return fate;
}

export function describeBackupJob({ BackupJobId }: DescribeBackupJobInput, call: Call): DescribeBackupJobOutput {
  const fate = findBackup(call, BackupJobId);
  const { MessageCategory, ...job } = toBackupJob(fate, call.now, vaultOf(fate, call.estate));
  const children = fate.children.filter(({ createdAt }) => createdAt <= call.now);
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
