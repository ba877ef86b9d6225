import { expect, test } from 'vitest';
import { explainFailure } from '../../src/domain/failure-cause.ts';

/** AWS's own messages, as its guide lists them. */
const messages: readonly (readonly [message: string, cause: string])[] = [
  [
    'Windows VSS Backup attempt failed because either Instance or SSM Agent has invalid state or insufficient privileges.',
    'vss',
  ],
  ['Windows VSS Backup attempt failed because ec2-vss-agent.exe is not installed in the Instance', 'vss'],
  ['Windows VSS Backup Job Error encountered, trying for regular backup', 'vss'],
  ['Windows VSS Backup attempt failed because of timeout on VSS enabled snapshot creation', 'vss'],
  [
    'Windows VSS Backup attempt failed because of unsupported Windows Server version. Supported Versions are Windows Server 2012 or later.',
    'vss',
  ],
  ['Subscriber limit exceeded: You have reached the maximum concurrent number of backups, which is 300.', 'limit'],
  ['Maximum allowed in-progress snapshots for a single volume exceeded.', 'limit'],
  ['Maximum allowed active snapshot limit exceeded.', 'limit'],
  ['Image creation throttled due to maximum number of concurrent snapshots on an EBS volume.', 'limit'],
  ['Cannot create more than 20 user snapshots', 'limit'],
  ['The resultant tag set must not have more than 50 user tags.', 'limit'],
  [
    'You have reached your quota of 50,000 for the number of public and private images allowed in this Region.',
    'limit',
  ],
  ['You are not authorized to perform this operation.', 'denied'],
  ['Access Denied trying to call AWS Backup service', 'denied'],
  ['Customer credential miss permission to get bucket versioning for bucket.', 'denied'],
  ['IAM Role arn:aws:iam::111122223333:role/backup cannot be assumed by AWS Backup', 'denied'],
  ['Images from AWS Marketplace cannot be copied to another AWS account.', 'cross-account'],
  [
    'Copy job failed because the destination Backup vault is encrypted with the default Backup service managed key. The contents of this vault cannot be copied.',
    'cross-account',
  ],
  ["Snapshots encrypted with the AWS managed key can't be shared. Specify another snapshot.", 'cross-account'],
  ['Copy job failed. Both source and destination account must be a member of the same organization.', 'cross-account'],
  ['Copy job failed. Cross-account copy feature is not enabled for the current organization.', 'cross-account'],
  ['Backup job failed because there was a running job for the same resource.', 'busy-resource'],
  ['There are too many copy jobs running for resource.', 'busy-resource'],
  ['Backup job expired before completion.', 'expired'],
  [
    'Copy job failed. The retention specified in the job is not within the range specified for the target Backup Vault.',
    'retention',
  ],
  [
    'Backup job could not start because it is either inside or too close to the weekly maintenance window configured in FSx.',
    'maintenance',
  ],
  [
    'Backup job could not start because it is either inside or too close to the automated backup window configured in RDS instance.',
    'maintenance',
  ],
  ['Instance is not in state: available.', 'wrong-state'],
  ['KMS key is either disabled or pending deletion or access to KMS key is denied', 'key'],
  ['Given key ID is not accessible', 'key'],
  ['The specified volume was not found.', 'gone'],
  ['Table not found.', 'gone'],
  ['We are unable to copy resource tags to your backup because of the Internal Failure.', 'tags'],
  [
    'Your backup succeeded, but we were unable to persist NetworkInterfaces metadata as its size exceeded our internal limits.',
    'limit',
  ],
  [
    'UnsupportedOperation : Storage Gateway backup copies require a user-created backup vault and key at destination.',
    'cross-account',
  ],
  ['Feature is not supported for provided resource type.', 'unsupported'],
  ['Enabling continuous backup failed, because of the following error: PITR already configured in backup plan', 'pitr'],
  ['An internal error occurred.', 'internal'],
  ['Copy job encountered a fatal error. Please contact AWS Support for further assistance.', 'internal'],
  ['Something new under the sun', 'unknown'],
];

test.each(messages)('%s', (message, cause) => {
  const found = explainFailure(message);
  expect(found.id).toBe(cause);
  expect(found.nextStep).not.toBe('');
});

test('a failure without a message says so', () => {
  expect(explainFailure(undefined).title).toBe('AWS gave no reason');
});
