// The embedded AWS: an HTTP server on loopback that answers as AWS does, out of an estate on a clock.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Clock, systemClock } from '../lib/clock.ts';
import { createEstate } from './estate/estate.ts';
import { createEstateClock } from './estate-clock.ts';
import { type Fault, type FaultKind, slowMs } from './faults.ts';
import { createAccountService, isRegionDisabled } from './services/account/account-service.ts';
import { createBackupService } from './services/backup/backup-service.ts';
import { createCloudTrailService } from './services/cloudtrail/cloudtrail-service.ts';
import { createCloudWatchService } from './services/cloudwatch/cloudwatch-service.ts';
import { createCompanionServices } from './services/companion-services.ts';
import type { Call, CallRecord, FoundOperation, Service, WireAnswer, WireRequest } from './services/service.ts';
import { createStsService } from './services/sts/sts-service.ts';
import { AwsError, accessDenied, missingToken, unknownOperation, unrecognizedClient } from './wire/aws-error.ts';
import { type CredentialScope, readCredentialScope } from './wire/credential-scope.ts';
import { readRequest } from './wire/read-request.ts';

export type { Fault } from './faults.ts';
export type { CallRecord } from './services/service.ts';

export interface EmulatorOptions {
  /** 0 takes one that is free. */
  port?: number;
  host?: string;
  estate?: 'small';
  seed?: string;
  /** Epoch ms: time stands still there. With `speed`, it starts there. */
  now?: number;
  /** How many seconds pass in one. */
  speed?: number;
  account?: string;
  faults?: Fault[];
  clock?: { now(): number; setTimeout?(task: () => void, ms: number): () => void };
}

export interface Emulator {
  url: string;
  port: number;
  /** The latest 100,000 calls, oldest first. */
  calls: readonly CallRecord[];
  setFaults(faults: Fault[]): void;
  /** Ends every connection at once, those that hang too. */
  close(): Promise<void>;
}

/** Status 0 in the record: the caller waits to this day. */
const neverSent: WireAnswer = { status: 0, headers: {}, body: '' };
const keptCalls = 100_000;

export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const { host = '127.0.0.1', account = '123456789012', seed = 'vaultop' } = options;
  const clock = options.clock ?? createEstateClock(options, systemClock);
  const wait = options.clock?.setTimeout ?? systemClock.setTimeout;
  const estate = createEstate({ seed, account, now: clock.now() });
  const services = createServices({ now: () => clock.now(), setTimeout: wait });
  const calls: CallRecord[] = [];
  let faults = options.faults ?? [];
  let served = 0;
  let forgotten = 0;

  const record = (call: CallRecord) => {
    calls.push(call);
    if (calls.length <= keptCalls) return;
    calls.shift();
    forgotten += 1;
  };

  const faultOf = (scope: CredentialScope) =>
    scope.service === 'sts' ? undefined : faults.find(({ region }) => region === scope.region)?.kind;

  const serve = async (message: IncomingMessage, response: ServerResponse) => {
    served += 1;
    const requestId = `00000000-0000-4000-8000-${String(served).padStart(12, '0')}`;
    const request = await readRequest(message);
    const scope = readCredentialScope(request.header('authorization'));
    const fault = scope && faultOf(scope);
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    const first = answerRequest(request, scope, fault);
    const answer = (await first.later?.(gone.signal)) ?? first;
    if (fault === 'hang') return;
    if (fault === 'slow') await new Promise<void>((resolve) => wait(resolve, slowMs));
    response.writeHead(answer.status, { ...answer.headers, 'x-amzn-requestid': requestId });
    response.end(answer.body);
  };

  const answerRequest = (request: WireRequest, scope: CredentialScope | undefined, fault?: FaultKind): WireAnswer => {
    const at = clock.now();
    const service = services[scope?.service ?? 'backup'];
    const refuse = service?.writeError ?? services.backup.writeError;
    let found: FoundOperation | undefined;
    let answer: WireAnswer;
    try {
      if (scope === undefined) throw missingToken();
      if (service === undefined) throw unknownOperation(`service ${scope.service}`);
      found = service.find(request);
      answer = fault === 'hang' ? neverSent : answerCall(service, found, scope, at, fault);
    } catch (error) {
      answer = refuse(error instanceof AwsError ? error : internalFailure(error), request);
    }
    record({
      at,
      service: service?.name ?? 'unknown',
      operation: found?.name ?? 'unknown',
      region: scope?.region ?? '',
      account,
      accessKeyId: scope?.accessKeyId ?? '',
      status: answer.status,
    });
    return answer;
  };

  const answerCall = (
    service: Service,
    found: FoundOperation,
    { region, accessKeyId }: CredentialScope,
    now: number,
    fault?: FaultKind,
  ): WireAnswer => {
    if (isRegionDisabled(region)) throw unrecognizedClient();
    if (fault === 'deny') throw accessDenied(denialOf(account, estate.accountName, service.name, found.name));
    const call: Call = { region, account, accessKeyId, now, estate, received: calls, receivedBefore: forgotten };
    return found.answer(call);
  };

  const server = createServer((message, response) => {
    // A caller that hangs up has nobody left to tell.
    serve(message, response).catch(() => response.destroy());
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, host, resolve);
  });
  const { port } = server.address() as AddressInfo;

  return {
    port,
    url: `http://${host.includes(':') ? `[${host}]` : host}:${port}`,
    calls,
    setFaults: (next) => {
      faults = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const createServices = (clock: Clock) => {
  const services = {
    ...createCompanionServices(clock),
    account: createAccountService(),
    backup: createBackupService(),
    cloudtrail: createCloudTrailService(),
    monitoring: createCloudWatchService(),
    sts: createStsService(),
  };
  return services as typeof services & Record<string, Service | undefined>;
};

const denialOf = (account: string, user: string, service: string, operation: string) =>
  `User: arn:aws:sts::${account}:assumed-role/BackupOperator/${user} is not authorized to perform: ` +
  `${service}:${operation} because no identity-based policy allows the ${service}:${operation} action`;

const internalFailure = (error: unknown) =>
  new AwsError('InternalFailure', error instanceof Error ? (error.stack ?? error.message) : String(error), 500);
