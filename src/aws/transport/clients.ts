// One SDK client for each connection, Region and service, created at its first use.
import type { Clock } from '../../lib/clock.ts';
import { createTurns, type NextTurn } from '../../lib/process/turns.ts';
import type { ClockSkew } from '../errors/clock-skew.ts';
import { AwsProblemError } from '../errors/errors.ts';
import { unknownConnection } from '../errors/problem-texts.ts';
import type { Service } from '../operations.ts';
import type { CredentialPrograms } from '../sign-in/credential-programs.ts';
import {
  type Connection,
  createCredentialProvider,
  plainEndpoint,
  type SharedProvider,
} from '../sign-in/credentials.ts';
import { createMfaRefusals, type PromptForCode } from '../sign-in/mfa-refusals.ts';
import type { RoleSessions } from '../sign-in/role-sessions.ts';
import { configuredAws, configuredEndpoint, findCaBundle } from '../sign-in/shared-config.ts';
import type { SignIn } from '../sign-in/sign-in.ts';
import { createSdkLoader, openSdkClient, sendCommand } from './open-client.ts';
import { clientLogger, type Transport } from './transport.ts';

export interface Client {
  send(operation: string, input: object, signal: AbortSignal): Promise<unknown>;
  /** AWS refused the credentials of this client: they are not used any more. Newer ones stay. */
  forget(): void;
}

export interface Clients {
  get(connection: string, region: string, service: Service): Promise<Client>;
  connection(id: string): Connection | undefined;
  /** Adds a connection, or replaces the one with its id; returns whether the connection differs. */
  connect(connection: Connection): boolean;
  /** The endpoint or endpoints: responses of one endpoint are not valid for another. */
  address(id: string): Promise<string>;
  /** The source of the credentials, after the first sign-in or attempt. */
  signInOf(id: string): SignIn | undefined;
  /** Signs in if necessary, and loads the credentials. */
  signIn(id: string, region: string): Promise<void>;
  forget(id: string): void;
  close(): void;
}

export interface ClientsOptions {
  readonly connections: readonly Connection[];
  readonly clock: Clock;
  readonly transport: Transport;
  readonly programs: CredentialPrograms;
  /** The clock skew for signing in new clients. */
  readonly skew: Pick<ClockSkew, 'offsetMs'>;
  readonly sessions?: RoleSessions | undefined;
  readonly mfaCode?: PromptForCode | undefined;
  readonly env?: NodeJS.ProcessEnv;
  readonly nextTurn?: NextTurn;
}

/** The state of one sign-in of a connection. SDK clients cache credentials themselves, so they belong to it. */
interface Session {
  readonly handler: () => ReturnType<Transport['handler']>;
  readonly provider: SharedProvider;
  /** Endpoints in the profile, by service. */
  readonly endpoints: Map<Service, Promise<string | undefined>>;
  readonly clients: Map<string, Promise<Client>>;
}

export function createClients(options: ClientsOptions): Clients {
  const { connections, mfaCode, ...signingIn } = options;
  const { transport, env = process.env, nextTurn = createTurns() } = signingIn;
  const byId = new Map(connections.map((connection) => [connection.id, connection]));
  const sessions = new Map<string, Session>();
  /** Read again at each sign-in, like the endpoints. */
  const addresses = new Map<string, Promise<string>>();
  /** Access keys that AWS refused before they expired. */
  const refused = new Set<string>();
  const signIns = new Map<string, SignIn>();
  const mfa = mfaCode && createMfaRefusals(mfaCode);
  const loader = createSdkLoader(nextTurn);

  /** The embedded AWS, and the roles in it, are reached without a proxy. */
  const isDirect = ({ id, source, credentials }: Connection): boolean =>
    credentials !== undefined || (source !== undefined && source !== id && byId.get(source)?.credentials !== undefined);

  /** The profile's settings are read once for each sign-in. */
  function createHandler(connection: Connection): Session['handler'] {
    let caBundle: ReturnType<typeof findCaBundle> | undefined;
    return async () => {
      const { profile, credentials } = connection;
      const direct = isDirect(connection);
      // The machine's network settings do not apply to the embedded AWS.
      if (direct) return transport.handler({ direct });
      caBundle ??= findCaBundle(env, credentials ? undefined : (profile ?? (env.AWS_PROFILE || 'default')));
      return transport.handler({ direct, caBundle: await caBundle });
    };
  }

  function sessionOf(connection: Connection, region: string): Session {
    const known = sessions.get(connection.id);
    if (known !== undefined) return known;
    const from = byId.get(connection.source ?? connection.id);
    // Looked up again at each request: the source may have signed in again since.
    const source = from && from !== connection ? () => sessionOf(from, region).provider() : undefined;
    const handler = createHandler(connection);
    const foundSource = (signIn: SignIn) => void signIns.set(connection.id, signIn);
    const own = { connection, region, handler, source, refused, foundSource, direct: isDirect(connection) };
    const provider = createCredentialProvider({ ...signingIn, ...own, mfa });
    const made: Session = { handler, provider, endpoints: new Map(), clients: new Map() };
    sessions.set(connection.id, made);
    return made;
  }

  function endpointOf(service: Service, { profile }: Connection, { endpoints }: Session) {
    const found = endpoints.get(service) ?? configuredEndpoint(service, profile);
    endpoints.set(service, found);
    return found;
  }

  async function open(connection: Connection, session: Session, region: string, service: Service): Promise<Client> {
    const sdk = await loader.sdk(service);
    const { profile, endpointUrl = await endpointOf(service, connection, session) } = connection;
    const protocol = await loader.protocol(service);
    // Many clients are created at the start, each takes some ms, and key presses are handled in between.
    await nextTurn(true);
    const requestHandler = await session.handler();
    await nextTurn(true);
    let from = session;
    // A request that waited during a new sign-in uses the newer credentials: a second sign-in would use up its MFA
    // code.
    const credentials = () => {
      if (byId.get(connection.id) === connection) from = sessionOf(connection, region);
      return from.provider();
    };
    const client = openSdkClient(sdk, service, {
      region,
      credentials,
      requestHandler,
      logger: clientLogger,
      systemClockOffset: options.skew.offsetMs(),
      ...protocol,
      ...(profile === undefined ? {} : { profile }),
      ...(endpointUrl === undefined ? {} : { endpoint: endpointUrl }),
      ...(isDirect(connection) ? plainEndpoint : {}),
    });
    await nextTurn(true);
    return {
      send: (operation, input, signal) => sendCommand({ client, sdk, service }, { operation, input }, signal),
      forget() {
        const key = from.provider.latest()?.accessKeyId;
        if (key !== undefined) refused.add(key);
        if (sessions.get(connection.id) === from) forget(connection);
      },
    };
  }

  /** Together with the source's credentials: a problem of a role may come from its source. */
  function forget({ id, source }: Connection): void {
    if (!sessions.get(id)?.provider.isAsking()) sessions.delete(id);
    addresses.delete(id);
    const from = source === undefined ? undefined : byId.get(source);
    if (from && from.id !== id) forget(from);
  }

  return {
    connection: (id) => byId.get(id),
    connect(connection) {
      const before = byId.get(connection.id);
      // An equal connection keeps its sign-in.
      if (JSON.stringify(before) === JSON.stringify(connection)) return false;
      byId.set(connection.id, connection);
      sessions.delete(connection.id);
      signIns.delete(connection.id);
      addresses.delete(connection.id);
      return before !== undefined;
    },
    address(id) {
      const { profile, endpointUrl } = byId.get(id) ?? {};
      if (endpointUrl !== undefined) return Promise.resolve(endpointUrl);
      const found = addresses.get(id) ?? configuredAws(profile);
      addresses.set(id, found);
      return found;
    },
    signInOf(id) {
      const { source = id } = byId.get(id) ?? {};
      return signIns.get(id) ?? signIns.get(source);
    },
    async signIn(id, region) {
      const connection = byId.get(id);
      if (connection) await sessionOf(connection, region).provider();
    },
    async get(id, region, service) {
      const connection = byId.get(id);
      if (connection === undefined) throw new AwsProblemError(unknownConnection(id));
      const session = sessionOf(connection, region);
      const key = `${region}/${service}`;
      const client = session.clients.get(key) ?? open(connection, session, region, service);
      session.clients.set(key, client);
      client.catch(() => session.clients.delete(key));
      return client;
    },
    forget(id) {
      const connection = byId.get(id);
      if (connection) forget(connection);
    },
    // The clients' own destroy() would only destroy the shared sockets, which the transport does.
    close: () => sessions.clear(),
  };
}
