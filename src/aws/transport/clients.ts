// One SDK client for each connection, Region and service, created at its first use.
import type { Clock } from '../../lib/clock.ts';
import { createTurns, type NextTurn } from '../../lib/process/turns.ts';
import type { ClockSkew } from '../errors/clock-skew.ts';
import { AwsProblemError } from '../errors/errors.ts';
import { unknownConnection } from '../errors/refusal-texts.ts';
import type { Service } from '../operations.ts';
import type { CredentialPrograms } from '../sign-in/credential-programs.ts';
import type { Connection } from '../sign-in/credentials.ts';
import type { PromptForCode } from '../sign-in/mfa-refusals.ts';
import type { RoleSessions } from '../sign-in/role-sessions.ts';
import { configuredAws } from '../sign-in/shared-config.ts';
import type { SignIn } from '../sign-in/sign-in.ts';
import { type SignInAhead, signInAhead } from '../sign-in/sign-in-ahead.ts';
import { createConnectionSessions } from './connection-sessions.ts';
import { createSdkLoader } from './open-client.ts';
import { openSessionClient } from './session-client.ts';
import type { Transport } from './transport.ts';

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
  /** When a person has to sign in again, and how; empty before the first sign-in. */
  signInAhead(id: string): Promise<SignInAhead>;
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

export function createClients(options: ClientsOptions): Clients {
  const { connections, ...signingIn } = options;
  const { nextTurn = createTurns(), skew } = signingIn;
  const byId = new Map(connections.map((connection) => [connection.id, connection]));
  const sessions = createConnectionSessions({ ...signingIn, byId });
  /** Read again at each sign-in, like the endpoints. */
  const addresses = new Map<string, Promise<string>>();
  const opening = { byId, sessions, loader: createSdkLoader(nextTurn), skew, nextTurn, forget };

  /** Together with the source's credentials: a problem of a role may come from its source. */
  function forget({ id, source }: Connection): void {
    sessions.forget(id);
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
      sessions.remove(connection.id);
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
      return sessions.signInOf(id) ?? sessions.signInOf(source);
    },
    async signIn(id, region) {
      const connection = byId.get(id);
      if (connection) await sessions.of(connection, region).provider();
    },
    async signInAhead(id) {
      const { source = id, mfaSerial } = byId.get(id) ?? {};
      const signIn = sessions.signInOf(id) ?? sessions.signInOf(source);
      if (!signIn) return {};
      const ahead = await signInAhead(signIn, sessions.latest(source));
      // A role that asks for a code ends on its own, and :mfa signs in.
      const ofRole = mfaSerial === undefined ? undefined : sessions.latest(id)?.expiration?.getTime();
      return ofRole === undefined ? ahead : { expiresAt: Math.min(ofRole, ahead.expiresAt ?? ofRole) };
    },
    async get(id, region, service) {
      const connection = byId.get(id);
      if (connection === undefined) throw new AwsProblemError(unknownConnection(id));
      const session = sessions.of(connection, region);
      const key = `${region}/${service}`;
      const client = session.clients.get(key) ?? openSessionClient(opening, { connection, session, region, service });
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
