// https://docs.aws.amazon.com/aws-backup/latest/devguide/restoring-efs.html
import { chosen, flag, type Only, type RestoreType, yesNo } from '../restore-type.ts';

const toNew: Only = { key: 'newFileSystem', values: ['true'] };

export const efs: RestoreType = {
  type: 'EFS',
  makes: 'a file system',
  keys: [
    { ...chosen('newFileSystem', 'As a new file system', yesNo), format: 'boolean' },
    // AWS ignores this key for a new file system, but its reference lists it as required.
    { key: 'file-system-id', label: 'Source file system', needed: true },
    {
      key: 'ItemsToRestore',
      label: 'Only these paths',
      format: 'paths',
      start: 'none',
      hint: 'exact paths from the root of the file system, such as /home/ann, /etc/hosts; empty: everything',
    },
    flag('Encrypted', 'Encrypted', { start: { value: 'true' }, only: toNew }),
    { key: 'KmsKeyId', label: 'Key', offers: 'keys', local: true, only: toNew },
    {
      key: 'PerformanceMode',
      label: 'Performance mode',
      values: ['generalPurpose', 'maxIO'],
      only: toNew,
    },
  ],
  folded: [
    { key: 'CreationToken', start: 'none', only: toNew },
    { key: 'singleAzFilesystem', format: 'boolean', start: 'none', only: toNew },
    { key: 'availabilityZoneName', start: 'none', only: toNew },
  ],
  information: [],
  tags: 'new',
  next: {
    sentence:
      'Files are restored to aws-backup-restore_… at the root. A new file system has no mount targets and no policy.',
  },
};
