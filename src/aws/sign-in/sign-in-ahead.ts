// When a person has to sign in again, and with which command: known before anything is refused.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Credentials } from './credentials.ts';
import { sections } from './shared-config.ts';
import type { SignIn } from './sign-in.ts';

export interface SignInAhead {
  /** Epoch ms; absent: not known, or renewed without a person. */
  readonly expiresAt?: number;
  /** The program and its arguments, to be run without a shell; absent: no one command signs in. */
  readonly command?: readonly string[];
}

/** `latest`: the credentials in use. */
export async function signInAhead(signIn: SignIn, latest: Credentials | undefined): Promise<SignInAhead> {
  // A file that cannot be read says nothing of the time; AWS refuses when it is over.
  const expiresAt = await expiryOf(signIn, latest).catch(() => undefined);
  const command = commandOf(signIn);
  return { ...(expiresAt === undefined ? {} : { expiresAt }), ...(command ? { command } : {}) };
}

/** A name that begins with a dash would be parsed as a flag. */
function commandOf({ kind, profile }: SignIn): readonly string[] | undefined {
  const named = profile === undefined ? [] : [`--profile=${profile}`];
  if (kind === 'sso') return ['aws', 'sso', 'login', ...named];
  return kind === 'login' ? ['aws', 'login', ...named] : undefined;
}

async function expiryOf({ kind, profile }: SignIn, latest: Credentials | undefined): Promise<number | undefined> {
  const ofKeys = latest?.expiration?.getTime();
  switch (kind) {
    case 'sso': {
      const ofToken = profile === undefined ? undefined : await tokenExpiry(profile);
      // The keys of the role outlive the token that they came from.
      return ofToken === undefined ? undefined : Math.max(ofToken, ofKeys ?? 0);
    }
    case 'environment':
    case 'keys':
    case 'process':
      return ofKeys;
    default:
      // The SDK renews the others by itself.
      return undefined;
  }
}

/**
 * AWS: a token of an sso-session is refreshed without a person as long as it has a refresh token.
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-sso-credentials.html
 */
async function tokenExpiry(profile: string): Promise<number | undefined> {
  const { sso_session: session, sso_start_url: url } = (await sections())[profile] ?? {};
  const name = session ?? url;
  if (name === undefined) return undefined;
  const file = `${createHash('sha1').update(name).digest('hex')}.json`;
  const text = await readFile(join(process.env.HOME || homedir(), '.aws', 'sso', 'cache', file), 'utf8');
  const { expiresAt, refreshToken } = JSON.parse(text) as { expiresAt?: unknown; refreshToken?: unknown };
  const at = typeof expiresAt === 'string' ? Date.parse(expiresAt) : Number.NaN;
  return refreshToken !== undefined || Number.isNaN(at) ? undefined : at;
}
