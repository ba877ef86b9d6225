// Selects the SDK's credential source: the configured one only, so that its own error is reported, not the error of the
// last source.

import { didYouMean } from '../../lib/text/did-you-mean.ts';
import { type AwsProblem, AwsProblemError } from '../errors/errors.ts';
import type { CredentialProvider } from './credentials.ts';
import { configuredEndpoint, hasBareSection, sections } from './shared-config.ts';
import { type Sections, type SignIn, type SignInShape, signInShape } from './sign-in.ts';
import { profileMistake, sharedFiles } from './sign-in-texts.ts';

export interface SourceOptions {
  readonly profile?: string;
  readonly mfaCodeProvider?: (serial: string) => Promise<string>;
  readonly clientConfig: object;
  readonly parentClientConfig: { region(): Promise<string> };
  readonly logger: object;
}

export interface Source {
  readonly provider: CredentialProvider;
  readonly signIn: SignIn;
}

/**
 * In the SDK's order. The SDK's chain continues after a source that failed and finally reports that there was none; the
 * AWS CLI stops at the failure, too. If nothing is configured, the chain is used, which ends with the role of the
 * instance. Rejects with the mistake in the shared files, if there is one.
 */
export async function findSource(options: SourceOptions, env: NodeJS.ProcessEnv): Promise<Source> {
  const sdk = await import('@aws-sdk/credential-providers');
  // Node caches the text of the shared files unless told otherwise: a renewal must read them again.
  const init = { ...options, ignoreCache: true } as never;
  const named = options.profile || env.AWS_PROFILE;
  if (!named && env.AWS_ACCESS_KEY_ID && env.AWS_SECRET_ACCESS_KEY) {
    return { provider: sdk.fromEnv(init), signIn: { kind: 'environment' } };
  }
  const all = await sections();
  const shape = await shapeOf(all, named);
  if (shape && 'mistake' in shape) throw new AwsProblemError(profileMistake(shape.mistake, sharedFiles(env)));
  if (shape) {
    const takesRole = all[named || 'default']?.role_arn !== undefined;
    const endpoint = takesRole && (await configuredEndpoint('sts', options.profile));
    const clientConfig = { ...options.clientConfig, ...(endpoint ? { endpoint } : {}) };
    const provider = sdk.fromIni({ ...options, clientConfig, ignoreCache: true } as never);
    return { provider, signIn: shape.signIn };
  }
  if (env.AWS_WEB_IDENTITY_TOKEN_FILE && env.AWS_ROLE_ARN) {
    const tokenFile = env.AWS_WEB_IDENTITY_TOKEN_FILE;
    return { provider: sdk.fromTokenFile(init), signIn: { kind: 'web-identity', tokenFile } };
  }
  const container = env.AWS_CONTAINER_CREDENTIALS_RELATIVE_URI || env.AWS_CONTAINER_CREDENTIALS_FULL_URI;
  // The callers repeat the request themselves: the SDK must not wait in between.
  if (container) {
    return { provider: sdk.fromHttp({ ...options, maxRetries: 0 } as never), signIn: { kind: 'container' } };
  }
  return { provider: sdk.fromNodeProviderChain(init), signIn: { kind: 'chain' } };
}

/**
 * undefined: the shared files contain no credentials, but the machine may have some. A misspelled name is a mistake.
 */
async function shapeOf(all: Sections, named: string | undefined): Promise<SignInShape | undefined> {
  const profile = named || 'default';
  const shape = signInShape({ sections: all, profile, near: didYouMean });
  if (!('mistake' in shape)) return shape;
  const { what } = shape.mistake;
  const missing = what === 'no-source-profile' ? shape.mistake.named : what === 'no-profile' ? profile : undefined;
  if (named && missing !== undefined && (await hasBareSection(missing))) {
    return { mistake: { what: 'bare-section', profile: missing } };
  }
  if (shape.mistake.profile !== profile) return shape;
  return what === 'nothing' || (what === 'no-profile' && !named) ? undefined : shape;
}

/** The mistake of a profile that was named and is in neither of the shared files. */
export async function missingProfile(
  named: string | undefined,
  env: NodeJS.ProcessEnv,
): Promise<AwsProblem | undefined> {
  const shape = named === undefined ? undefined : await shapeOf(await sections(), named);
  if (!shape || !('mistake' in shape) || !/^(no-profile|bare-section)$/.test(shape.mistake.what)) return undefined;
  return profileMistake(shape.mistake, sharedFiles(env));
}

/** How a profile, or what there is without one, signs in: by its files and the environment alone, without a call. */
export async function findSignIn(
  profile: string | undefined,
  env: NodeJS.ProcessEnv,
): Promise<SignIn | { readonly problem: AwsProblem }> {
  const named = profile || env.AWS_PROFILE || undefined;
  if (!named && env.AWS_ACCESS_KEY_ID && env.AWS_SECRET_ACCESS_KEY) return { kind: 'environment' };
  const shape = await shapeOf(await sections(), named);
  if (shape) return 'mistake' in shape ? { problem: profileMistake(shape.mistake, sharedFiles(env)) } : shape.signIn;
  if (env.AWS_WEB_IDENTITY_TOKEN_FILE && env.AWS_ROLE_ARN) return { kind: 'web-identity' };
  const isContainer = env.AWS_CONTAINER_CREDENTIALS_RELATIVE_URI || env.AWS_CONTAINER_CREDENTIALS_FULL_URI;
  return { kind: isContainer ? 'container' : 'chain' };
}
