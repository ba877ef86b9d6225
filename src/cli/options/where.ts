// The flags that select the place: the same for the dashboard and for every subcommand that calls AWS.
import { resolve } from 'node:path';
import { isRoleArn, isRolePattern } from '../../aws/sign-in/role-pattern.ts';
import type { EstateSize } from '../../emulator/estate/organization.ts';
import { parseQueueUrl } from '../../events/queue-url.ts';
import { checkedChoice, checkedRegion, checkedSpeed, checkedUrl, type Options, UsageError } from './options.ts';

export type { EstateSize };

/** Repeats the emulator's own list, whose module would be loaded otherwise. */
export const estateSizes = ['small', 'medium', 'large', 'waves', 'types'] as const satisfies readonly EstateSize[];

export interface Where {
  /** The embedded AWS instead of an account. */
  readonly demo: boolean;
  readonly regions: readonly string[];
  readonly allRegions: boolean;
  /** Each is a connection; the first is the source of the roles. Empty: the default credential chain. */
  readonly profiles: readonly string[];
  /** ARNs; with `*` for the account, the role of that name in each account of the organization. */
  readonly roleArns: readonly string[];
  readonly externalId?: string;
  /** The MFA device for the roles. */
  readonly mfaSerial?: string;
  /** Ids and names of accounts that a role with `*` includes or excludes. */
  readonly accounts: readonly string[];
  readonly excludedAccounts: readonly string[];
  /** Requests the jobs of the whole organization. */
  readonly organization: boolean;
  readonly endpointUrl?: string;
  /** URLs of the queues of live events. */
  readonly eventQueues: readonly string[];
  /** Write access. */
  readonly write: boolean;
  /** Write access only for a time that a person asks for. */
  readonly timedWrite?: true;
  /** Only with `demo`. */
  readonly estate?: EstateSize;
  /** Only with `demo`: how many of its seconds pass in one second. */
  readonly speed?: number;
  readonly faults: readonly string[];
  /** Exchanges with AWS are kept there. */
  readonly record?: { readonly folder: string; readonly maxBytes: number; readonly isAnonymous?: true };
}

export const whereOptions = {
  demo: { type: 'boolean' },
  estate: { type: 'string' },
  speed: { type: 'string' },
  region: { type: 'string', short: 'r', multiple: true },
  'all-regions': { type: 'boolean' },
  profile: { type: 'string', short: 'p', multiple: true },
  'role-arn': { type: 'string', multiple: true },
  'external-id': { type: 'string' },
  'mfa-serial': { type: 'string' },
  account: { type: 'string', multiple: true },
  'exclude-account': { type: 'string', multiple: true },
  org: { type: 'boolean' },
  'no-org': { type: 'boolean' },
  'endpoint-url': { type: 'string' },
  'ca-bundle': { type: 'string' },
  'events-queue': { type: 'string', multiple: true },
  write: { type: 'boolean' },
  'no-write': { type: 'boolean' },
  fault: { type: 'string', multiple: true },
  record: { type: 'string' },
  'record-max': { type: 'string' },
  anonymize: { type: 'boolean' },
} as const satisfies Options;

/** For the help of all commands with these flags. Flags that can be repeated also accept commas. */
export const whereHelp = `  -p, --profile NAME   a profile of ~/.aws/config, or several. Default: the credential chain of the AWS SDK
  --role-arn ARN       a role to assume, or several; arn:aws:iam::*:role/NAME: in every account of the organization
                       except --exclude-account, or only in --account (ids or names; * matches any text)
  --external-id TEXT   the external id that the roles' trust policies require
  --mfa-serial ARN     the MFA device of the roles; a profile's mfa_serial is used by default
  --org                jobs of the whole organization, from its management account or a delegated administrator;
                       --no-org: not, whatever a context says
  -r, --region NAME    a Region, or several. Default: AWS_REGION, then the profile's
  --all-regions        all Regions that the account has enabled
  --endpoint-url URL   send requests to this URL instead of AWS
  --ca-bundle FILE     also trust the certificates in this file, as with AWS_CA_BUNDLE
  --record DIR         record every request and response without secrets in a new or empty directory, for bug reports;
                       vaultop emulate --replay DIR replays it. --record-max 200MB: the limit
  --anonymize          with --record: replace accounts, names, ids, ARNs, tags and persons, equal values by equal ones`;

type Words = readonly string[];

export interface WhereValues {
  readonly demo?: boolean | undefined;
  readonly estate?: string | undefined;
  readonly speed?: string | undefined;
  readonly region?: Words | undefined;
  readonly 'all-regions'?: boolean | undefined;
  readonly profile?: Words | undefined;
  readonly 'role-arn'?: Words | undefined;
  readonly 'external-id'?: string | undefined;
  readonly 'mfa-serial'?: string | undefined;
  readonly account?: Words | undefined;
  readonly 'exclude-account'?: Words | undefined;
  readonly org?: boolean | undefined;
  readonly 'no-org'?: boolean | undefined;
  readonly 'endpoint-url'?: string | undefined;
  readonly 'ca-bundle'?: string | undefined;
  readonly 'events-queue'?: Words | undefined;
  readonly write?: boolean | undefined;
  readonly 'no-write'?: boolean | undefined;
  /** Of a context; no flag says it. */
  readonly 'timed-write'?: boolean | undefined;
  readonly fault?: Words | undefined;
  readonly record?: string | undefined;
  readonly 'record-max'?: string | undefined;
  readonly anonymize?: boolean | undefined;
}

export function readWhere(values: WhereValues): Where {
  const { demo = false, estate, speed, fault, 'endpoint-url': endpointUrl } = values;
  const organization = values.org === true && !values['no-org'];
  const profiles = listed(values.profile);
  if (values['ca-bundle'] === '') throw new UsageError('--ca-bundle takes the path of a file.');
  if (fault && !demo) throw new UsageError('--fault requires --demo, or vaultop emulate.');
  if (estate && !demo) throw new UsageError('--estate requires --demo, or vaultop emulate.');
  if (speed !== undefined && !demo) throw new UsageError('--speed requires --demo, or vaultop emulate.');
  if (demo && profiles.length > 0) throw new UsageError('--demo uses no account: omit --profile.');
  return {
    demo,
    profiles,
    organization,
    regions: listed(values.region).map(checkedRegion),
    allRegions: values['all-regions'] ?? false,
    write: values.write === true && !values['no-write'],
    eventQueues: listed(values['events-queue']).map(checkedQueue),
    ...readRoles(values),
    faults: fault ?? [],
    ...(values['timed-write'] && !values['no-write'] ? { timedWrite: true as const } : {}),
    ...(estate ? { estate: checkedChoice('--estate', estate, estateSizes) } : {}),
    ...(speed !== undefined ? { speed: checkedSpeed(speed) } : {}),
    ...readRecord(values),
    ...(endpointUrl ? { endpointUrl: checkedUrl('--endpoint-url', endpointUrl) } : {}),
  };
}

/** In bytes. */
const usualRecord = 200_000_000;

function readRecord({ record, 'record-max': most, anonymize }: WhereValues): Pick<Where, 'record'> {
  if (record === undefined && anonymize) throw new UsageError('--anonymize requires --record.');
  if (record === undefined && most !== undefined) throw new UsageError('--record-max requires --record.');
  if (record === undefined) return {};
  if (record === '') throw new UsageError('--record takes a new or empty directory.');
  const [, count, unit = ''] = /^(\d{1,6})(KB|MB|GB)$/i.exec(most ?? '') ?? [];
  if (most !== undefined && !Number(count))
    throw new UsageError(`--record-max takes a size such as 200MB, not "${most}".`);
  const units: Readonly<Record<string, number>> = { KB: 1e3, MB: 1e6, GB: 1e9 };
  const maxBytes = most === undefined ? usualRecord : Number(count) * (units[unit.toUpperCase()] ?? 1);
  return { record: { folder: resolve(record), maxBytes, ...(anonymize ? { isAnonymous: true } : {}) } };
}

type Roles = Pick<Where, 'roleArns' | 'externalId' | 'mfaSerial' | 'accounts' | 'excludedAccounts'>;

function readRoles(values: WhereValues): Roles {
  const { 'external-id': externalId, 'mfa-serial': mfaSerial } = values;
  const roles = {
    roleArns: listed(values['role-arn']),
    accounts: listed(values.account),
    excludedAccounts: listed(values['exclude-account']),
    ...(externalId ? { externalId } : {}),
    ...(mfaSerial ? { mfaSerial } : {}),
  };
  const problem = roleProblem(roles, flagNames);
  if (problem) throw new UsageError(problem.text);
  return roles;
}

/** The name of each option where it was given. */
export type RoleNames = Readonly<Record<keyof Roles, string>>;

const flagNames: RoleNames = {
  roleArns: '--role-arn',
  externalId: '--external-id',
  mfaSerial: '--mfa-serial',
  accounts: '--account',
  excludedAccounts: '--exclude-account',
};

export interface RoleProblem {
  readonly about: keyof Roles;
  /** A sentence. */
  readonly text: string;
}

/** Options that are incompatible, wherever they were given. */
export function roleProblem(roles: Roles, called: RoleNames): RoleProblem | undefined {
  const { roleArns, externalId, mfaSerial, accounts, excludedAccounts } = roles;
  const wrong = roleArns.find((arn) => !isRoleArn(arn));
  const patterns = roleArns.filter(isRolePattern).length;
  const about = (name: keyof Roles, rest: string): RoleProblem => ({ about: name, text: `${called[name]} ${rest}` });
  if (wrong) {
    return about('roleArns', `takes arn:aws:iam::111122223333:role/NAME, or * for the account, not "${wrong}".`);
  }
  if (patterns > 1) return about('roleArns', 'takes only one ARN with * for the account.');
  if (patterns > 0 && mfaSerial) {
    return about(
      'mfaSerial',
      'cannot be used with a role that has * for the account: an MFA code is valid once. Use a profile with mfa_serial.',
    );
  }
  const choice = accounts.length > 0 ? 'accounts' : excludedAccounts.length > 0 ? 'excludedAccounts' : undefined;
  if (choice && patterns === 0) return about(choice, `requires ${called.roleArns} with * for the account.`);
  const lone = externalId !== undefined ? 'externalId' : mfaSerial !== undefined ? 'mfaSerial' : undefined;
  return lone && roleArns.length === 0 ? about(lone, `requires ${called.roleArns}.`) : undefined;
}

export const queueExample =
  'the URL of a queue such as https://sqs.eu-west-1.amazonaws.com/111122223333/vaultop-events';

function checkedQueue(text: string): string {
  if (parseQueueUrl(text)) return text;
  throw new UsageError(`--events-queue takes ${queueExample}, not "${text}".`);
}

/** Repeated or with commas, without duplicates. */
const listed = (words: Words = []): string[] => [...new Set(words.flatMap((text) => text.split(',')).filter(Boolean))];
