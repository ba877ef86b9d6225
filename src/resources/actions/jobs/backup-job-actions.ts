import { regionOf } from '../../../domain/arn.ts';
import type { Job } from '../../../domain/jobs/job.ts';
import { isActive } from '../../../domain/jobs/job-state.ts';
import type { Scope } from '../../../domain/scope.ts';
import type { ProtectedResource } from '../../../domain/vaults/protected-resource.ts';
import type { Action, ActionOn } from '../../action.ts';
import { testRestoresOfResource } from '../restore-tests/test-restores.ts';
import { backupJobSubject, resourceSubject } from '../subjects.ts';
import { irreversible } from '../undo.ts';
import { type Backupable, backingUp, backupFields, backupRequests } from './backup-fields.ts';
import { followJob } from './follow-action.ts';

/** https://docs.aws.amazon.com/aws-backup/latest/devguide/API_StopBackupJob.html */
const unstoppable: ReadonlySet<string> = new Set([
  'Aurora',
  'DocumentDB',
  'FSx',
  'Neptune',
  'RDS',
  'SAP HANA on Amazon EC2',
]);

export const stopJob: Action<Job, 'StopBackupJob'> = {
  id: 'stop',
  title: 'stop',
  subject: backupJobSubject,
  pending: 'stopping',
  outcome: 'is being stopped',
  key: 'x',
  // One job is stopped by a key: in an emergency there is no time to type.
  danger: 'confirm',
  undo: irreversible('a stopped job cannot be resumed; start a new one'),
  many: true,
  disabled(job) {
    if (!isActive(job)) return `it is over: ${job.state}`;
    if (job.state === 'ABORTING') return 'it is being stopped already';
    return unstoppable.has(job.resourceType) ? `AWS cannot stop backups of ${job.resourceType}` : undefined;
  },
  warnings: () => ['The data that the job has transferred so far is discarded.'],
  retries: {
    StopBackupJob: {
      kind: 'read-back',
      removes: false,
      async wasDone(request, { BackupJobId }) {
        const { State } = await request.call('backup', 'DescribeBackupJob', { BackupJobId });
        return State === 'ABORTING' || State === 'ABORTED';
      },
    },
  },
  requests: ({ row }) => [{ service: 'backup', operation: 'StopBackupJob', input: { BackupJobId: row.id } }],
};

const ofJob = ({ scope, resourceArn, resourceType, vaultName, roleArn }: Job): Backupable => ({
  scope,
  vaultName,
  roleArn,
  arn: resourceArn,
  type: resourceType,
});

const runAgain: Action<Job, 'StartBackupJob'> = {
  ...backingUp,
  id: 'again',
  title: 'back up the resource again',
  subject: backupJobSubject,
  pending: 'starting',
  key: 'b',
  knows: ['vaults'],
  disabled: ({ parentId, resourceArn, scope }) => {
    if (resourceArn === '') return 'AWS did not return its resource';
    if (parentId !== undefined) return 'it is a child of another job';
    return livesElsewhere(resourceArn, scope);
  },
  fields: backupFields(ofJob),
  requests: (context) => backupRequests(ofJob(context.row), context),
};

export const backupJobActions: readonly ActionOn<Job>[] = [stopJob, runAgain, followJob];

/** A vault may contain copies of resources in other Regions. */
function livesElsewhere(arn: string, scope: Scope): string | undefined {
  const region = regionOf(arn);
  return region === '' || region === scope.region ? undefined : `the resource is in ${region}`;
}

const ofResource = ({ scope, arn, type, lastVaultName }: ProtectedResource): Backupable => ({
  scope,
  arn,
  type,
  vaultName: lastVaultName,
});

export const startBackup: Action<ProtectedResource, 'StartBackupJob'> = {
  ...backingUp,
  id: 'start',
  title: 'start a backup',
  subject: resourceSubject,
  pending: 'starting',
  key: 'b',
  many: true,
  knows: ['vaults', 'backup-jobs'],
  disabled: ({ arn, scope }) => livesElsewhere(arn, scope),
  fields: backupFields(ofResource),
  touches: ['backup-jobs'],
  requests: (context) => backupRequests(ofResource(context.row), context),
};

export const protectedResourceActions: readonly ActionOn<ProtectedResource>[] = [startBackup, testRestoresOfResource];
