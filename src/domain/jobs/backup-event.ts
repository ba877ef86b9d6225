import type { Job } from './job.ts';

export type BackupEventKind =
  | 'backup-job'
  | 'copy-job'
  | 'restore-job'
  | 'scan-job'
  | 'recovery-point'
  | 'index'
  | 'plan'
  | 'vault'
  | 'setting'
  /** A file, the key of a bucket object or a Kubernetes resource inside a job. */
  | 'object'
  | 'api-call'
  | 'other';

/** An event that AWS Backup sent through EventBridge or SNS. */
export interface BackupEvent {
  /** Equal for all deliveries of one event. */
  readonly id: string;
  readonly via: 'eventbridge' | 'sns';
  readonly kind: BackupEventKind;
  /** Epoch ms at which AWS sent the event. */
  readonly at: number;
  readonly accountId: string;
  readonly region: string;
  /** AWS's name: the detail-type of EventBridge or the event type of SNS. */
  readonly type: string;
  /** '' if the event has no state. */
  readonly state: string;
  /** The subject: an ARN, a name or an id; '' if the event has none. */
  readonly subject: string;
  readonly message?: string;
  readonly job?: JobNews;
  /** The message as received, a JSON text. */
  readonly record: string;
}

/** The members of a job that an event has. They may be few: CREATED has an id and a date. */
export interface JobNews {
  readonly kind: Job['kind'];
  readonly id: string;
  readonly state: string;
  /** Epoch ms. */
  readonly at: number;
  readonly members: Partial<Omit<Job, 'kind' | 'id' | 'scope' | 'state'>>;
}
