// Jobs that an action starts: that AWS took the call says nothing yet of how the job ends.
import type { StartedJob } from '../action.ts';

export const startsBackupJob: StartedJob = { resource: 'backup-jobs', title: 'Backup job', member: 'BackupJobId' };
export const startsCopyJob: StartedJob = { resource: 'copy-jobs', title: 'Copy job', member: 'CopyJobId' };
export const startsRestoreJob: StartedJob = { resource: 'restore-jobs', title: 'Restore job', member: 'RestoreJobId' };
