// The embedded AWS: an HTTP server on loopback that responds as AWS does, from an estate with a clock.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { type Clock, clockHeaders, systemClock } from '../lib/clock.ts';
import { createAccountService } from './account/account-service.ts';
import { createBackupService } from './backup/backup-service.ts';
import { createCloudTrailService } from './cloudtrail/cloudtrail-service.ts';
import { createCloudWatchService } from './cloudwatch/cloudwatch-service.ts';
import { createCompanionServices } from './companion-services.ts';
import { handleControl, isControl } from './control.ts';
import { createEmulation } from './emulation.ts';
import type { EstateSize } from './estate/organization.ts';
import { createEstateClock, type EstateClock } from './estate-clock.ts';
import { type Fault, slowMs } from './faults.ts';
import { createMovableClock, type MovableClock } from './movable-clock.ts';
import type { ReceivedCall, Services } from './protocols/service.ts';
import { type Quirk, usualQuirks } from './quirks.ts';
import type { EmulatorState } from './state.ts';
import { createStsService } from './sts/sts-service.ts';
import { readRequest } from './wire/read-request.ts';
import { skewedAt } from './wire/refusals.ts';
import { breakResponse, sendResponse } from './wire/send-response.ts';

export type { Fault } from './faults.ts';
export type { ReceivedCall } from './protocols/service.ts';

export interface EmulatorOptions {
  /** 0 chooses a free port. */
  port?: number;
  host?: string;
  estate?: EstateSize;
  seed?: string;
  /** Epoch ms at which the clock is pinned. With `speed`, the clock starts there. */
  now?: number;
  /** Estate seconds per real second. */
  speed?: number;
  account?: string;
  /** A saved state to restore; it names estate, seed and account itself. */
  state?: EmulatorState | undefined;
  faults?: Fault[];
  /** Refuses calls beyond AWS's published rates. */
  throttle?: boolean;
  /** Default: `usualQuirks`. */
  quirks?: readonly Quirk[];
  /** Serves https; both values are PEM. */
  tls?: { cert: string; key: string };
  /** The least number of recent calls to keep. Default: 100,000. */
  keptCalls?: number;
  clock?: EstateClock & { setTimeout?(task: () => void, ms: number): () => void };
}

export interface Emulator {
  url: string;
  port: number;
  /** The latest calls, oldest first. */
  calls: readonly ReceivedCall[];
  /** The number of callers that got no response (fault `hang`). */
  unansweredCalls(): number;
  setFaults(faults: Fault[]): void;
  /** The identity-based policy of all callers; undefined: everything is allowed. */
  setPolicy(document: unknown): void;
  /** The changes by callers. */
  state(): EmulatorState;
  /** Closes all connections, including those without a response. */
  close(): Promise<void>;
}

/** `now` pins the clock, unless `speed` is given as well. */
function createClock({ clock, ...options }: EmulatorOptions): MovableClock {
  if (clock) return createMovableClock(clock);
  const { now, speed = 1 } = options;
  return createMovableClock(createEstateClock(options, systemClock), speed === 1 ? now : undefined);
}

export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const { host = '127.0.0.1', account = '123456789012', seed = 'vaultop', faults = [], throttle = false } = options;
  const wall = options.clock ?? systemClock;
  const clock = createClock(options);
  const wait = options.clock?.setTimeout ?? systemClock.setTimeout;
  const services = () => createServices({ now: () => clock.now(), setTimeout: wait });
  const emulation = createEmulation({
    account,
    size: options.estate,
    seed,
    clock,
    wall,
    faults,
    throttle,
    quirks: options.quirks ?? usualQuirks,
    state: options.state,
    keptCalls: options.keptCalls,
    createServices: services,
  });

  const serve = async (message: IncomingMessage, response: ServerResponse) => {
    const read = await readRequest(message);
    if ('status' in read) return sendResponse(response, read);
    const request = read;
    if (isControl(request)) return sendResponse(response, handleControl(emulation, request, host));
    const disconnected = new AbortController();
    // An abort costs as much as a small response: abort only if the caller disconnects before the response is complete.
    response.once('close', () => response.writableFinished || disconnected.abort());
    const { response: first, fault, requestId } = emulation.handle(request);
    const whole = (await first.later?.(disconnected.signal)) ?? first;
    if (fault?.kind === 'hang') return;
    if (fault?.kind === 'slow') await new Promise<void>((resolve) => wait(resolve, fault.amount ?? slowMs));
    const sent = fault ? breakResponse(fault, whole) : whole;
    const date = fault?.kind === 'clock-skew' ? skewedAt(fault, wall.now()) : wall.now();
    const headers = {
      ...sent.headers,
      'x-amzn-requestid': requestId,
      date: new Date(date).toUTCString(),
      [clockHeaders.now]: new Date(clock.now()).toISOString(),
      [clockHeaders.speed]: String(clock.speed()),
    };
    sendResponse(response, { ...sent, headers }, fault);
  };

  const listener = (message: IncomingMessage, response: ServerResponse) => {
    // A disconnected caller cannot receive an error.
    serve(message, response).catch(() => response.destroy());
  };
  const server = options.tls ? createTlsServer(options.tls, listener) : createServer(listener);
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, host, resolve);
  });
  const { port } = server.address() as AddressInfo;

  return {
    port,
    url: `${options.tls ? 'https' : 'http'}://${host.includes(':') ? `[${host}]` : host}:${port}`,
    calls: emulation.calls,
    unansweredCalls: emulation.unansweredCalls,
    setFaults: emulation.setFaults,
    setPolicy: emulation.setPolicy,
    state: emulation.state,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** New services without any state. */
export const createServices = (clock: Clock) => {
  const services = {
    ...createCompanionServices(clock),
    account: createAccountService(),
    backup: createBackupService(),
    cloudtrail: createCloudTrailService(),
    monitoring: createCloudWatchService(),
    sts: createStsService(),
  };
  return services as typeof services & Services;
};
