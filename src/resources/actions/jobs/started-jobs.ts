// Jobs that actions start: an accepted call does not mean that the job succeeds.
import type { StartedJob } from '../../action.ts';

export const startsBackupJob: StartedJob = { resource: 'backup-jobs', title: 'Backup job', member: 'BackupJobId' };
export const startsCopyJob: StartedJob = { resource: 'copy-jobs', title: 'Copy job', member: 'CopyJobId' };
export const startsRestoreJob: StartedJob = { resource: 'restore-jobs', title: 'Restore job', member: 'RestoreJobId' };
