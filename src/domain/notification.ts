import type { Scope } from './scope.ts';

/** Whom a vault tells about what. https://docs.aws.amazon.com/aws-backup/latest/devguide/backup-notifications.html */
export interface VaultNotification {
  readonly scope: Scope;
  readonly vaultName: string;
  readonly vaultArn: string;
  /** Absent: it tells nobody, or nobody may know; see `refused`. */
  readonly topicArn?: string;
  readonly events: readonly string[];
  /** Why it is not known. */
  readonly refused?: string;
}

/** Events of a job that did not do what it should. BACKUP_JOB_COMPLETED is told of failed and expired jobs too. */
const bad = /FAILED|EXPIRED|INTERRUPTED|^(BACKUP|RESTORE|COPY)_JOB_COMPLETED$/;

/** True when somebody hears of it that a backup went wrong. */
export const tellsOfFailure = ({ topicArn, events }: VaultNotification): boolean =>
  topicArn !== undefined && events.some((event) => bad.test(event));
