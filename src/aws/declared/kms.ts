// AWS KMS: whether a key can still decrypt, who may use it, and the aliases of keys.
// https://docs.aws.amazon.com/kms/latest/APIReference/API_DescribeKey.html
import { AwsJson1_1Protocol } from '@aws-sdk/core/protocols';
import { declareClient, declareCommands } from './declare-service.ts';
import { flag, listOf, number, operation, structure, text, time } from './schema.ts';

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

export const DescribeKey$ = operation('DescribeKey', {
  input: structure({ KeyId: text }),
  output: structure({
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
});

export interface ListAliasesInput {
  /** From 1 to 100. */
  readonly Limit?: number;
  readonly Marker?: string;
}

export interface ListAliasesOutput {
  /** Aliases of AWS that no key has yet lack `TargetKeyId`. */
  readonly Aliases?: readonly { readonly AliasName?: string; readonly TargetKeyId?: string }[];
  readonly NextMarker?: string;
}

export const ListAliases$ = operation('ListAliases', {
  input: structure({ Limit: number, Marker: text }),
  output: structure({ Aliases: listOf(structure({ AliasName: text, TargetKeyId: text })), NextMarker: text }),
});

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_GetKeyPolicy.html */
export interface GetKeyPolicyInput {
  /** Id or ARN; an alias is refused. */
  readonly KeyId: string;
}

export interface GetKeyPolicyOutput {
  /** JSON. */
  readonly Policy?: string;
}

export const GetKeyPolicy$ = operation('GetKeyPolicy', {
  input: structure({ KeyId: text }),
  output: structure({ Policy: text }),
});

const command = declareCommands(service);
export const KmsClient = declareClient(service);
export const DescribeKeyCommand = command<DescribeKeyInput, DescribeKeyOutput>(DescribeKey$);
export const GetKeyPolicyCommand = command<GetKeyPolicyInput, GetKeyPolicyOutput>(GetKeyPolicy$);
export const ListAliasesCommand = command<ListAliasesInput, ListAliasesOutput>(ListAliases$);
