// The embedded AWS without its sockets: a session with an estate, the calls that it handles, its faults and its state.
import { createCallLog } from './call-log.ts';
import { type EmulatorSession, type Origin, startSession } from './emulator-session.ts';
import type { Estate } from './estate/estate.ts';
import type { EstateSize } from './estate/organization.ts';
import { createExecutor } from './execute-call.ts';
import { createFaultBoard, type Fault, type FaultBoard } from './faults.ts';
import { createCallHandler, type HandleRequest } from './handle-call.ts';
import { type Happening, happen } from './happen.ts';
import { createIdentityPolicy, type IdentityPolicy } from './iam/identity-policy.ts';
import type { MovableClock } from './movable-clock.ts';
import type { ReceivedCall, Services } from './protocols/service.ts';
import type { Quirk } from './quirks.ts';
import { type EmulatorState, type KeptCall, stateFormat, stateVersion, toRequest } from './state.ts';

export interface EmulationOptions {
  /** The management account. Every access key that no assumed role received acts in this account. */
  account: string;
  size?: EstateSize | undefined;
  seed: string;
  clock: MovableClock;
  /** The real time, which callers use to sign requests and which rate limits use, whatever the estate's clock shows. */
  wall: { now(): number };
  createServices: () => Services;
  faults: readonly Fault[];
  /** A saved state to restore. It names account, size and seed itself. */
  state?: EmulatorState | undefined;
  throttle: boolean;
  quirks: readonly Quirk[];
  /** The least number of recent calls to keep. CloudTrail reports these calls. */
  keptCalls?: number | undefined;
}

export interface Emulation {
  clock: MovableClock;
  /** The latest calls (at least `keptCalls`), oldest first. */
  calls: readonly ReceivedCall[];
  /** The number of callers that got no response (fault `hang`). */
  unansweredCalls(): number;
  faults: FaultBoard;
  /** Throws an error if a fault names an unknown service. */
  setFaults(faults: readonly Fault[]): void;
  /** The identity-based policy of all callers; undefined: everything is allowed. Throws an error if it is no policy. */
  setPolicy(document: unknown): void;
  estate(): Estate;
  /** Restores the initial estate and discards all changes by callers. */
  reset(): void;
  /** Ends a job. Throws an error if the job cannot end with that outcome. */
  happen(happening: Happening): object;
  /** The changes by callers, as a document. */
  state(): EmulatorState;
  /** Restores a saved state. Throws an error and keeps the current state if a saved call cannot be repeated. */
  restore(state: EmulatorState): void;
  handle: HandleRequest;
}

export function createEmulation(options: EmulationOptions): Emulation {
  const { clock, account, seed, size = 'small' } = options;
  const faults = createFaultBoard();
  const log = createCallLog(options.keptCalls);
  const begin = (origin: Origin): EmulatorSession => startSession(origin, options);
  let session = begin({ account, seed, estate: size, bornAt: clock.now() });

  const setFaults = (next: readonly Fault[]) => {
    for (const { service } of next) checkService(service, session.services);
    faults.set(next);
  };
  setFaults(options.faults);

  let policy: IdentityPolicy | undefined;
  const setPolicy = (document: unknown) => {
    policy = document === undefined ? undefined : createIdentityPolicy(document);
  };

  const execute = createExecutor({ ...options, received: log.calls, identityPolicy: () => policy });
  const handle = createCallHandler({ clock, log, faults, execute, session: () => session });

  const endJob = (happening: Happening): object => {
    const at = clock.now();
    const ended = happen(session.estate, at, happening);
    session.kept.push({ at, happening });
    return ended;
  };

  const replay = (call: KeptCall) => {
    clock.pin(call.at);
    if ('happening' in call) return void endJob(call.happening);
    const { response } = handle(toRequest(call), { isReplay: true, serial: call.serial });
    if (response.status >= 300)
      throw new Error(`contains a call that cannot be repeated: ${call.method} ${call.path}: ${response.body}`);
  };

  const restore = (state: EmulatorState) => {
    const before = { session, clock: clock.state(), calls: [...log.calls] };
    try {
      const { account, estate, seed, bornAt } = state;
      session = begin({ account, estate, seed, bornAt });
      log.calls.length = 0;
      for (const call of state.calls) replay(call);
      clock.restore(state.clock);
    } catch (error) {
      session = before.session;
      clock.restore(before.clock);
      log.calls.splice(0, log.calls.length, ...before.calls);
      throw error;
    }
  };
  if (options.state) restore(options.state);

  return {
    clock,
    calls: log.calls,
    unansweredCalls: log.unanswered,
    faults,
    setFaults,
    setPolicy,
    estate: () => session.estate,
    reset() {
      clock.reset();
      log.calls.length = 0;
      session = begin({ ...session.origin, bornAt: clock.now() });
      setFaults(options.faults);
      setPolicy(undefined);
    },
    happen: endJob,
    state: () => ({
      format: stateFormat,
      version: stateVersion,
      ...session.origin,
      clock: clock.state(),
      calls: session.kept,
    }),
    restore,
    handle,
  };
}

function checkService(name: string | undefined, services: Services): void {
  const known = Object.entries(services).flatMap(([signing, service]) => [signing, service?.name ?? signing]);
  if (name === undefined || known.includes(name)) return;
  throw new Error(`Unknown service "${name}" in a fault. Services: ${[...new Set(known)].join(', ')}.`);
}
