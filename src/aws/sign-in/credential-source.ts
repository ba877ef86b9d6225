// Which of the SDK's sources gives the keys: the one that is named, alone, so that its own trouble is told and not the last one's.

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
 * The SDK's order. Its chain goes on after a source that failed and in the end says that there was none; the AWS CLI stops
 * there, too. What finds nothing named asks the chain, which ends at the instance's role. Rejects with the mistake in the
 * shared files where there is one.
 */
export async function findSource(options: SourceOptions, env: NodeJS.ProcessEnv): Promise<Source> {
  const sdk = await import('@aws-sdk/credential-providers');
  // Node keeps the shared files' text for ever unless told otherwise: a renewal must read them again.
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
  // Whoever asks asks again: waiting in between is ours.
  if (container) {
    return { provider: sdk.fromHttp({ ...options, maxRetries: 0 } as never), signIn: { kind: 'container' } };
  }
  return { provider: sdk.fromNodeProviderChain(init), signIn: { kind: 'chain' } };
}

/** undefined: the shared files say nothing of credentials there, and the machine may. A slip in a name is a mistake. */
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
