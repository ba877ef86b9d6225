// AWS KMS: whether a key can still decrypt.
// https://docs.aws.amazon.com/kms/latest/APIReference/API_DescribeKey.html
import { AwsJson1_1Protocol } from '@aws-sdk/core/protocols';
import { declareClient, declareCommands } from './declare-service.ts';
import { flag, operation, structure, text, time } from './schema.ts';

const service = {
  serviceId: 'KMS',
  host: 'kms',
  signingName: 'kms',
  version: '2014-11-01',
  protocol: AwsJson1_1Protocol,
  target: 'TrentService',
};

export interface DescribeKeyInput {
  /** Id, ARN or alias; for a key of another account the ARN. */
  readonly KeyId: string;
}

export interface KeyMetadata {
  readonly KeyId?: string;
  readonly Arn?: string;
  readonly Enabled?: boolean;
  /** Enabled, Disabled, PendingDeletion and others. */
  readonly KeyState?: string;
  readonly DeletionDate?: Date;
  readonly KeyManager?: string;
  readonly Description?: string;
}

export interface DescribeKeyOutput {
  readonly KeyMetadata?: KeyMetadata;
}

export const DescribeKey$ = operation(
  'DescribeKey',
  structure({ KeyId: text }),
  structure({
    KeyMetadata: structure({
      KeyId: text,
      Arn: text,
      Enabled: flag,
      KeyState: text,
      DeletionDate: time,
      KeyManager: text,
      Description: text,
    }),
  }),
);

export const KmsClient = declareClient(service);
export const DescribeKeyCommand = declareCommands(service)<DescribeKeyInput, DescribeKeyOutput>(DescribeKey$);
