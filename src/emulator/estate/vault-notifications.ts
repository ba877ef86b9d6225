// What AWS Backup publishes to a vault's topic: an English sentence, with the facts in its attributes.
// https://docs.aws.amazon.com/aws-backup/latest/devguide/backup-notifications.html
// The sentences for backup jobs that have ended are published; those for starts, copies and restores follow their form.
import type { BackupFate } from './backup-fate.ts';
import { createDice, seedOf } from './dice.ts';
import type { Estate } from './estate.ts';
import type { CopyFate, RestoreFate } from './follow-fates.ts';
import { changesOfPoints, type PointChange } from './point-events.ts';
import { longestLifeMs } from './timeline.ts';

export interface VaultNotification {
  topicArn: string;
  at: number;
  message: string;
  attributes: Record<string, string>;
}

/** How long after it happened something is told at most. */
const slackMs = 10_000;

export const notificationSubject = 'Notification from AWS Backup';

/** One thing to tell, and the vault events that ask for it. */
interface Notice {
  vault: string;
  asked: readonly string[];
  at: number;
  message: string;
  attributes: Record<string, string>;
}

/** Told after `from` and no later than `to`, in their order. */
export function vaultNotifications(estate: Estate, region: string, from: number, to: number): VaultNotification[] {
  const wanted = new Map(estate.vaults(region).map(({ name, notifications }) => [name, notifications]));
  if (![...wanted.values()].some((notifications) => notifications)) return [];
  const { timeline } = estate;
  const [start, end] = [from - longestLifeMs, to + 1];
  return [
    ...timeline.backups(region, start, end).flatMap(noticesOfBackup),
    ...timeline.copies(region, start, end).flatMap(noticesOfCopy),
    ...timeline.restores(region, start, end).flatMap(noticesOfRestore),
    ...changesOfPoints(estate, region, from - slackMs, to).flatMap(noticesOfIndex),
  ]
    .filter(({ at }) => at > from && at <= to)
    .sort((a, b) => a.at - b.at || (a.message < b.message ? -1 : 1))
    .flatMap(({ vault, asked, ...notice }) => {
      const told = wanted.get(vault);
      return told?.events.some((event) => asked.includes(event)) ? [{ ...notice, topicArn: told.topicArn }] : [];
    });
}

interface Facts {
  id: string;
  type: string;
  state: string;
  account: string;
  startedAt: number;
  happenedAt: number;
}

function notice(vault: string, asked: readonly string[], message: string, facts: Facts): Notice {
  const { id, type, state, account, startedAt, happenedAt } = facts;
  const delayMs = createDice(seedOf('notice', id, state)).whole(2_000, 9_000);
  const StartTime = new Date(startedAt).toISOString();
  const attributes = { EventType: type, State: state, AccountId: account, Id: id, StartTime };
  return { vault, asked, message, at: happenedAt + delayMs, attributes };
}

const indexEnds: Record<string, { asked: string; type: string; message: string }> = {
  ACTIVE: {
    asked: 'RECOVERY_POINT_INDEX_COMPLETED',
    type: 'RECOVERY_POINT_INDEXING_COMPLETED',
    message: 'An AWS Backup backup index job was completed.',
  },
  DELETED: {
    asked: 'RECOVERY_POINT_INDEX_DELETED',
    type: 'RECOVERY_POINT_INDEX_DELETED',
    message: 'An AWS Backup backup index was deleted.',
  },
};

/** Other than jobs, an index is named by its point. */
function noticesOfIndex({ point, status, at, isIndex }: PointChange): Notice[] {
  const end = isIndex ? indexEnds[status] : undefined;
  if (end === undefined) return [];
  const { arn, vault, backup } = point;
  const delayMs = createDice(seedOf('notice', arn, status, at)).whole(2_000, 9_000);
  const attributes = {
    EventType: end.type,
    AccountId: backup.account,
    IndexStatus: status,
    IsIndexingContinuous: 'false',
    RecoveryPointArn: arn,
  };
  const message = `${end.message} Indexed recovery point arn: ${arn}`;
  return [{ vault, asked: [end.asked], at: at + delayMs, message, attributes }];
}

/**
 * Sent for every end of a backup and a restore, failed ones too. Names for single ends (BACKUP_JOB_FAILED) are deprecated:
 * "they do not return statuses or notifications". Copies have a name for each end.
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/API_PutBackupVaultNotifications.html
 */
const backupEnd = ['BACKUP_JOB_COMPLETED'];
const restoreEnd = ['RESTORE_JOB_COMPLETED'];
const copyEnds: Record<string, readonly string[]> = { COMPLETED: ['COPY_JOB_SUCCESSFUL'], FAILED: ['COPY_JOB_FAILED'] };

const backupSentences: Record<string, string> = {
  COMPLETED: 'An AWS Backup job was completed successfully.',
  PARTIAL: 'An AWS Backup job was completed partially.',
  FAILED: 'An AWS Backup job failed.',
  EXPIRED: 'An AWS Backup job failed to complete in time.',
  ABORTED: 'An AWS Backup job was stopped.',
};

function noticesOfBackup(fate: BackupFate): Notice[] {
  const { id, vault, account, createdAt, startsAt, endsAt, outcome, resource } = fate;
  const facts = { id, type: 'BACKUP_JOB', account, startedAt: startsAt ?? createdAt };
  const about = `Resource ARN : ${resource.arn}. BackupJob ID : ${id}`;
  const point = outcome === 'COMPLETED' || outcome === 'PARTIAL' ? ` Recovery point ARN: ${fate.pointArn}.` : '';
  const end = { ...facts, state: outcome, happenedAt: endsAt };
  const ended = notice(vault, backupEnd, `${backupSentences[outcome]}${point} ${about}`, end);
  if (startsAt === undefined) return [ended];
  const start = { ...facts, state: 'STARTED', happenedAt: startsAt };
  return [notice(vault, ['BACKUP_JOB_STARTED'], `An AWS Backup job was started. ${about}`, start), ended];
}

function noticesOfCopy({ id, backup, createdAt, startsAt, endsAt, outcome, pointArn }: CopyFate): Notice[] {
  const facts = { id, type: 'COPY_JOB', account: backup.account, startedAt: createdAt };
  const about = `Resource ARN : ${backup.resource.arn}. CopyJob ID : ${id}`;
  const ending = outcome === 'COMPLETED' ? `was completed successfully. Recovery point ARN: ${pointArn}.` : 'failed.';
  const start = { ...facts, state: 'STARTED', happenedAt: startsAt };
  const end = { ...facts, state: outcome, happenedAt: endsAt };
  return [
    notice(backup.vault, ['COPY_JOB_STARTED'], `An AWS Backup copy job was started. ${about}`, start),
    notice(backup.vault, copyEnds[outcome] ?? [], `An AWS Backup copy job ${ending} ${about}`, end),
  ];
}

function noticesOfRestore({
  id,
  backup,
  createdAt,
  startsAt,
  endsAt,
  outcome,
  createdResourceArn,
}: RestoreFate): Notice[] {
  const facts = { id, type: 'RESTORE_JOB', account: backup.account, startedAt: createdAt };
  const about = `Recovery point ARN: ${backup.pointArn}. RestoreJob ID : ${id}`;
  const ending =
    outcome === 'COMPLETED' ? `was completed successfully. Resource ARN : ${createdResourceArn}.` : 'failed.';
  const start = { ...facts, state: 'STARTED', happenedAt: startsAt };
  const end = { ...facts, state: outcome, happenedAt: endsAt };
  return [
    notice(backup.vault, ['RESTORE_JOB_STARTED'], `An AWS Backup restore job was started. ${about}`, start),
    notice(backup.vault, restoreEnd, `An AWS Backup restore job ${ending} ${about}`, end),
  ];
}
