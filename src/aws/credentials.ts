// Who we are: one provider for each connection, shared by all its clients.
import { credentialMarginMs } from '../../config/budgets.ts';
import type { Clock } from '../lib/clock.ts';
import { silentLogger, type Transport } from './transport.ts';

export interface Connection {
  readonly id: string;
  readonly profile?: string;
  /** Taken on with the credentials of the connection `source`. */
  readonly roleArn?: string;
  readonly source?: string;
  readonly externalId?: string;
  /** The device whose code the role asks for. */
  readonly mfaSerial?: string;
  readonly endpointUrl?: string;
  /** Calls that change something may leave the process; else the gate refuses them. */
  readonly write?: boolean;
  /** Fixed keys, for the embedded AWS. */
  readonly credentials?: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken?: string;
  };
}

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
  readonly expiration?: Date | undefined;
}

export type CredentialProvider = () => Promise<Credentials>;

/** The SDK's own type does not allow an absent field to be there as undefined. */
type AwsKeys = { [Name in keyof Credentials]: Exclude<Credentials[Name], undefined> };

export interface SigningIn {
  readonly connection: Connection;
  readonly region: string;
  readonly transport: Transport;
  readonly clock: Clock;
  /** Past any proxy. */
  readonly direct: boolean;
  /** The credentials a role is taken on with; absent: those of the connection's own profile. */
  readonly source?: CredentialProvider | undefined;
}

export function createCredentialProvider(signingIn: SigningIn): CredentialProvider {
  const { credentials: fixed, roleArn } = signingIn.connection;
  const provider: CredentialProvider =
    fixed !== undefined && roleArn === undefined
      ? async () => ({ ...fixed })
      : createLazily(() => createSigningIn(signingIn));
  return shareCredentials(provider, signingIn.clock);
}

async function createSigningIn({
  connection,
  region,
  transport,
  direct,
  source,
}: SigningIn): Promise<CredentialProvider> {
  const { fromNodeProviderChain, fromTemporaryCredentials } = await import('@aws-sdk/credential-providers');
  const { profile, roleArn, endpointUrl, externalId } = connection;
  const named = profile === undefined ? {} : { profile };
  // Signing in (SSO, STS) needs the proxy and the time-outs as much as any call.
  const clientConfig = { requestHandler: await transport.handler(direct), logger: silentLogger, maxAttempts: 1 };
  // Node keeps the shared files' text for ever unless told otherwise: a renewal must read them again.
  const chain = () => fromNodeProviderChain({ ...named, clientConfig, logger: silentLogger, ignoreCache: true });
  if (roleArn === undefined) return chain();
  const endpoint = endpointUrl === undefined ? {} : { endpoint: endpointUrl };
  return fromTemporaryCredentials({
    masterCredentials: source ? async () => ({ ...(await source()) }) as AwsKeys : chain(),
    params: { RoleArn: roleArn, RoleSessionName: 'vaultop', ...(externalId ? { ExternalId: externalId } : {}) },
    clientConfig: { ...clientConfig, ...named, ...endpoint, region },
    logger: silentLogger,
  });
}

/** Makes the provider on first use: nothing of the SDK loads before. */
function createLazily(make: () => Promise<CredentialProvider>): CredentialProvider {
  let made: Promise<CredentialProvider> | undefined;
  return async () => {
    made ??= make();
    return (await made)();
  };
}

/** One sign-in for all who ask at once; kept until shortly before it ends. A failure is kept for nobody. */
export function shareCredentials(provider: CredentialProvider, clock: Pick<Clock, 'now'>): CredentialProvider {
  let known: Credentials | undefined;
  let asking: Promise<Credentials> | undefined;

  const isFresh = ({ expiration }: Credentials) =>
    expiration === undefined || expiration.getTime() - clock.now() > credentialMarginMs;

  return async () => {
    if (known !== undefined && isFresh(known)) return known;
    asking ??= provider()
      .then((credentials) => {
        known = credentials;
        return credentials;
      })
      .finally(() => {
        asking = undefined;
      });
    return asking;
  };
}
