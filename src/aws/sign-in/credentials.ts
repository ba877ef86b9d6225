// One credential provider for each connection, shared by all its clients.
import { credentialMarginMs } from '../../../config/budgets.ts';
import type { Clock } from '../../lib/clock.ts';
import { defined } from '../../lib/defined.ts';
import type { ClockSkew } from '../errors/clock-skew.ts';
import { silentLogger, type Transport } from '../transport/transport.ts';
import type { CredentialPrograms } from './credential-programs.ts';
import { findSource } from './credential-source.ts';
import type { MfaRefusals } from './mfa-refusals.ts';
import type { RoleArguments, RoleSessions } from './role-sessions.ts';
import type { SignIn } from './sign-in.ts';

export interface Connection {
  readonly id: string;
  readonly profile?: string;
  /** The role to assume with the credentials of the connection `source`. */
  readonly roleArn?: string;
  readonly source?: string;
  readonly externalId?: string;
  /** The MFA device whose code the role requires. */
  readonly mfaSerial?: string;
  readonly endpointUrl?: string;
  /** Mutating calls may be sent; otherwise the gate refuses them. */
  readonly write?: boolean;
  /** Mutating calls may be sent while a person has allowed it for a time. */
  readonly timedWrite?: true;
  /** URLs of the queues of live events: the gate allows receiving and deleting their messages. */
  readonly eventQueues?: readonly string[];
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

/** The SDK's type does not allow a member to be present with the value undefined. */
type AwsKeys = { [Name in keyof Credentials]: Exclude<Credentials[Name], undefined> };

export interface SharedProvider extends CredentialProvider {
  /** A person is being asked: a program that waits for a person must not be started a second time. */
  isAsking(): boolean;
  /** The credentials that were returned last. */
  latest(): Credentials | undefined;
}

export interface SigningIn {
  readonly connection: Connection;
  readonly region: string;
  /** The HTTP handler for the connection's route. */
  readonly handler: () => ReturnType<Transport['handler']>;
  readonly clock: Pick<Clock, 'now'>;
  /** The credentials that assume the role; absent: those of the connection's own profile. */
  readonly source?: CredentialProvider | undefined;
  /** The cache of role sessions; absent: there is none. */
  readonly sessions?: RoleSessions | undefined;
  /** Access keys of sessions that AWS refused before they ended. */
  readonly refused?: ReadonlySet<string> | undefined;
  /** Asks for the code that the MFA device shows. */
  readonly mfa?: MfaRefusals | undefined;
  readonly programs: CredentialPrograms;
  /** The connection uses the embedded AWS. */
  readonly direct?: boolean;
  /** The clock skew for signing requests that assume roles. */
  readonly skew: Pick<ClockSkew, 'offsetMs'>;
  /** Called when the source of the connection's credentials is known. */
  readonly foundSource?: ((signIn: SignIn) => void) | undefined;
  readonly env?: NodeJS.ProcessEnv;
}

export function createCredentialProvider(signingIn: SigningIn): SharedProvider {
  const { credentials: fixed, roleArn } = signingIn.connection;
  const provider: CredentialProvider =
    fixed !== undefined && roleArn === undefined
      ? async () => ({ ...fixed })
      : createLazily(() => createSigningIn(signingIn));
  return shareCredentials(provider, signingIn.clock);
}

async function createSigningIn(signingIn: SigningIn): Promise<CredentialProvider> {
  const { sessions, refused, clock, mfa } = signingIn;
  const fresh = await createFresh(signingIn);
  const provider: CredentialProvider = () =>
    fresh().catch((error: unknown) => {
      mfa?.failed(error);
      throw error;
    });
  const args = sessions && (await roleArguments(signingIn));
  if (!args) return provider;
  return async () => {
    const kept = await sessions.read(args);
    if (kept && isFresh(kept, clock) && !refused?.has(kept.accessKeyId)) return kept;
    const made = await provider();
    await sessions.write(args, made);
    return made;
  };
}

/**
 * The environment may require FIPS or dual-stack endpoints, which the SDK refuses together with an explicit endpoint.
 */
export const plainEndpoint = { useFipsEndpoint: false, useDualstackEndpoint: false };

const sessionName = 'vaultop';

async function createFresh(signingIn: SigningIn): Promise<CredentialProvider> {
  const { connection, region, handler, source, mfa, programs, skew } = signingIn;
  const { profile, roleArn, endpointUrl, externalId, mfaSerial } = connection;
  const named = profile === undefined ? {} : { profile };
  const asking = mfa ? { mfaCodeProvider: mfa.code } : {};
  // The sign-in (SSO, STS) needs the proxy and the time-outs like any call.
  const base = { requestHandler: await handler(), logger: silentLogger, maxAttempts: 1, retryMode: 'standard' };
  const plain = signingIn.direct ? plainEndpoint : {};
  const clientConfig = () => ({ ...base, ...plain, systemClockOffset: skew.offsetMs() });
  // Selected again at each request: another source may have been configured since.
  // If a profile has no Region, the connection's Region is used for STS: us-east-1 is in another partition for some
  // accounts.
  const parentClientConfig = { region: async () => region };
  const requested = { ...named, ...asking, parentClientConfig, logger: silentLogger };
  const own = () =>
    programs.startedFor(connection.id, async () => {
      const found = await findSource({ ...requested, clientConfig: clientConfig() }, process.env);
      signingIn.foundSource?.(found.signIn);
      return found.provider();
    });
  if (roleArn === undefined) return own;
  const { fromTemporaryCredentials } = await import('@aws-sdk/credential-providers');
  const { configuredEndpoint } = await import('./shared-config.ts');
  const address = endpointUrl ?? (await configuredEndpoint('sts', profile));
  const endpoint = address === undefined ? {} : { endpoint: address };
  return fromTemporaryCredentials({
    masterCredentials: async () => ({ ...(await (source ?? own)()) }) as AwsKeys,
    params: {
      RoleArn: roleArn,
      RoleSessionName: sessionName,
      ...(externalId ? { ExternalId: externalId } : {}),
      ...(mfaSerial ? { SerialNumber: mfaSerial } : {}),
    },
    ...asking,
    clientConfig: { ...clientConfig(), ...named, ...endpoint, region },
    logger: silentLogger,
  });
}

/** undefined: no role is assumed by STS, so there is no session to cache. */
async function roleArguments({ connection, env = process.env }: SigningIn): Promise<RoleArguments | undefined> {
  const { roleArn, externalId, mfaSerial, endpointUrl } = connection;
  const { readProfile } = await import('./shared-config.ts');
  // Keys in the environment override the default profile, but not a named profile.
  const name = connection.profile ?? (env.AWS_PROFILE || (env.AWS_ACCESS_KEY_ID ? undefined : 'default'));
  const profile = name === undefined ? undefined : await readProfile(name);
  const endpoint = endpointUrl ?? env.AWS_ENDPOINT_URL_STS ?? env.AWS_ENDPOINT_URL ?? profile?.endpoint;
  if (roleArn !== undefined) {
    return defined({
      RoleArn: roleArn,
      RoleSessionName: sessionName,
      ExternalId: externalId,
      SerialNumber: mfaSerial,
      EndpointUrl: endpoint,
    });
  }
  if (!profile?.roleArn || !(profile.sourceProfile ?? profile.credentialSource)) return undefined;
  return defined({
    RoleArn: profile.roleArn,
    RoleSessionName: profile.roleSessionName,
    ExternalId: profile.externalId,
    SerialNumber: profile.mfaSerial,
    DurationSeconds: profile.durationSeconds,
    EndpointUrl: endpoint,
  });
}

const isFresh = ({ expiration }: Credentials, clock: Pick<Clock, 'now'>): boolean =>
  expiration === undefined || expiration.getTime() - clock.now() > credentialMarginMs;

/** Creates the provider at its first use: nothing of the SDK is loaded before. */
function createLazily(make: () => Promise<CredentialProvider>): CredentialProvider {
  let made: Promise<CredentialProvider> | undefined;
  return async () => {
    made ??= make();
    // A CA bundle that cannot be read now may be readable at the next attempt.
    made.catch(() => {
      made = undefined;
    });
    return (await made)();
  };
}

/**
 * Callers at the same time share one sign-in; its credentials are cached until shortly before they expire. A failure is
 * not cached.
 */
export function shareCredentials(provider: CredentialProvider, clock: Pick<Clock, 'now'>): SharedProvider {
  let known: Credentials | undefined;
  let asking: Promise<Credentials> | undefined;

  const share = async () => {
    if (known !== undefined && isFresh(known, clock)) return known;
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
  return Object.assign(share, { latest: () => known, isAsking: () => asking !== undefined });
}
