import type { Job } from '../../domain/job.ts';
import { isActive } from '../../domain/job-state.ts';
import type { Action } from '../action.ts';

/** https://docs.aws.amazon.com/aws-backup/latest/devguide/API_StopBackupJob.html */
const unstoppable: ReadonlySet<string> = new Set([
  ...['Aurora', 'DocumentDB', 'FSx', 'Neptune', 'RDS', 'SAP HANA on Amazon EC2'],
]);

export const stopJob: Action<Job> = {
  id: 'stop',
  title: 'stop',
  pending: 'stopping',
  key: 'x',
  danger: 'confirm',
  many: true,
  disabled(job) {
    if (!isActive(job)) return `it is over: ${job.state}`;
    if (job.state === 'ABORTING') return 'it is being stopped already';
    return unstoppable.has(job.resourceType) ? `AWS cannot stop backups of ${job.resourceType}` : undefined;
  },
  warnings: () => ['What it has copied so far is thrown away; it cannot go on later.'],
  requests: ({ row }) => [{ service: 'backup', operation: 'StopBackupJob', input: { BackupJobId: row.id } }],
};

export const backupJobActions: readonly Action<Job>[] = [stopJob];
