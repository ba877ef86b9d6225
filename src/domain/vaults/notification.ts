import { tableOf } from '../../lib/text/table.ts';
import type { Subscriber } from '../notifications/delivery.ts';
import type { Topic } from '../notifications/topic.ts';
import type { Scope } from '../scope.ts';

/**
 * The SNS topic of a vault, and the events that the vault publishes.
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/backup-notifications.html
 */
export interface VaultNotification {
  readonly scope: Scope;
  readonly vaultName: string;
  readonly vaultArn: string;
  /** Absent: the vault publishes nothing, or its configuration may not be read; see `refused`. */
  readonly topicArn?: string;
  readonly events: readonly string[];
  /** The reason why the configuration is not known. */
  readonly refused?: string;
  /** Whether AWS Backup may publish to the topic; absent: it was not read. */
  readonly topic?: Topic;
  /** Absent: they are not known; see `subscriptionsRefused`. */
  readonly subscriptions?: readonly Subscriber[];
  readonly subscriptionsRefused?: string;
}

/** Failures that a vault may publish. */
export type FailureKind = 'backup' | 'copy' | 'restore' | 'continuous' | 'object' | 'index' | 'access point';

/**
 * The events that AWS sends, and the failures that they include: BACKUP_JOB_COMPLETED and RESTORE_JOB_COMPLETED are
 * sent for every end, with its State. The events of the guide, in its order.
 */
const sentEvents = tableOf<FailureKind | undefined>({
  BACKUP_JOB_STARTED: undefined,
  BACKUP_JOB_COMPLETED: 'backup',
  CONTINUOUS_BACKUP_INTERRUPTED: 'continuous',
  COPY_JOB_STARTED: undefined,
  COPY_JOB_SUCCESSFUL: undefined,
  COPY_JOB_FAILED: 'copy',
  RESTORE_JOB_STARTED: undefined,
  RESTORE_JOB_COMPLETED: 'restore',
  RECOVERY_POINT_MODIFIED: undefined,
  RECOVERY_POINT_INDEX_COMPLETED: undefined,
  RECOVERY_POINT_INDEX_DELETED: undefined,
  RECOVERY_POINT_INDEXING_FAILED: 'index',
  S3_BACKUP_OBJECT_FAILED: 'object',
  S3_RESTORE_OBJECT_FAILED: 'object',
  EKS_BACKUP_OBJECT_FAILED: 'object',
  EKS_RESTORE_OBJECT_FAILED: 'object',
  EKS_RESTORE_OBJECT_SKIPPED: undefined,
  EKS_RESTORE_MODIFICATION_SUCCESS: undefined,
  EKS_RESTORE_MODIFICATION_FAILED: 'object',
  ACCESS_POINT_AVAILABLE: undefined,
  ACCESS_POINT_CREATION_FAILED: 'access point',
  ACCESS_POINT_DELETED: undefined,
  ACCESS_POINT_DELETION_FAILED: 'access point',
  ACCESS_POINT_EXPIRED: undefined,
  ACCESS_POINT_DISASSOCIATED: undefined,
});

export const currentVaultEvents: readonly string[] = Object.keys(sentEvents);

/**
 * AWS accepts these events and sends nothing for them. The value is the event to use instead, if there is one.
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/API_PutBackupVaultNotifications.html
 */
export const deprecatedVaultEvents = tableOf<string | undefined>({
  BACKUP_JOB_SUCCESSFUL: 'BACKUP_JOB_COMPLETED',
  BACKUP_JOB_FAILED: 'BACKUP_JOB_COMPLETED',
  BACKUP_JOB_EXPIRED: 'BACKUP_JOB_COMPLETED',
  RESTORE_JOB_SUCCESSFUL: 'RESTORE_JOB_COMPLETED',
  RESTORE_JOB_FAILED: 'RESTORE_JOB_COMPLETED',
  BACKUP_PLAN_CREATED: undefined,
  BACKUP_PLAN_MODIFIED: undefined,
});

export const isDeprecatedEvent = (event: string): boolean => event in deprecatedVaultEvents;

/** The failures that AWS Backup publishes, if it may; `deliveries` tells which of them reach somebody. */
export function publishedFailures({ topicArn, events }: VaultNotification): readonly FailureKind[] {
  return topicArn === undefined ? [] : publishedKinds(events);
}

/** The failures that the events include. */
export const publishedKinds = (events: readonly string[]): readonly FailureKind[] => [
  ...new Set(events.flatMap((event) => sentEvents[event] ?? [])),
];
