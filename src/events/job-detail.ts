// Reads the job members of an event's detail into the shape of Job.
import { shortName, vaultNameOf } from '../domain/arn.ts';
import type { BackupEventKind, JobNews } from '../domain/jobs/backup-event.ts';
import type { CreatedBy, Job } from '../domain/jobs/job.ts';
import { reportedPercent } from '../domain/jobs/job-state.ts';
import { type Bag, bagIn, numberIn, textIn, timeIn } from '../lib/bag.ts';
import { defined } from '../lib/defined.ts';

export interface JobDetail {
  readonly detail: Bag;
  readonly state: string;
  /** Epoch ms. */
  readonly at: number;
  /**
   * The event's `resources`: for a backup job the recovery point that it made, for a copy or restore job the one that
   * it reads.
   */
  readonly resources: readonly string[];
}

const jobs: Partial<Record<BackupEventKind, { readonly kind: Job['kind']; readonly id: string }>> = {
  'backup-job': { kind: 'backup', id: 'backupJobId' },
  'copy-job': { kind: 'copy', id: 'copyJobId' },
  'restore-job': { kind: 'restore', id: 'restoreJobId' },
};

/** undefined for an event that is not about a job, and for a copy job's CREATED, which lacks the id. */
export function readJobNews(eventKind: BackupEventKind, { detail, state, at, resources }: JobDetail) {
  const job = jobs[eventKind];
  const id = job && textIn(detail, job.id);
  if (!job || id === undefined) return undefined;
  const { kind } = job;
  const shared = readShared(detail);
  const percent = reportedPercent(kind, shared.percent);
  const members = defined({ ...shared, percent, ...readers[kind](detail, resources) });
  return { kind, id, state, at, members } satisfies JobNews;
}

function readShared(detail: Bag) {
  return {
    resourceType: textIn(detail, 'resourceType'),
    createdAt: timeIn(detail, 'creationDate'),
    completedAt: timeIn(detail, 'completionDate'),
    startBy: timeIn(detail, 'startBy'),
    expectedAt: timeIn(detail, 'expectedCompletionDate'),
    percent: numberIn(detail, 'percentDone'),
    sizeBytes: numberIn(detail, 'backupSizeInBytes'),
    message: messageOf(detail),
    roleArn: textIn(detail, 'iamRoleArn'),
    createdBy: readCreatedBy(bagIn(detail, 'createdBy')),
    parentId: textIn(detail, 'parentJobId'),
  };
}

const readers = {
  backup: (detail: Bag, [point]: readonly string[]) => ({
    ...readResource(textIn(detail, 'resourceArn')),
    ...readVault(textIn(detail, 'backupVaultArn'), textIn(detail, 'backupVaultName')),
    transferredBytes: numberIn(detail, 'bytesTransferred'),
    recoveryPointArn: point,
  }),
  copy: (detail: Bag, [point]: readonly string[]) => ({
    ...readResource(textIn(detail, 'resourceArn')),
    ...readVault(textIn(detail, 'destinationBackupVaultArn')),
    sourceVaultArn: textIn(detail, 'sourceBackupVaultArn'),
    recoveryPointArn: point,
    // An empty object as long as it is not known.
    copiedPointArn: textIn(detail, 'destinationRecoveryPointArn'),
  }),
  restore: (detail: Bag, [point]: readonly string[]) => ({
    ...readResource(textIn(detail, 'sourceResourceArn')),
    ...readVault(textIn(detail, 'backupVaultArn')),
    recoveryPointArn: textIn(detail, 'recoveryPointArn') ?? point,
    createdResourceArn: textIn(detail, 'createdResourceArn'),
  }),
} satisfies Record<Job['kind'], unknown>;

const readResource = (arn: string | undefined) => ({
  resourceArn: arn,
  resourceName: arn === undefined ? undefined : shortName(arn),
});

const readVault = (arn: string | undefined, name = vaultNameOf(arn)) => ({
  vaultArn: arn,
  vaultName: name || undefined,
});

/** EventBridge names the id of the rule backupPlanRuleId; scan jobs name it backupRuleId. */
function readCreatedBy(bag: Bag): CreatedBy | undefined {
  const planId = textIn(bag, 'backupPlanId');
  if (planId === undefined) return undefined;
  return defined({
    planId,
    planArn: textIn(bag, 'backupPlanArn'),
    planVersion: textIn(bag, 'backupPlanVersion'),
    ruleId: textIn(bag, 'backupPlanRuleId') ?? textIn(bag, 'backupRuleId'),
  });
}

/** Some messages are enclosed in quotation marks. */
export function messageOf(detail: Bag): string | undefined {
  const text = textIn(detail, 'statusMessage') ?? textIn(detail, 'indexStatusMessage');
  return text?.replace(/^"(.*)"$/s, '$1') || undefined;
}
