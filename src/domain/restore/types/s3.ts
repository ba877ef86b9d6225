// https://docs.aws.amazon.com/aws-backup/latest/devguide/restoring-s3.html
import { chosen, flag, newName, type RestoreType, yesNo } from '../restore-type.ts';

export const s3: RestoreType = {
  type: 'S3',
  makes: 'a bucket',
  keys: [
    // The page does not list it; AWS's own restore tests send it.
    { ...chosen('NewBucket', 'As a new bucket', yesNo), format: 'boolean' },
    newName('DestinationBucketName', 'To bucket', {
      hint: 'an existing bucket must be in this Region, with versioning on',
    }),
    {
      key: 'ItemsToRestore',
      label: 'Only these paths',
      format: 'paths',
      start: 'none',
      hint: 's3://bucket/prefix, at most 5; empty: everything',
    },
    {
      key: 'EncryptionType',
      label: 'Encryption',
      values: ['original', 'SSE-S3', 'SSE-KMS'],
      start: 'none',
      hint: 'empty: as it was; a copy from another Region cannot use original',
    },
    {
      key: 'KMSKey',
      label: 'Key',
      needed: true,
      offers: 'keys',
      local: true,
      start: 'none',
      only: { key: 'EncryptionType', values: ['SSE-KMS'] },
    },
    flag('RestoreACLs', 'ACLs too', { start: 'none' }),
  ],
  folded: [
    { key: 'RestoreLatestVersionsUpTo', start: 'none' },
    { key: 'Encrypted', format: 'boolean', start: 'none' },
    { key: 'CreationToken', start: 'none' },
  ],
  information: [],
  inTime: { time: 'RestoreTime' },
  tags: 'no',
  rights: { sentence: 'The role needs the policy AWSBackupServiceRolePolicyForS3Restore.' },
  next: {
    sentence:
      'All objects are restored to S3 Standard. Read the message of the job even if it is COMPLETED: it names skipped objects.',
  },
};
