// One session for each sign-in of a connection: its credentials, its settings in the profile, its SDK clients.
import type { Service } from '../operations.ts';
import {
  type Connection,
  type Credentials,
  createCredentialProvider,
  type SharedProvider,
} from '../sign-in/credentials.ts';
import { createMfaRefusals } from '../sign-in/mfa-refusals.ts';
import { findCaBundle } from '../sign-in/shared-config.ts';
import type { SignIn } from '../sign-in/sign-in.ts';
import type { Client, ClientsOptions } from './clients.ts';
import type { Transport } from './transport.ts';

/** The state of one sign-in of a connection. SDK clients cache credentials themselves, so they belong to it. */
export interface ConnectionSession {
  readonly handler: () => ReturnType<Transport['handler']>;
  readonly provider: SharedProvider;
  /** Endpoints in the profile, by service. */
  readonly endpoints: Map<Service, Promise<string | undefined>>;
  readonly clients: Map<string, Promise<Client>>;
}

export interface ConnectionSessionsOptions extends Omit<ClientsOptions, 'connections'> {
  /** By id. A connection that is replaced is found here anew. */
  readonly byId: ReadonlyMap<string, Connection>;
}

export interface ConnectionSessions {
  /** The session of the connection; a new one where there is none. */
  of(connection: Connection, region: string): ConnectionSession;
  /** The embedded AWS, and the roles in it, are reached without a proxy. */
  isDirect(connection: Connection): boolean;
  /** AWS refused the credentials of the session before they expired. Returns whether it is still the connection's. */
  refuse(id: string, session: ConnectionSession): boolean;
  /** The source of the credentials, after the first sign-in or attempt. */
  signInOf(id: string): SignIn | undefined;
  /** The credentials in use; undefined: none yet. */
  latest(id: string): Credentials | undefined;
  /** The next request signs in anew, unless a sign-in is waiting for a person. */
  forget(id: string): void;
  /** The connection was replaced. */
  remove(id: string): void;
  clear(): void;
}

export function createConnectionSessions({
  byId,
  mfaCode,
  ...signingIn
}: ConnectionSessionsOptions): ConnectionSessions {
  const { transport, env = process.env } = signingIn;
  const sessions = new Map<string, ConnectionSession>();
  /** Access keys that AWS refused before they expired. */
  const refused = new Set<string>();
  const signIns = new Map<string, SignIn>();
  const mfa = mfaCode && createMfaRefusals(mfaCode);

  const isDirect = ({ id, source, credentials }: Connection): boolean =>
    credentials !== undefined || (source !== undefined && source !== id && byId.get(source)?.credentials !== undefined);

  /** The profile's settings are read once for each sign-in. */
  function createHandler(connection: Connection): ConnectionSession['handler'] {
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

  function sessionOf(connection: Connection, region: string): ConnectionSession {
    const known = sessions.get(connection.id);
    if (known !== undefined) return known;
    const from = byId.get(connection.source ?? connection.id);
    // Looked up again at each request: the source may have signed in again since.
    const source = from && from !== connection ? () => sessionOf(from, region).provider() : undefined;
    const handler = createHandler(connection);
    const foundSource = (signIn: SignIn) => void signIns.set(connection.id, signIn);
    const own = { connection, region, handler, source, refused, foundSource, direct: isDirect(connection) };
    const provider = createCredentialProvider({ ...signingIn, ...own, mfa });
    const made: ConnectionSession = { handler, provider, endpoints: new Map(), clients: new Map() };
    sessions.set(connection.id, made);
    return made;
  }

  return {
    of: sessionOf,
    isDirect,
    refuse(id, session) {
      const key = session.provider.latest()?.accessKeyId;
      if (key !== undefined) refused.add(key);
      return sessions.get(id) === session;
    },
    signInOf: (id) => signIns.get(id),
    latest: (id) => sessions.get(id)?.provider.latest(),
    forget(id) {
      if (!sessions.get(id)?.provider.isAsking()) sessions.delete(id);
    },
    remove(id) {
      sessions.delete(id);
      signIns.delete(id);
    },
    clear: () => sessions.clear(),
  };
}
