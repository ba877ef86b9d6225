// One SDK client for each (connection, Region, service), made when it is first needed.
import type { Clock } from '../../lib/clock.ts';
import { createTurns, type NextTurn } from '../../lib/process/turns.ts';
import type { ClockSkew } from '../errors/clock-skew.ts';
import { AwsProblemError } from '../errors/errors.ts';
import { unknownConnection } from '../errors/problem-texts.ts';
import { isReadOnly } from '../gate.ts';
import type { Service } from '../operations.ts';
import { requiredPath } from '../responses/answer-members.ts';
import { collectBody } from '../responses/body-collector.ts';
import { createLongAnswerProtocol } from '../responses/long-answers.ts';
import { fitToSchema } from '../responses/misfit.ts';
import { collectObject } from '../responses/object-body.ts';
import { keepUnknownInput } from '../responses/unknown-members.ts';
import type { CredentialPrograms } from '../sign-in/credential-programs.ts';
import {
  type Connection,
  createCredentialProvider,
  plainEndpoint,
  type SharedProvider,
} from '../sign-in/credentials.ts';
import { type AskForCode, createMfaRefusals } from '../sign-in/mfa-refusals.ts';
import type { RoleSessions } from '../sign-in/role-sessions.ts';
import { configuredAws, configuredEndpoint, findCaBundle } from '../sign-in/shared-config.ts';
import type { SignIn } from '../sign-in/sign-in.ts';
import { clientModules, loadSdk } from './load-sdk.ts';
import { clientLogger, type Transport } from './transport.ts';

export interface Client {
  send(operation: string, input: object, signal: AbortSignal): Promise<unknown>;
  /** AWS refused the credentials it was made with: they are used no more. Newer ones stay. */
  forget(): void;
}

export interface Clients {
  get(connection: string, region: string, service: Service): Promise<Client>;
  connection(id: string): Connection | undefined;
  /** Adds a connection, or replaces the one of that id; whether it is another one then. */
  connect(connection: Connection): boolean;
  /** Which AWS it asks, by its address or addresses: answers of one are not another's. */
  address(id: string): Promise<string>;
  /** How its credentials come about, once somebody has signed in or tried to. */
  signInOf(id: string): SignIn | undefined;
  /** Its credentials, signing in where need be. */
  signIn(id: string, region: string): Promise<void>;
  forget(id: string): void;
  close(): void;
}

export interface ClientsOptions {
  readonly connections: readonly Connection[];
  readonly clock: Clock;
  readonly transport: Transport;
  readonly programs: CredentialPrograms;
  /** By whose time new clients sign. */
  readonly skew: Pick<ClockSkew, 'offsetMs'>;
  readonly sessions?: RoleSessions | undefined;
  readonly mfaCode?: AskForCode | undefined;
  readonly env?: NodeJS.ProcessEnv;
  readonly nextTurn?: NextTurn;
}

interface SdkClient {
  send(command: object, options: { abortSignal: AbortSignal }): Promise<unknown>;
}
type SdkModule = Record<string, new (input: object) => SdkClient & object>;

const clientNames: Record<Service, string> = {
  backup: 'BackupClient',
  cloudtrail: 'CloudTrailClient',
  cloudwatch: 'CloudWatchClient',
  sts: 'STSClient',
  account: 'AccountClient',
  organizations: 'OrganizationsClient',
  sqs: 'SQSClient',
  'resource-explorer-2': 'ResourceExplorerClient',
  tagging: 'TaggingClient',
  ec2: 'Ec2Client',
  rds: 'RdsClient',
  cloudformation: 'CloudFormationClient',
  kms: 'KmsClient',
};

/** What belongs to one sign-in of a connection. SDK clients keep credentials themselves, so they go with it. */
interface Session {
  readonly handler: () => ReturnType<Transport['handler']>;
  readonly provider: SharedProvider;
  /** Addresses that the profile names, by service. */
  readonly endpoints: Map<Service, Promise<string | undefined>>;
  readonly clients: Map<string, Promise<Client>>;
}

export function createClients(options: ClientsOptions): Clients {
  const { connections, mfaCode, ...signingIn } = options;
  const { transport, env = process.env, nextTurn = createTurns() } = signingIn;
  const byId = new Map(connections.map((connection) => [connection.id, connection]));
  const sessions = new Map<string, Session>();
  /** Read again with each sign-in, as the endpoints are. */
  const addresses = new Map<string, Promise<string>>();
  /** Access keys that AWS did not take although they had not ended. */
  const refused = new Set<string>();
  const signIns = new Map<string, SignIn>();
  const mfa = mfaCode && createMfaRefusals(mfaCode);
  const sdks = new Map<Service, Promise<SdkModule>>();
  let loaded: Promise<void> | undefined;
  let longAnswers: ReturnType<typeof createLongAnswerProtocol> | undefined;

  /** Each is loaded when it is first needed, in a turn of its own: together they take some frames. */
  function sdkOf(service: Service): Promise<SdkModule> {
    const known = sdks.get(service) ?? nextTurn(true).then(async () => (await clientModules[service]()) as SdkModule);
    sdks.set(service, known);
    return known;
  }

  /** The embedded AWS is reached past any proxy, and so are the roles in it. */
  const isDirect = ({ id, source, credentials }: Connection): boolean =>
    credentials !== undefined || (source !== undefined && source !== id && byId.get(source)?.credentials !== undefined);

  /** What the profile says of it is read once for each sign-in. */
  function createHandler(connection: Connection): Session['handler'] {
    let caBundle: ReturnType<typeof findCaBundle> | undefined;
    return async () => {
      const { profile, credentials } = connection;
      const direct = isDirect(connection);
      // What the machine says of the way to AWS is not said of the embedded one.
      if (direct) return transport.handler({ direct });
      caBundle ??= findCaBundle(env, credentials ? undefined : (profile ?? (env.AWS_PROFILE || 'default')));
      return transport.handler({ direct, caBundle: await caBundle });
    };
  }

  function sessionOf(connection: Connection, region: string): Session {
    const known = sessions.get(connection.id);
    if (known !== undefined) return known;
    const from = byId.get(connection.source ?? connection.id);
    // Asked for anew each time: the source may have signed in again since.
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
    loaded ??= loadSdk(nextTurn);
    await loaded;
    const sdk = await sdkOf(service);
    const { profile, endpointUrl = await endpointOf(service, connection, session) } = connection;
    longAnswers ??= createLongAnswerProtocol(nextTurn);
    const protocol = service === 'backup' ? { protocol: await longAnswers } : {};
    // Many are made at the start, each takes some ms, and keys are answered in between.
    await nextTurn(true);
    const requestHandler = await session.handler();
    await nextTurn(true);
    let from = session;
    // Who waited while somebody signed in again asks as the newer sign-in does: two would use up its MFA code.
    const credentials = () => {
      if (byId.get(connection.id) === connection) from = sessionOf(connection, region);
      return from.provider();
    };
    const client = new sdk[clientNames[service]]!({
      region,
      credentials,
      requestHandler,
      // Retries are ours: each attempt waits for its budget and is counted, whatever a profile says of retries.
      maxAttempts: 1,
      retryMode: 'standard',
      logger: clientLogger,
      systemClockOffset: options.skew.offsetMs(),
      // The SDK's own asks whether it is given a web stream, and Node loads all of those to know.
      streamCollector: service === 'sqs' ? collectObject : collectBody,
      ...protocol,
      ...(profile === undefined ? {} : { profile }),
      ...(endpointUrl === undefined ? {} : { endpoint: endpointUrl }),
      ...(isDirect(connection) ? plainEndpoint : {}),
    });
    await nextTurn(true);
    return {
      async send(operation, input, abortSignal) {
        const whole = service === 'backup' && !isReadOnly(operation) ? keepUnknownInput(input) : input;
        const answer = await client.send(new sdk[`${operation}Command`]!(whole), { abortSignal });
        // AWS Backup's are long, and fitted as they are read.
        return service === 'backup'
          ? answer
          : fitToSchema(sdk[`${operation}$`], answer, requiredPath(service, operation));
      },
      forget() {
        const key = from.provider.latest()?.accessKeyId;
        if (key !== undefined) refused.add(key);
        if (sessions.get(connection.id) === from) forget(connection);
      },
    };
  }

  /** With what it was taken on with: a role's trouble may be that of its source. */
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
      // The same again keeps its sign-in.
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
