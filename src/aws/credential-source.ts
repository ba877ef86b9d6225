// Which of the SDK's sources gives the keys: the one that is named, alone, so that its own trouble is told and not the last one's.
import type { CredentialProvider } from './credentials.ts';
import { configuredEndpoint, readSection } from './shared-config.ts';

/** Keys of a section of ~/.aws/config or ~/.aws/credentials that name a source. */
const sources = [
  ...['aws_access_key_id', 'role_arn', 'credential_process', 'web_identity_token_file'],
  ...['sso_session', 'sso_start_url', 'sso_account_id', 'login_session'],
];

export interface SourceOptions {
  readonly profile?: string;
  readonly mfaCodeProvider?: (serial: string) => Promise<string>;
  readonly clientConfig: object;
  readonly parentClientConfig: { region(): Promise<string> };
  readonly logger: object;
}

/**
 * The SDK's order. Its chain goes on after a source that failed and in the end says that there was none; the AWS CLI stops
 * there, too. What finds nothing named asks the chain, which ends at the instance's role.
 */
export async function findSource(options: SourceOptions, env: NodeJS.ProcessEnv): Promise<CredentialProvider> {
  const sdk = await import('@aws-sdk/credential-providers');
  // Node keeps the shared files' text for ever unless told otherwise: a renewal must read them again.
  const init = { ...options, ignoreCache: true } as never;
  const named = options.profile || env.AWS_PROFILE;
  if (!named && env.AWS_ACCESS_KEY_ID && env.AWS_SECRET_ACCESS_KEY) return sdk.fromEnv(init);
  const section = await readSection(named || 'default');
  // A slip in a profile's name must not lead to the keys of the machine.
  const isStrange = named && section === undefined;
  if (isStrange || sources.some((key) => section?.[key] !== undefined)) {
    const endpoint = section?.role_arn && (await configuredEndpoint('sts', options.profile));
    const clientConfig = { ...options.clientConfig, ...(endpoint ? { endpoint } : {}) };
    return sdk.fromIni({ ...options, clientConfig, ignoreCache: true } as never);
  }
  if (env.AWS_WEB_IDENTITY_TOKEN_FILE && env.AWS_ROLE_ARN) return sdk.fromTokenFile(init);
  const container = env.AWS_CONTAINER_CREDENTIALS_RELATIVE_URI || env.AWS_CONTAINER_CREDENTIALS_FULL_URI;
  // Whoever asks asks again: waiting in between is ours.
  if (container) return sdk.fromHttp({ ...options, maxRetries: 0 } as never);
  return sdk.fromNodeProviderChain(init);
}
