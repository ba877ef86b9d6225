// Notifications that AWS Backup publishes to a vault's SNS topic: an English sentence, with the facts in its
// attributes.
// https://docs.aws.amazon.com/aws-backup/latest/devguide/backup-notifications.html
// AWS documents the sentences for ended backup jobs; those for starts, copies and restores follow their form.

import type { Interval } from '../backup-timeline.ts';
import type { Estate } from '../estate.ts';
import type { SimulatedBackup } from '../jobs/simulated-backup.ts';
import type { SimulatedCopy } from '../jobs/simulated-copy.ts';
import type { SimulatedRestore } from '../jobs/simulated-restore.ts';
import { createRandom, seedOf } from '../random.ts';
import { longestJobMs } from '../timeline.ts';
import { changesOfPoints, type PointChange } from './point-events.ts';

export interface PublishedNotification {
  topicArn: string;
  at: number;
  message: string;
  attributes: Record<string, string>;
}

/** The longest delay between a change and its notification. */
const slackMs = 10_000;

export const notificationSubject = 'Notification from AWS Backup';

/** A notification and the vault events that subscribe to it. */
interface QueuedNotification {
  vault: string;
  eventNames: readonly string[];
  at: number;
  message: string;
  attributes: Record<string, string>;
}

/** Notifications that AWS publishes after `from` and no later than `to`, sorted by time. */
export function vaultNotifications(estate: Estate, region: string, { from, to }: Interval): PublishedNotification[] {
  const wanted = new Map(estate.vaults(region).map(({ name, notifications }) => [name, notifications]));
  if (![...wanted.values()].some((notifications) => notifications)) return [];
  const { timeline } = estate;
  const [start, end] = [from - longestJobMs, to + 1];
  return [
    ...timeline.backups(region, start, end).flatMap(notificationsOfBackup),
    ...timeline.copies(region, start, end).flatMap(notificationsOfCopy),
    ...timeline.restores(region, start, end).flatMap(notificationsOfRestore),
    ...changesOfPoints(estate, region, { from: from - slackMs, to }).flatMap(notificationsOfIndex),
  ]
    .filter(({ at }) => at > from && at <= to)
    .sort((a, b) => a.at - b.at || (a.message < b.message ? -1 : 1))
    .flatMap(({ vault, eventNames, ...content }) => {
      const subscription = wanted.get(vault);
      return subscription?.events.some((event) => eventNames.includes(event))
        ? [{ ...content, topicArn: subscription.topicArn }]
        : [];
    });
}

interface Facts {
  id: string;
  vault: string;
  type: string;
  state: string;
  account: string;
  startedAt: number;
  happenedAt: number;
}

function notification(eventNames: readonly string[], message: string, facts: Facts): QueuedNotification {
  const { id, vault, type, state, account, startedAt, happenedAt } = facts;
  const delayMs = createRandom(seedOf('notice', id, state)).whole(2_000, 9_000);
  const StartTime = new Date(startedAt).toISOString();
  const attributes = { EventType: type, State: state, AccountId: account, Id: id, StartTime };
  return { vault, eventNames, message, at: happenedAt + delayMs, attributes };
}

const indexEnds: Record<string, { eventNames: string; type: string; message: string }> = {
  ACTIVE: {
    eventNames: 'RECOVERY_POINT_INDEX_COMPLETED',
    type: 'RECOVERY_POINT_INDEXING_COMPLETED',
    message: 'An AWS Backup backup index job was completed.',
  },
  DELETED: {
    eventNames: 'RECOVERY_POINT_INDEX_DELETED',
    type: 'RECOVERY_POINT_INDEX_DELETED',
    message: 'An AWS Backup backup index was deleted.',
  },
};

/** Unlike notifications of jobs, those of indexes identify the recovery point. */
function notificationsOfIndex({ point, status, at, isIndex }: PointChange): QueuedNotification[] {
  const end = isIndex ? indexEnds[status] : undefined;
  if (end === undefined) return [];
  const { arn, vault, backup } = point;
  const delayMs = createRandom(seedOf('notice', arn, status, at)).whole(2_000, 9_000);
  const attributes = {
    EventType: end.type,
    AccountId: backup.account,
    IndexStatus: status,
    IsIndexingContinuous: 'false',
    RecoveryPointArn: arn,
  };
  const message = `${end.message} Indexed recovery point arn: ${arn}`;
  return [{ vault, eventNames: [end.eventNames], at: at + delayMs, message, attributes }];
}

/**
 * AWS sends these for every end of a backup or restore job, failed ones included. The events of single outcomes
 * (BACKUP_JOB_FAILED) are deprecated: "they do not return statuses or notifications". Copy jobs have an event for each
 * outcome. https://docs.aws.amazon.com/aws-backup/latest/devguide/API_PutBackupVaultNotifications.html
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

function notificationsOfBackup(job: SimulatedBackup): QueuedNotification[] {
  const { id, vault, account, createdAt, startsAt, endsAt, outcome, resource } = job;
  const facts = { id, vault, type: 'BACKUP_JOB', account, startedAt: startsAt ?? createdAt };
  const about = `Resource ARN : ${resource.arn}. BackupJob ID : ${id}`;
  const point = outcome === 'COMPLETED' || outcome === 'PARTIAL' ? ` Recovery point ARN: ${job.pointArn}.` : '';
  const end = { ...facts, state: outcome, happenedAt: endsAt };
  const ended = notification(backupEnd, `${backupSentences[outcome]}${point} ${about}`, end);
  if (startsAt === undefined) return [ended];
  const start = { ...facts, state: 'STARTED', happenedAt: startsAt };
  return [notification(['BACKUP_JOB_STARTED'], `An AWS Backup job was started. ${about}`, start), ended];
}

function notificationsOfCopy({
  id,
  backup,
  createdAt,
  startsAt,
  endsAt,
  outcome,
  pointArn,
}: SimulatedCopy): QueuedNotification[] {
  const facts = { id, vault: backup.vault, type: 'COPY_JOB', account: backup.account, startedAt: createdAt };
  const about = `Resource ARN : ${backup.resource.arn}. CopyJob ID : ${id}`;
  const ending = outcome === 'COMPLETED' ? `was completed successfully. Recovery point ARN: ${pointArn}.` : 'failed.';
  const start = { ...facts, state: 'STARTED', happenedAt: startsAt };
  const end = { ...facts, state: outcome, happenedAt: endsAt };
  return [
    notification(['COPY_JOB_STARTED'], `An AWS Backup copy job was started. ${about}`, start),
    notification(copyEnds[outcome] ?? [], `An AWS Backup copy job ${ending} ${about}`, end),
  ];
}

function notificationsOfRestore({
  id,
  backup,
  createdAt,
  startsAt,
  endsAt,
  outcome,
  createdResourceArn,
}: SimulatedRestore): QueuedNotification[] {
  const facts = { id, vault: backup.vault, type: 'RESTORE_JOB', account: backup.account, startedAt: createdAt };
  const about = `Recovery point ARN: ${backup.pointArn}. RestoreJob ID : ${id}`;
  const ending =
    outcome === 'COMPLETED' ? `was completed successfully. Resource ARN : ${createdResourceArn}.` : 'failed.';
  const start = { ...facts, state: 'STARTED', happenedAt: startsAt };
  const end = { ...facts, state: outcome, happenedAt: endsAt };
  return [
    notification(['RESTORE_JOB_STARTED'], `An AWS Backup restore job was started. ${about}`, start),
    notification(restoreEnd, `An AWS Backup restore job ${ending} ${about}`, end),
  ];
}
