// AWS KMS: the keys of vaults, and their aliases.
// https://docs.aws.amazon.com/kms/latest/APIReference/API_DescribeKey.html
import { createJsonRpcService, type RequestHandler } from '../protocols/json-rpc-service.ts';
import type { Call, EmulatedService } from '../protocols/service.ts';
import { AwsError } from '../wire/aws-error.ts';
import { number, struct, text } from '../wire/own-schema.ts';
import { readPolicy } from '../wire/resource-policy.ts';
import { keyPolicyOf, setKeyPolicy } from './key-policies.ts';
import { changeKey, type KeyChange, keyArnsIn, keyStateOf } from './key-states.ts';

interface AliasRequest {
  Limit?: number;
}

interface KeyRequest {
  KeyId?: string;
  PendingWindowInDays?: number;
  PolicyName?: string;
  Policy?: string;
}

const dayMs = 86_400_000;

interface FoundKey {
  arn: string;
  account: string;
  estate: Call['estate'];
  change: KeyChange;
}

/** By its ARN, or by its id in the caller's account. Another account's key is found by its ARN alone. */
function findKey({ KeyId = '' }: KeyRequest, call: Call): FoundKey {
  const { region, account, now } = call;
  if (KeyId === '') throw new AwsError('ValidationException', 'KeyId is required.');
  const own = keyArnsIn(call.estate, region).find((arn) => arn === KeyId || arn.endsWith(`:key/${KeyId}`));
  const arn = own ?? KeyId;
  const owner = arn.split(':')[4] ?? account;
  const estate = owner === account ? call.estate : call.estate.organization.estateOf(owner);
  const change = estate && arn.split(':')[3] === region ? keyStateOf(estate, arn, now) : undefined;
  if (estate === undefined || change === undefined) {
    throw new AwsError('NotFoundException', `Key '${KeyId}' does not exist`);
  }
  return { arn, account: owner, estate, change };
}

const describeKey: RequestHandler = (input: KeyRequest, call) => {
  const { arn, account, change } = findKey(input, call);
  return {
    KeyMetadata: {
      AWSAccountId: account,
      KeyId: arn.split('/').at(-1),
      Arn: arn,
      CreationDate: 1_670_000_000,
      Enabled: change.state === 'Enabled',
      Description: '',
      KeyUsage: 'ENCRYPT_DECRYPT',
      KeyState: change.state,
      ...(change.deletionAt !== undefined && { DeletionDate: change.deletionAt / 1000 }),
      Origin: 'AWS_KMS',
      KeyManager: 'CUSTOMER',
      MultiRegion: false,
    },
  };
};

/** An alias for each key, and one of AWS that has no key yet. */
const listAliases: RequestHandler = ({ Limit: limit = 50 }: AliasRequest, { estate, region, account }) => {
  if (limit < 1 || limit > 100) throw new AwsError('ValidationException', 'Limit must be from 1 to 100.');
  const named = (name: string, key?: string) => ({
    AliasName: `alias/${name}`,
    AliasArn: `arn:aws:kms:${region}:${account}:alias/${name}`,
    ...(key && { TargetKeyId: key.split('/').at(-1) }),
  });
  const vaults = estate.vaults(region).filter(({ keyArn }) => keyArn !== undefined);
  const Aliases = [named('aws/ebs'), ...vaults.map(({ name, keyArn }) => named(`vault-${name}`, keyArn))];
  return { Aliases: Aliases.slice(0, limit), Truncated: Aliases.length > limit };
};

interface KeyTransition {
  from: readonly KeyChange['state'][];
  to: Omit<KeyChange, 'at'>;
}

const keptStates = ['Enabled', 'Disabled'] as const;

/** A key of another account is changed there alone, and one that is to be deleted only by the cancellation. */
function change(request: KeyRequest, call: Call, { from, to }: KeyTransition): FoundKey {
  const found = findKey(request, call);
  if (found.account !== call.account) throw new AwsError('AccessDeniedException', 'The key is of another account.');
  if (!from.includes(found.change.state)) {
    throw new AwsError('KMSInvalidStateException', `${found.arn} is ${found.change.state}.`);
  }
  changeKey(call.estate, found.arn, { at: call.now, ...to });
  return found;
}

const scheduleKeyDeletion: RequestHandler = (input: KeyRequest, call) => {
  const { PendingWindowInDays: days = 30 } = input;
  if (days < 7 || days > 30) throw new AwsError('ValidationException', 'PendingWindowInDays must be from 7 to 30.');
  const deletionAt = call.now + days * dayMs;
  const { arn } = change(input, call, { from: keptStates, to: { state: 'PendingDeletion', deletionAt } });
  return { KeyId: arn, DeletionDate: deletionAt / 1000, KeyState: 'PendingDeletion', PendingWindowInDays: days };
};

/** AWS: an alias is no name of a key here. https://docs.aws.amazon.com/kms/latest/APIReference/API_GetKeyPolicy.html */
function findPolicyKey(input: KeyRequest, call: Call): FoundKey {
  const { KeyId = '', PolicyName = 'default' } = input;
  if (KeyId.includes('alias/')) throw new AwsError('InvalidArnException', `Invalid arn ${KeyId}`);
  if (PolicyName !== 'default') throw new AwsError('NotFoundException', `No such policy exists: ${PolicyName}`);
  return findKey(input, call);
}

const getKeyPolicy: RequestHandler = (input: KeyRequest, call) => {
  const { estate, arn } = findPolicyKey(input, call);
  return { Policy: keyPolicyOf(estate, arn), PolicyName: 'default' };
};

const putKeyPolicy: RequestHandler = (input: KeyRequest, call) => {
  const { estate, arn } = findPolicyKey(input, call);
  const { Policy = '' } = input;
  if (readPolicy(Policy) === undefined)
    throw new AwsError('MalformedPolicyDocumentException', 'The policy is malformed.');
  setKeyPolicy(estate, arn, Policy);
  return {};
};

export const createKmsService = (): EmulatedService =>
  createJsonRpcService({
    name: 'kms',
    input: struct({
      KeyId: text,
      PendingWindowInDays: number,
      PolicyName: text,
      Policy: text,
      Limit: number,
      Marker: text,
    }),
    target: 'TrentService',
    version: '1.1',
    handlers: {
      DescribeKey: describeKey,
      ListAliases: listAliases,
      GetKeyPolicy: getKeyPolicy,
      PutKeyPolicy: putKeyPolicy,
      DisableKey: (input: KeyRequest, call) =>
        change(input, call, { from: keptStates, to: { state: 'Disabled' } }) && {},
      EnableKey: (input: KeyRequest, call) => change(input, call, { from: keptStates, to: { state: 'Enabled' } }) && {},
      ScheduleKeyDeletion: scheduleKeyDeletion,
      CancelKeyDeletion: (input: KeyRequest, call) => ({
        KeyId: change(input, call, { from: ['PendingDeletion'], to: { state: 'Disabled' } }).arn,
      }),
    },
  });
