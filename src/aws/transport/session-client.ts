// Opens the client of one service with the credentials of a session.
import type { NextTurn } from '../../lib/process/turns.ts';
import type { ClockSkew } from '../errors/clock-skew.ts';
import type { Service } from '../operations.ts';
import { type Connection, plainEndpoint } from '../sign-in/credentials.ts';
import { configuredEndpoint } from '../sign-in/shared-config.ts';
import type { Client } from './clients.ts';
import type { ConnectionSession, ConnectionSessions } from './connection-sessions.ts';
import { type createSdkLoader, openSdkClient, sendCommand } from './open-client.ts';
import { clientLogger } from './transport.ts';

export interface ClientOpening {
  readonly byId: ReadonlyMap<string, Connection>;
  readonly sessions: ConnectionSessions;
  readonly loader: ReturnType<typeof createSdkLoader>;
  readonly skew: Pick<ClockSkew, 'offsetMs'>;
  readonly nextTurn: NextTurn;
  /** The credentials of the connection were refused. */
  forget(connection: Connection): void;
}

export interface ClientAddress {
  readonly connection: Connection;
  readonly session: ConnectionSession;
  readonly region: string;
  readonly service: Service;
}

export async function openSessionClient(opening: ClientOpening, address: ClientAddress): Promise<Client> {
  const { byId, sessions, loader, nextTurn } = opening;
  const { connection, session, region, service } = address;
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
    if (byId.get(connection.id) === connection) from = sessions.of(connection, region);
    return from.provider();
  };
  const client = openSdkClient(sdk, service, {
    region,
    credentials,
    requestHandler,
    logger: clientLogger,
    systemClockOffset: opening.skew.offsetMs(),
    ...protocol,
    ...(profile === undefined ? {} : { profile }),
    ...(endpointUrl === undefined ? {} : { endpoint: endpointUrl }),
    ...(sessions.isDirect(connection) ? plainEndpoint : {}),
  });
  await nextTurn(true);
  return {
    send: (operation, input, signal) => sendCommand({ client, sdk, service }, { operation, input }, signal),
    forget() {
      if (sessions.refuse(connection.id, from)) opening.forget(connection);
    },
  };
}

function endpointOf(
  service: Service,
  { profile }: Connection,
  { endpoints }: ConnectionSession,
): Promise<string | undefined> {
  const found = endpoints.get(service) ?? configuredEndpoint(service, profile);
  endpoints.set(service, found);
  return found;
}
