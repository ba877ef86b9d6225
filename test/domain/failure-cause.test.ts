import { describe, expect, test } from 'vitest';
import { explainFailure } from '../../src/domain/jobs/failure-cause.ts';

/** AWS's own messages, as its guide lists them. */
const messages: readonly (readonly [message: string, cause: string])[] = [
  [
    'Windows VSS Backup attempt failed because either Instance or SSM Agent has invalid state or insufficient privileges.',
    'vss',
  ],
  ['Windows VSS Backup attempt failed because ec2-vss-agent.exe is not installed in the Instance', 'vss-missing'],
  ['Windows VSS Backup Job Error encountered, trying for regular backup', 'vss'],
  ['Windows VSS Backup attempt failed because of timeout on VSS enabled snapshot creation', 'vss-timeout'],
  [
    'Windows VSS Backup attempt failed because of unsupported Windows Server version. Supported Versions are Windows Server 2012 or later.',
    'vss-windows',
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
  ['Images from AWS Marketplace cannot be copied to another AWS account.', 'aws-managed-key'],
  [
    'Copy job failed because the destination Backup vault is encrypted with the default Backup service managed key. The contents of this vault cannot be copied.',
    'aws-managed-key',
  ],
  ["Snapshots encrypted with the AWS managed key can't be shared. Specify another snapshot.", 'aws-managed-key'],
  ['Copy job failed. Both source and destination account must be a member of the same organization.', 'cross-account'],
  ['Copy job failed. Cross-account copy feature is not enabled for the current organization.', 'cross-account'],
  ['Backup job failed because there was a running job for the same resource.', 'busy-resource'],
  ['There are too many copy jobs running for resource.', 'busy-copies'],
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
  ['The file system is not currently in the available state.', 'wrong-state'],
  ['DB instance shop is not in the available state.', 'wrong-state'],
  ['Cluster is not in available state.', 'wrong-state'],
  ['Cannot snapshot volume vol-1 in its present state', 'wrong-state'],
  ["The tag policy does not allow the specified value for the following tag key: 'quota'.", 'tag-policy'],
  ['The role does not have sufficient permissions to execute the backup', 'denied'],
  ['Windows VSS Backup attempt failed because of insufficient privileges to perform this operation', 'vss'],
  ['Access denied performing s3:CreateBucket on awsbackup-restore-test-1', 'denied'],
  ['Access denied to KMS key.', 'key'],
  ['The specified AWS KMS key ARN does not exist, is not enabled or you do not have permissions to access it.', 'key'],
  ['Restore job was unable to start within the specified start window. Try increasing your start window.', 'expired'],
  ['The resource could not be read: no longer available', 'gone'],
  ['Could not find resource arn:aws:ec2:eu-west-1:111122223333:volume/vol-1', 'gone'],
  ['Request rate exceeded', 'limit'],
  ['Encrypted snapshots with Amazon EBS default key cannot be shared', 'aws-managed-key'],
  ['The AWS Access Key Id needs a subscription for the service', 'no-subscription'],
  ['This operation is not valid for the specified hypervisor because it is not online', 'hypervisor'],
  ['CreateSnapshot method not supported on hypervisor during snapshot creation. Aborted backup job', 'hypervisor'],
  [
    'You have reached the maximum supported backups for your account/database. See Quotas in the Timestream developer guide for additional information.',
    'limit',
  ],
  ['More than 50 tags specified', 'limit'],
  ['Backup vault can have at most 100 points', 'limit'],
  ['KMS key is either disabled or pending deletion or access to KMS key is denied', 'key'],
  ['Given key ID is not accessible', 'key'],
  ['The specified volume was not found.', 'gone'],
  ['Table not found.', 'gone'],
  ['We are unable to copy resource tags to your backup because of the Internal Failure.', 'tags'],
  [
    'Your backup succeeded, but we were unable to persist NetworkInterfaces metadata as its size exceeded our internal limits.',
    'tags',
  ],
  [
    'UnsupportedOperation : Storage Gateway backup copies require a user-created backup vault and key at destination.',
    'aws-managed-key',
  ],
  ['Feature is not supported for provided resource type.', 'unsupported'],
  ['Enabling continuous backup failed, because of the following error: PITR already configured in backup plan', 'pitr'],
  ['An internal error occurred.', 'internal'],
  ['Copy job encountered a fatal error. Please contact AWS Support for further assistance.', 'internal'],
  ['Something new under the sun', 'unknown'],
];

test.each(messages)('%s', (message, cause) => {
  const found = explainFailure({ message });
  expect(found.id).toBe(cause);
  expect(found.nextStep).not.toBe('');
});

test('a failure without a message says so', () => {
  expect(explainFailure({}).title).toBe('AWS gave no reason');
});

const describe_ =
  'Access denied\nYour backup job failed as AWS Backup does not have permission to describe resource arn:aws:s3:::rate-limit-logs. Please review your IAM policies to ensure AWS Backup can protect your resources.';

test('a name in the message is no cause', () => {
  expect(explainFailure({ message: describe_, messageCategory: 'AccessDenied' }).id).toBe('denied');
  expect(explainFailure({ message: describe_ }).id).toBe('denied');
});

describe('the category', () => {
  test.each(['AccessDenied', 'ACCESSDENIED', 'ACCESS_DENIED'])('%s counts in any case', (messageCategory) => {
    const message = 'Rate exceeded while reading the policy of the bucket';
    const found = explainFailure({ message, messageCategory });
    expect(found).toMatchObject({ id: 'denied', title: message });
    expect(found.groupKey).toBe(`denied/the backup role/${message}`);
  });

  test('of a sentence that nobody knows those are one cause that differ in names alone', () => {
    const keyOf = (message: string) => explainFailure({ message }).groupKey;
    expect(keyOf('The flux of vol-0a1b was inverted.')).toBe(keyOf('The flux of vol-9f8e was inverted.'));
    expect(keyOf('The flux of vol-0a1b was inverted.')).not.toBe(keyOf('The flux of vol-0a1b was lost.'));
    expect(keyOf('')).toBeUndefined();
  });

  test('tells the cause where the message does not, and the message stays as AWS wrote it', () => {
    const found = explainFailure({ message: 'Something new\nunder the sun.', messageCategory: 'LimitExceeded' });
    expect(found).toMatchObject({ id: 'limit', title: 'Something new under the sun' });
  });

  test.each([undefined, 'SomethingNew', 'constructor'])('%s says nothing', (messageCategory) => {
    const failure = { message: 'Something new', ...(messageCategory ? { messageCategory } : {}) };
    expect(explainFailure(failure)).toMatchObject({ id: 'unknown', title: 'Something new' });
  });
});

test.each([
  ['the parameter Foo is invalid', 'unknown'],
  ['Copy failed (Service: AmazonEC2; Status Code: 400; Error Code: RequestLimitExceeded; Request ID: 1-2)', 'limit'],
  ['"Backup job failed because there was a running job for the same resource."', 'busy-resource'],
  ['The copy failed with error: "An internal error occurred."', 'internal'],
])('%s: %s', (message, cause) => {
  expect(explainFailure({ message }).id).toBe(cause);
});

const role = 'arn:aws:iam::111122223333:role/service-role/NightlyBackup';
const named = 'User: arn:aws:sts::111122223333:assumed-role/NightlyBackup/AWSBackup-x is not authorized to perform: ';

/** The next step names what the message or the job names, and nothing else. */
const steps: readonly (readonly [what: string, failure: Parameters<typeof explainFailure>[0], nextStep: string])[] = [
  [
    'no permission, no role',
    { message: 'You are not authorized to perform this operation.' },
    'check that the backup role has the policy AWSBackupServiceRolePolicyForBackup, and that no other policy denies it',
  ],
  [
    'no permission, but the role of the job',
    { message: 'You are not authorized to perform this operation.', roleArn: role },
    'check that role NightlyBackup has the policy AWSBackupServiceRolePolicyForBackup, and that no other policy denies it',
  ],
  [
    'a restore of S3',
    { message: 'Access Denied trying to call AWS Backup service', kind: 'restore', resourceType: 'S3' },
    'check that the backup role has the policy AWSBackupServiceRolePolicyForS3Restore, and that no other policy denies it',
  ],
  [
    'a permission on a key',
    { message: `${named}kms:Decrypt on resource: arn:aws:kms:eu-west-1:111122223333:key/1234.` },
    'grant kms:Decrypt on 1234 to role NightlyBackup',
  ],
  [
    'a permission on the resource itself',
    {
      message: `${named}rds:CreateDBSnapshot on resource: arn:aws:rds:eu-west-1:111122223333:db:shop because no identity-based policy allows the rds:CreateDBSnapshot action`,
    },
    'grant rds:CreateDBSnapshot to role NightlyBackup',
  ],
  [
    'an explicit deny',
    { message: `${named}ec2:CreateSnapshot with an explicit deny in a service control policy` },
    'remove the Deny of ec2:CreateSnapshot from the service control policy',
  ],
  [
    "the resource's policy",
    { message: `${named}s3:GetObject because no resource-based policy allows the s3:GetObject action` },
    "allow s3:GetObject for role NightlyBackup in the resource's own policy",
  ],
  [
    'trust',
    { message: `IAM Role ${role} cannot be assumed by AWS Backup` },
    'allow backup.amazonaws.com to assume role NightlyBackup in its trust policy, or choose another role',
  ],
  [
    'a copy that the destination vault refuses',
    { message: 'Access Denied trying to call AWS Backup service', kind: 'copy', roleArn: role },
    'allow backup:CopyIntoBackupVault for this account in the access policy of the destination vault',
  ],
];

test.each(steps)('the next step of %s', (_, failure, nextStep) => {
  expect(explainFailure(failure)).toMatchObject({ id: 'denied', nextStep });
});
