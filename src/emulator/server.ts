// The embedded AWS: an HTTP server on loopback that answers as AWS does, out of an estate on a clock.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { type Clock, clockHeaders, systemClock } from '../lib/clock.ts';
import { answerControl, isControl } from './control.ts';
import { createEmulation } from './emulation.ts';
import type { EstateSize } from './estate/organization.ts';
import { createEstateClock, type EstateClock } from './estate-clock.ts';
import { type Fault, slowMs } from './faults.ts';
import { createMovableClock, type MovableClock } from './movable-clock.ts';
import { type Quirk, usualQuirks } from './quirks.ts';
import { createAccountService } from './services/account/account-service.ts';
import { createBackupService } from './services/backup/backup-service.ts';
import { createCloudTrailService } from './services/cloudtrail/cloudtrail-service.ts';
import { createCloudWatchService } from './services/cloudwatch/cloudwatch-service.ts';
import { createCompanionServices } from './services/companion-services.ts';
import type { CallRecord, Services } from './services/service.ts';
import { createStsService } from './services/sts/sts-service.ts';
import type { EmulatorState } from './state.ts';
import { readRequest } from './wire/read-request.ts';
import { skewedAt } from './wire/refusals.ts';
import { breakAnswer, sendAnswer } from './wire/send-answer.ts';

export type { Fault } from './faults.ts';
export type { CallRecord } from './services/service.ts';

export interface EmulatorOptions {
  /** 0 takes one that is free. */
  port?: number;
  host?: string;
  estate?: EstateSize;
  seed?: string;
  /** Epoch ms: time stands still there. With `speed`, it starts there. */
  now?: number;
  /** How many seconds pass in one. */
  speed?: number;
  account?: string;
  /** What callers made of it before; it names estate, seed and account itself. */
  state?: EmulatorState | undefined;
  faults?: Fault[];
  /** Refuses calls beyond AWS's published rates. */
  throttle?: boolean;
  /** Absent: those that the demo and the tests live with. */
  quirks?: readonly Quirk[];
  /** Serves https; both PEM. */
  tls?: { cert: string; key: string };
  /** How many of the latest calls are remembered at the least: 100,000 when absent. */
  keptCalls?: number;
  clock?: EstateClock & { setTimeout?(task: () => void, ms: number): () => void };
}

export interface Emulator {
  url: string;
  port: number;
  /** The latest calls, oldest first. */
  calls: readonly CallRecord[];
  /** How many callers were left waiting to this day. */
  neverAnswered(): number;
  setFaults(faults: Fault[]): void;
  /** What callers made of the estate. */
  state(): EmulatorState;
  /** Ends every connection at once, those that hang too. */
  close(): Promise<void>;
}

/** An hour that is named pins the clock, unless a speed says that it goes. */
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
    if ('status' in read) return sendAnswer(response, read);
    const request = read;
    if (isControl(request)) return sendAnswer(response, answerControl(emulation, request, host));
    const gone = new AbortController();
    // An abort costs as much as a small answer: only who hangs up before the end of it is gone.
    response.once('close', () => response.writableFinished || gone.abort());
    const { answer: first, fault, requestId } = emulation.ask(request);
    const whole = (await first.later?.(gone.signal)) ?? first;
    if (fault?.kind === 'hang') return;
    if (fault?.kind === 'slow') await new Promise<void>((resolve) => wait(resolve, fault.amount ?? slowMs));
    const answer = fault ? breakAnswer(fault, whole) : whole;
    const date = fault?.kind === 'clock-skew' ? skewedAt(fault, wall.now()) : wall.now();
    const headers = {
      ...answer.headers,
      'x-amzn-requestid': requestId,
      date: new Date(date).toUTCString(),
      [clockHeaders.now]: new Date(clock.now()).toISOString(),
      [clockHeaders.speed]: String(clock.speed()),
    };
    sendAnswer(response, { ...answer, headers }, fault);
  };

  const listener = (message: IncomingMessage, response: ServerResponse) => {
    // A caller that hangs up has nobody left to tell.
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
    neverAnswered: emulation.neverAnswered,
    setFaults: emulation.setFaults,
    state: emulation.state,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Fresh ones, which know of nobody. */
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
