// Role sessions in the cache of the AWS CLI, ~/.aws/cli/cache, so that an MFA code serves both programs until the
// session ends. Keys and format are botocore's (AssumeRoleCredentialFetcher and JSONFileCache). Long-term keys are
// never stored here.
import { createHash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { accountOf } from '../../domain/arn.ts';
import { readPlainFile } from '../../lib/files/open-plain-file.ts';
import { writeWhole } from '../../lib/files/write-whole.ts';
import type { Credentials } from './credentials.ts';

/** AssumeRole's input without members that differ at each call. */
export interface RoleArguments {
  readonly RoleArn: string;
  readonly RoleSessionName?: string;
  readonly ExternalId?: string;
  readonly SerialNumber?: string;
  readonly DurationSeconds?: number;
  /** Not in botocore: sessions of another endpoint must not be confused with those of AWS. */
  readonly EndpointUrl?: string;
}

export interface RoleSessions {
  /** undefined: there is no session, or it has ended or cannot be parsed. */
  read(args: RoleArguments): Promise<Credentials | undefined>;
  /** A session that cannot be written is not cached, but can be used. */
  write(args: RoleArguments, credentials: Credentials): Promise<void>;
}

export const cliCacheDirectory = (): string => join(homedir(), '.aws', 'cli', 'cache');

export function createRoleSessions(directory: string): RoleSessions {
  const fileOf = (args: RoleArguments) => join(directory, `${sessionKey(args)}.json`);
  return {
    async read(args) {
      try {
        return toCredentials(JSON.parse(await readPlainFile(fileOf(args))));
      } catch {
        return undefined;
      }
    },
    async write(args, credentials) {
      if (!credentials.sessionToken || !credentials.expiration) return;
      try {
        await mkdir(directory, { recursive: true, mode: 0o700 });
        await writeWhole(fileOf(args), JSON.stringify(toStored(credentials, args)));
      } catch {
        // The home directory is not writable: the code is requested again next time.
      }
    },
  };
}

/** The hash of Python's json.dumps(args, sort_keys=True). */
export function sessionKey(args: RoleArguments): string {
  const entries = Object.entries(args).filter(([, value]) => value !== undefined);
  const sorted = entries.sort(([one], [other]) => (one < other ? -1 : 1));
  const text = `{${sorted.map(([name, value]) => `"${name}": ${pythonJson(value)}`).join(', ')}}`;
  return createHash('sha1').update(text).digest('hex');
}

const pythonJson = (value: string | number): string =>
  JSON.stringify(value).replace(/[^ -~]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);

function toCredentials(stored: unknown): Credentials | undefined {
  const { Credentials: raw } = stored as { Credentials?: Record<string, unknown> };
  const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = raw ?? {};
  if (![AccessKeyId, SecretAccessKey, SessionToken, Expiration].every((field) => typeof field === 'string')) return;
  // botocore writes 2026-01-15T12:00:00UTC.
  const expiration = new Date(String(Expiration).replace(/UTC$/, 'Z'));
  if (Number.isNaN(expiration.getTime())) return undefined;
  return {
    accessKeyId: String(AccessKeyId),
    secretAccessKey: String(SecretAccessKey),
    sessionToken: String(SessionToken),
    expiration,
  };
}

const toStored = ({ accessKeyId, secretAccessKey, sessionToken, expiration }: Credentials, args: RoleArguments) => ({
  Credentials: {
    AccessKeyId: accessKeyId,
    SecretAccessKey: secretAccessKey,
    SessionToken: sessionToken,
    Expiration: expiration?.toISOString().replace(/\.\d+Z$/, 'Z'),
    AccountId: accountOf(args.RoleArn),
  },
  AssumedRoleUser: { Arn: args.RoleArn },
});
