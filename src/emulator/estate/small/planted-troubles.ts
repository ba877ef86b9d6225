// The troubles of the small estate: one of each kind, and no others. All times are relative to the start of the estate,
// so that each trouble exists at any hour of any day and continues while the clock runs.
import type { JobFault } from '../jobs/job-fault.ts';
import { ireland, sydney, virginia } from './small-regions.ts';
import type { TimeBeforeStart } from './time-before-start.ts';

export interface PlantedTrouble {
  kind: string;
  region: string;
  /** The name of the affected resource, vault or plan. */
  at: string;
  /** The visible symptoms. */
  shows: string;
  /** It looks like a trouble but is none: an alarm about it is a false alarm. */
  isQuiet?: true;
  jobFault?(since: TimeBeforeStart): Omit<JobFault, 'resource'>;
}

/** One entry for each kind. Tests compare this table, and the rules that find trouble, with the estate. */
export const plantedTroubles = [
  {
    kind: 'missed-night',
    region: virginia,
    at: 'build-cache',
    shows: 'DailyBackups has created no job for it since last night: no event and no metric',
    jobFault: ({ nights }) => ({ rule: 'DailyBackups', from: nights(1), isMissing: true }),
  },
  {
    kind: 'never-started',
    region: virginia,
    at: 'billing-db',
    shows: 'its jobs do not start in their start window and are EXPIRED: another job runs for the same resource',
    jobFault: ({ nights }) => ({
      rule: 'DailyBackups',
      from: nights(2),
      outcome: 'EXPIRED',
      reason: {
        message: 'Backup job failed because there was a running job for the same resource.',
        category: 'JobConflict',
      },
    }),
  },
  {
    kind: 'role-without-rights',
    region: virginia,
    at: 'reports-db',
    shows: 'its jobs are FAILED: the role of its selection, ReportsBackupRole, lacks permissions',
    jobFault: ({ nights }) => ({
      rule: 'NightlyReports',
      from: nights(5),
      outcome: 'FAILED',
      reason: { message: 'You are not authorized to perform this operation.', category: 'AccessDenied' },
    }),
  },
  {
    kind: 'type-opted-out',
    region: sydney,
    at: 'apac-reports',
    shows: 'tagged for apac-daily but skipped without a message: the Region has opted out of EFS',
  },
  {
    kind: 'aborted',
    region: virginia,
    at: 'web-02',
    shows: 'its jobs are ABORTED: a person calls StopBackupJob',
    jobFault: ({ nights }) => ({ rule: 'DailyBackups', from: nights(1), outcome: 'ABORTED' }),
  },
  {
    kind: 'partial-composite',
    region: ireland,
    at: 'eu-shop',
    shows: 'a stack whose job is PARTIAL: one of its two children is FAILED',
    jobFault: ({ nights }) => ({ rule: 'DailyBackups', from: nights(1), outcome: 'PARTIAL' }),
  },
  {
    kind: 'completed-with-issues',
    region: virginia,
    at: 'acme-invoices',
    shows: 'COMPLETED, but objects were skipped: only StatusMessage and MessageCategory show it',
    jobFault: ({ nights }) => ({
      rule: 'DailyBackups',
      from: nights(10),
      reason: {
        message: 'Objects archived in S3 Glacier Flexible Retrieval or S3 Glacier Deep Archive were skipped.',
        category: 'AccessDenied',
      },
    }),
  },
  {
    kind: 'vss-warning',
    region: virginia,
    at: 'win-ad-01',
    shows: 'COMPLETED, but only crash-consistent: VSS failed, and BackupType is not WindowsVSS',
    jobFault: ({ nights }) => ({
      rule: 'DailyBackups',
      from: nights(3),
      reason: { message: 'Windows VSS Backup Job Error encountered, trying for regular backup', category: 'VSS' },
    }),
  },
  {
    kind: 'stuck-at-99',
    region: virginia,
    at: 'search-index',
    shows: 'a RUNNING job of an EBS volume that has been at 99 % for hours',
    jobFault: ({ hours }) => ({
      rule: 'WeeklySearch',
      from: hours(24),
      isStuck: true,
      runMinutes: [1980, 2000],
    }),
  },
  {
    kind: 'running-long',
    region: virginia,
    at: 'media-archive',
    shows: 'a RUNNING job that has run for hours; the file system usually takes half an hour',
    jobFault: ({ hours }) => ({ rule: 'NightlyMedia', from: hours(12), runMinutes: [900, 910] }),
  },
  {
    kind: 'failed-copy',
    region: virginia,
    at: 'orders-cluster',
    shows: 'its copies to Ireland are FAILED: the key of the destination vault is not accessible',
    jobFault: ({ nights }) => ({
      rule: 'DailyBackups',
      from: nights(2),
      copies: { message: 'Given key ID is not accessible', category: 'KMSKeyInaccessible' },
    }),
  },
  {
    kind: 'missing-copy',
    region: virginia,
    at: 'carts',
    shows: 'backed up, but the copy job to Ireland that its rule requires is missing',
    jobFault: ({ nights }) => ({ rule: 'DailyBackups', from: nights(3), copies: 'missing' }),
  },
  {
    kind: 'copy-cannot-cross',
    region: virginia,
    at: 'bi-warehouse',
    shows: 'a Redshift cluster whose copies to Ireland are FAILED: its type cannot be copied to another Region',
  },
  {
    kind: 'malware-found',
    region: virginia,
    at: 'web-01',
    shows: 'scans of its points are COMPLETED, with THREATS_FOUND',
    jobFault: ({ nights }) => ({ rule: 'DailyBackups', from: nights(3), scan: 'THREATS_FOUND' }),
  },
  {
    kind: 'scan-with-issues',
    region: virginia,
    at: 'bastion',
    shows: 'scans of its points are COMPLETED_WITH_ISSUES: GuardDuty could not read all objects',
    jobFault: ({ nights }) => ({ rule: 'DailyBackups', from: nights(6), scan: 'COMPLETED_WITH_ISSUES' }),
  },
  {
    kind: 'expired-points',
    region: virginia,
    at: 'legacy-files',
    shows: 'EXPIRED recovery points accumulate: AWS could not delete them',
    jobFault: () => ({ rule: 'NightlyLegacy', isUndeletable: true }),
  },
  {
    kind: 'continuous-stopped',
    region: ireland,
    at: 'eu-hr-db',
    shows: 'its continuous recovery point is STOPPED, and DailyBackups creates no more jobs',
    jobFault: ({ nights }) => ({ rule: 'DailyBackups', from: nights(4), isStopped: true }),
  },
  {
    kind: 'kept-forever',
    region: ireland,
    at: 'eu-evidence',
    shows: 'a vault in compliance mode whose recovery points have no retention end: they can never be deleted',
  },
  {
    kind: 'retention-outside-lock',
    region: ireland,
    at: 'eu-scratch',
    shows: 'its jobs are FAILED: a retention of three days, but the lock of dr-locked requires seven',
  },
  {
    kind: 'governance-lock',
    region: virginia,
    at: 'ledger-governed',
    shows: 'Locked without LockDate: a user with permissions can remove the lock',
    isQuiet: true,
  },
  {
    kind: 'compliance-grace',
    region: sydney,
    at: 'apac-prod',
    shows: 'Locked with a LockDate in four days: until then the lock can be removed, later never',
  },
  {
    kind: 'compliance-lock',
    region: ireland,
    at: 'dr-locked',
    shows: 'Locked with a past LockDate: immutable',
    isQuiet: true,
  },
  {
    kind: 'air-gap',
    region: sydney,
    at: 'apac-airgap',
    shows: 'a logically air-gapped vault, filled by copies',
    isQuiet: true,
  },
  {
    kind: 'selection-matches-nothing',
    region: virginia,
    at: 'crm-monthly',
    shows: 'a plan whose selection has a tag that no resource has',
  },
  {
    kind: 'named-without-point',
    region: virginia,
    at: 'fresh-ledger',
    shows: 'named by the selection of fresh-monthly, which has not run yet: no recovery point at all',
  },
  {
    kind: 'overlapping-rules',
    region: virginia,
    at: 'prod-daily',
    shows: 'on Sundays WeeklyBackups replaces DailyBackups, because their start windows overlap',
    isQuiet: true,
  },
  {
    kind: 'new-plan-version',
    region: ireland,
    at: 'eu-rates-every-three-hours',
    shows: 'since yesterday a new version of the plan runs at another minute, with another rule id',
    isQuiet: true,
  },
  {
    kind: 'restore-test-unfit',
    region: sydney,
    at: 'apac-api-data',
    shows: 'its test restores are COMPLETED, and their ValidationStatus is FAILED',
  },
  {
    kind: 'restore-test-proven',
    region: sydney,
    at: 'apac-web-01',
    shows: 'its test restores are COMPLETED, and their ValidationStatus is SUCCESSFUL',
    isQuiet: true,
  },
  {
    kind: 'restore-test-empty',
    region: ireland,
    at: 'eu_files_restore_test',
    shows: 'a restore testing plan without a selection: it runs and restores nothing',
  },
  {
    kind: 'point-deleted-by-hand',
    region: virginia,
    at: 'prod-db',
    shows:
      'a recovery point was deleted before its retention end: DeleteRecoveryPoint by carol, not BackupDeleted by AWS',
  },
  {
    kind: 'lock-loosened',
    region: virginia,
    at: 'ledger-governed',
    shows: 'PutBackupVaultLockConfiguration by bob: a minimum of seven days instead of thirty',
  },
  {
    kind: 'policy-changed',
    region: virginia,
    at: 'prod',
    shows: 'PutBackupVaultAccessPolicy by alice',
  },
  {
    kind: 'notifications-disabled',
    region: virginia,
    at: 'ledger-governed',
    shows: 'DeleteBackupVaultNotifications by bob: the only vault without notifications',
  },
  {
    kind: 'risky-call-denied',
    region: virginia,
    at: 'prod',
    shows: 'AccessDenied, three times: ci-runner-17 tried to delete recovery points and the vault lock',
  },
  {
    kind: 'legal-hold',
    region: ireland,
    at: 'eu-prod',
    shows: 'an active legal hold on the recovery points of eu-shared-home',
    isQuiet: true,
  },
] as const satisfies readonly PlantedTrouble[];

export type TroubleKind = (typeof plantedTroubles)[number]['kind'];

export const jobFaultsIn = (region: string, since: TimeBeforeStart): JobFault[] =>
  (plantedTroubles as readonly PlantedTrouble[])
    .filter((trouble) => trouble.region === region)
    .flatMap(({ at, jobFault }) => (jobFault ? [{ resource: at, ...jobFault(since) }] : []));
