// https://docs.aws.amazon.com/aws-backup/latest/devguide/restoring-dynamodb.html
import { newName, type RestoreType } from '../restore-type.ts';

export const dynamoDb: RestoreType = {
  type: 'DynamoDB',
  makes: 'a table',
  keys: [
    newName('targetTableName', 'New table', { name: { longest: 255 }, hint: '3 to 255 letters, digits, _ . -' }),
    { key: 'encryptionType', label: 'Encryption', values: ['Default', 'KMS'] },
    {
      key: 'kmsMasterKeyArn',
      label: 'Key',
      offers: 'keys',
      local: true,
      only: { key: 'encryptionType', values: ['KMS'] },
      hint: 'empty: the AWS owned key of DynamoDB',
    },
  ],
  folded: [],
  information: ['originalTableName'],
  tags: 'no',
  next: {
    sentence: 'Not in the backup, set up again: point-in-time recovery, TTL, streams, auto scaling, tags, alarms.',
  },
};
