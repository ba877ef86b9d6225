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
  /** A file, a bucket's key or a Kubernetes resource inside a job. */
  | 'object'
  | 'api-call'
  | 'other';

/** Something that AWS Backup told by itself, through EventBridge or through SNS. */
export interface BackupEvent {
  /** The same for each delivery of one happening. */
  readonly id: string;
  readonly via: 'eventbridge' | 'sns';
  readonly kind: BackupEventKind;
  /** Epoch ms at which it was told. */
  readonly at: number;
  readonly accountId: string;
  readonly region: string;
  /** AWS's word: the detail-type of EventBridge or the event type of SNS. */
  readonly type: string;
  /** '' when it is about no state. */
  readonly state: string;
  /** What it is about, an ARN, a name or an id; '' when not told. */
  readonly subject: string;
  readonly message?: string;
  readonly job?: JobNews;
  /** The message as it came, a JSON text. */
  readonly record: string;
}

/** What an event says of a job, which may be little: CREATED comes with an id and a date. */
export interface JobNews {
  readonly kind: Job['kind'];
  readonly id: string;
  readonly state: string;
  /** Epoch ms. */
  readonly at: number;
  readonly members: Partial<Omit<Job, 'kind' | 'id' | 'scope' | 'state'>>;
}
