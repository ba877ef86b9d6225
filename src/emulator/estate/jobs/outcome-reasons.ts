// AWS Backup's status messages of jobs that fail or complete with issues, by resource type.
import type { Random } from '../random.ts';
import type { ResourceSpec } from '../spec.ts';

export interface OutcomeReason {
  message: string;
  /** The job's MessageCategory. */
  category: string;
}

type ReasonList = readonly (readonly [message: string, category: string])[];

const failures: Record<string, ReasonList> = {
  EC2: [
    [
      'You have reached your quota of 50,000 for the number of public and private images allowed in this Region. Deregister unused images, or request an increase in your AMI quota.',
      'LimitExceeded',
    ],
    ['You are not authorized to perform this operation.', 'AccessDenied'],
  ],
  EBS: [
    ['Maximum allowed in-progress snapshots for a single volume exceeded.', 'LimitExceeded'],
    ['The specified volume was not found.', 'ResourceNotFound'],
  ],
  RDS: [
    [
      'Backup job could not start because it is either inside or too close to the automated backup window configured in RDS instance.',
      'InvalidParameters',
    ],
    ['Instance is not in state: available.', 'InvalidState'],
  ],
  Aurora: [['KMS key is either disabled or pending deletion or access to KMS key is denied', 'KMSKeyInaccessible']],
  S3: [['Customer credential miss permission to get bucket versioning for bucket.', 'AccessDenied']],
  EFS: [['Access Denied trying to call AWS Backup service', 'AccessDenied']],
  DynamoDB: [['Table not found.', 'ResourceNotFound']],
  FSx: [
    [
      'Backup job could not start because it is either inside or too close to the weekly maintenance window configured in FSx.',
      'InvalidParameters',
    ],
  ],
};

const failuresOfAll: ReasonList = [
  ['An internal error occurred.', 'InternalError'],
  [
    'Subscriber limit exceeded: You have reached the maximum concurrent number of backups, which is 300. Wait until other jobs finish, and try again. You can also reach out to Support to request a quota increase.',
    'LimitExceeded',
  ],
];

const windowsIssues: ReasonList = [
  ['Windows VSS Backup Job Error encountered, trying for regular backup', 'VSS'],
  ['Windows VSS Backup attempt failed because of timeout on VSS enabled snapshot creation', 'VSS'],
];

const issuesOfAll: ReasonList = [
  ['We are unable to copy resource tags to your backup because of the Internal Failure.', 'InternalError'],
];

const issues: Record<string, ReasonList> = {
  EC2: [
    [
      'Your backup succeeded, but we were unable to persist NetworkInterfaces metadata as its size exceeded our internal limits.',
      'LimitExceeded',
    ],
  ],
  S3: [['Objects archived in S3 Glacier Flexible Retrieval or S3 Glacier Deep Archive were skipped.', 'AccessDenied']],
};

const expiries: ReasonList = [
  ['Backup job failed because there was a running job for the same resource.', 'JobConflict'],
  ['Backup job expired before completion.', 'JobExpired'],
];

const copyFailures: ReasonList = [
  ['There are too many copy jobs running for resource.', 'LimitExceeded'],
  ['Given key ID is not accessible', 'KMSKeyInaccessible'],
  ['Access denied exception while trying to list tags', 'AccessDenied'],
];

const restoreFailures: ReasonList = [
  [
    'You are not authorized to perform this operation. Please consult the permissions associated with your AWS Backup role(s), and refer to the AWS Backup documentation for more details.',
    'AccessDenied',
  ],
];

const pickReason = (random: Random, reasons: ReasonList): OutcomeReason => {
  const [message, category] = random.pick(reasons);
  return { message, category };
};

export const failureOf = (random: Random, { type }: ResourceSpec) =>
  pickReason(random, [...(failures[type] ?? []), ...failuresOfAll]);
export const issueOf = (random: Random, { type, windows }: ResourceSpec) =>
  pickReason(random, windows ? windowsIssues : (issues[type] ?? issuesOfAll));
export const expiryOf = (random: Random) => pickReason(random, expiries);
export const copyFailureOf = (random: Random) => pickReason(random, copyFailures);
export const restoreFailureOf = (random: Random) => pickReason(random, restoreFailures);
