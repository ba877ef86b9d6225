// Who we are: one provider for each connection, shared by all its clients.
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
  /** Taken on with the credentials of the connection `source`. */
  readonly roleArn?: string;
  readonly source?: string;
  readonly externalId?: string;
  /** The device whose code the role asks for. */
  readonly mfaSerial?: string;
  readonly endpointUrl?: string;
  /** Calls that change something may leave the process; else the gate refuses them. */
  readonly write?: boolean;
  /** Addresses of the queues that live events are taken from: the gate lets their messages be received and deleted. */
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

/** The SDK's own type does not allow an absent field to be there as undefined. */
type AwsKeys = { [Name in keyof Credentials]: Exclude<Credentials[Name], undefined> };

export interface SharedProvider extends CredentialProvider {
  /** Somebody is being asked: a program that waits for a person shall not be started a second time. */
  isAsking(): boolean;
  /** What it gave last. */
  latest(): Credentials | undefined;
}

export interface SigningIn {
  readonly connection: Connection;
  readonly region: string;
  /** Sockets by the way that the connection goes. */
  readonly handler: () => ReturnType<Transport['handler']>;
  readonly clock: Pick<Clock, 'now'>;
  /** The credentials a role is taken on with; absent: those of the connection's own profile. */
  readonly source?: CredentialProvider | undefined;
  /** Where sessions of roles are kept; absent: nowhere. */
  readonly sessions?: RoleSessions | undefined;
  /** Access keys of sessions that AWS refused although they had not ended. */
  readonly refused?: ReadonlySet<string> | undefined;
  /** Asks for the code that a device shows now. */
  readonly mfa?: MfaRefusals | undefined;
  readonly programs: CredentialPrograms;
  /** It asks the embedded AWS. */
  readonly direct?: boolean;
  /** By whose time roles are asked for. */
  readonly skew: Pick<ClockSkew, 'offsetMs'>;
  /** It is known how the connection's own credentials come about. */
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

/** The machine may want FIPS or dual-stack addresses, which the SDK refuses beside an address that is named. */
export const plainEndpoint = { useFipsEndpoint: false, useDualstackEndpoint: false };

const sessionName = 'vaultop';

async function createFresh(signingIn: SigningIn): Promise<CredentialProvider> {
  const { connection, region, handler, source, mfa, programs, skew } = signingIn;
  const { profile, roleArn, endpointUrl, externalId, mfaSerial } = connection;
  const named = profile === undefined ? {} : { profile };
  const asking = mfa ? { mfaCodeProvider: mfa.code } : {};
  // Signing in (SSO, STS) needs the proxy and the time-outs as much as any call.
  const base = { requestHandler: await handler(), logger: silentLogger, maxAttempts: 1, retryMode: 'standard' };
  const plain = signingIn.direct ? plainEndpoint : {};
  const clientConfig = () => ({ ...base, ...plain, systemClockOffset: skew.offsetMs() });
  // Asked for anew each time: another source may have been named since.
  // Where a profile names no Region, STS is asked in ours: us-east-1 lies in another partition for some.
  const parentClientConfig = { region: async () => region };
  const asked = { ...named, ...asking, parentClientConfig, logger: silentLogger };
  const own = () =>
    programs.startedFor(connection.id, async () => {
      const found = await findSource({ ...asked, clientConfig: clientConfig() }, process.env);
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

/** undefined: no role is taken on by STS, so there is no session to keep. */
async function roleArguments({ connection, env = process.env }: SigningIn): Promise<RoleArguments | undefined> {
  const { roleArn, externalId, mfaSerial, endpointUrl } = connection;
  const { readProfile } = await import('./shared-config.ts');
  // Keys in the environment go before the default profile, not before one that is named.
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

/** Makes the provider on first use: nothing of the SDK loads before. */
function createLazily(make: () => Promise<CredentialProvider>): CredentialProvider {
  let made: Promise<CredentialProvider> | undefined;
  return async () => {
    made ??= make();
    // A CA bundle that cannot be read now may be there on the next try.
    made.catch(() => {
      made = undefined;
    });
    return (await made)();
  };
}

/** One sign-in for all who ask at once; kept until shortly before it ends. A failure is kept for nobody. */
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
