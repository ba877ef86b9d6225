// The embedded AWS without its sockets: authenticates a request, finds its operation, applies faults, executes and
// records it.
import { tableOf } from '../lib/text/table.ts';
import { isRegionDisabled } from './account/account-service.ts';
import { type EmulatorSession, type Origin, startSession } from './emulator-session.ts';
import { errorWriterOf, internalFailure, toProtocolError, trailCode } from './error-forms.ts';
import type { Estate } from './estate/estate.ts';
import type { EstateSize } from './estate/organization.ts';
import { createFaultBoard, type Fault, type FaultBoard } from './faults.ts';
import { type Happening, happen } from './happen.ts';
import type { MovableClock } from './movable-clock.ts';
import type {
  Call,
  EmulatedService,
  FoundOperation,
  ReceivedCall,
  Services,
  WireRequest,
  WireResponse,
} from './protocols/service.ts';
import { createQuirkWriter, type Quirk } from './quirks.ts';
import {
  changesState,
  type EmulatorState,
  type KeptCall,
  keepRequest,
  stateFormat,
  stateVersion,
  toRequest,
} from './state.ts';
import { accountInKey } from './wire/access-keys.ts';
import { AwsError, missingToken, unknownOperation, unrecognizedClient } from './wire/aws-error.ts';
import { type CredentialScope, createCredentialReader, unsignedScope } from './wire/credential-scope.ts';
import { withoutFakeToken } from './wire/page-faults.ts';
import { refusalOf, throttled } from './wire/refusals.ts';

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

export interface HandledRequest {
  response: WireResponse;
  fault: Fault | undefined;
  requestId: string;
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
  estate(): Estate;
  /** Restores the initial estate and discards all changes by callers. */
  reset(): void;
  /** Ends a job. Throws an error if the job cannot end with that outcome. */
  happen(happening: Happening): object;
  /** The changes by callers, as a document. */
  state(): EmulatorState;
  /** Restores a saved state. Throws an error and keeps the current state if a saved call cannot be repeated. */
  restore(state: EmulatorState): void;
  handle(request: WireRequest): HandledRequest;
}

/** Status 0 in the record: the caller gets no response. */
const noResponse: WireResponse = { status: 0, headers: {}, body: '' };
const mostCalls = 100_000;
/** The number of calls deleted at once: moving all the others for each call would take longer than the call. */
const forgottenAtOnce = 1_000;

export function createEmulation(options: EmulationOptions): Emulation {
  const { clock, wall } = options;
  const calls: ReceivedCall[] = [];
  const { keptCalls = mostCalls } = options;
  const faults = createFaultBoard();
  const readCredentialScope = createCredentialReader();
  const writeWithQuirks = createQuirkWriter(options.quirks);
  let unansweredCalls = 0;

  const { account, seed, size = 'small' } = options;
  const begin = (origin: Origin): EmulatorSession => startSession(origin, options);
  let session = begin({ account, seed, estate: size, bornAt: clock.now() });

  const estateOf = (accessKeyId: string): Estate =>
    session.estate.organization.estateOf(accountInKey(accessKeyId) ?? session.origin.account) ?? session.estate;

  const setFaults = (next: readonly Fault[]) => {
    for (const { service } of next) checkService(service, session.services);
    faults.set(next);
  };
  setFaults(options.faults);

  const record = (call: ReceivedCall) => {
    calls.push(call);
    if (call.status === noResponse.status) unansweredCalls += 1;
    if (calls.length < keptCalls + forgottenAtOnce) return;
    calls.splice(0, forgottenAtOnce);
    session.forgotten += forgottenAtOnce;
  };

  /** Applies refusing faults before the operation runs. Other faults change the response later. */
  const carryOut = (requested: IncomingCall, fault: Fault | undefined): WireResponse => {
    const { service, scope, found, request } = requested;
    const { region, accessKeyId } = scope;
    const estate = estateOf(accessKeyId);
    const caller = session.callers.of(accessKeyId, estate);
    if (isRegionDisabled(region)) throw unrecognizedClient();
    const refusal =
      fault &&
      refusalOf(fault, {
        caller: caller.arn,
        service: service.name,
        operation: found.name,
        signedAt: request.header('x-amz-date'),
        wallAt: wall.now(),
      });
    if (refusal) throw refusal;
    const limited = { account: estate.account, region, service: service.name, operation: found.name };
    if (options.throttle && !requested.isReplay && !session.throttle.admits(limited)) throw throttled(service.name);
    if (fault?.kind === 'hang') return noResponse;
    const call: Call = {
      region,
      account: estate.account,
      accessKeyId,
      estate,
      now: requested.at,
      caller,
      callers: session.callers,
      isMissingVaultDenied: options.quirks.includes('missing-vault-denied'),
      received: calls,
      receivedBefore: session.forgotten,
    };
    if (service.name !== 'backup' || writeWithQuirks === undefined) return found.respond(call);
    const hasAirGapped = estate.vaults(region).some(({ type }) => type === 'LOGICALLY_AIR_GAPPED_BACKUP_VAULT');
    const context = { region, hasAirGapped, seed: session.origin.seed, now: call.now };
    return found.respond({ ...call, write: (operation, output) => writeWithQuirks(operation, output, context) });
  };

  const handle = (given: WireRequest, { isReplay = false, serial: replayed }: HandleOptions = {}): HandledRequest => {
    session.served += 1;
    const requestId = `00000000-0000-4000-8000-${String(session.served).padStart(12, '0')}`;
    const request = withoutFakeToken(given);
    const at = clock.now();
    const scope = readCredentialScope(request.header('authorization')) ?? unsignedScope(request.body);
    const service = tableOf(session.services)[scope?.service ?? 'backup'];
    let found: FoundOperation | undefined;
    let fault: Fault | undefined;
    let response: WireResponse;
    let refusal: ReceivedCall['error'];
    let serial = 0;
    try {
      if (scope === undefined) throw missingToken();
      if (service === undefined) throw unknownOperation(`service ${scope.service}`);
      found = service.find(request);
      const { region, accessKeyId } = scope;
      const { account: callers, overlay } = estateOf(accessKeyId);
      if (replayed !== undefined) overlay.continueAfter(replayed);
      serial = overlay.serial();
      fault = isReplay
        ? undefined
        : faults.take({
            region,
            services: [scope.service, service.name],
            operation: found.name,
            account: callers,
          });
      response = carryOut({ service, scope, found, request, at, isReplay }, fault);
      const list = [accessKeyId, region, service.name, found.name].join(' ');
      if (fault && /-(token|page)$/.test(fault.kind)) response = session.pageFaults.apply(fault, given, response, list);
    } catch (error) {
      const refused = error instanceof AwsError ? error : internalFailure(error);
      response = ((scope && service) ?? errorWriterOf(request, session.services)).writeError(
        toProtocolError(service, found, refused),
        request,
      );
      refusal = { code: trailCode(refused), message: refused.message };
    }
    record({
      at,
      service: service?.name ?? 'unknown',
      operation: found?.name ?? 'unknown',
      region: scope?.region ?? '',
      account: scope ? estateOf(scope.accessKeyId).account : session.origin.account,
      accessKeyId: scope?.accessKeyId ?? '',
      status: response.status,
      request: found?.request,
      response: found?.response,
      error: refusal,
      caller: scope && session.callers.of(scope.accessKeyId, estateOf(scope.accessKeyId)),
      userAgent: request.header('user-agent'),
    });
    const keep = (whole: WireResponse, moment: number) => {
      if (found && changesState(found.name, whole)) session.kept.push(keepRequest({ at: moment, serial }, request));
    };
    const { later } = response;
    if (later === undefined) keep(response, at);
    // A long poll records itself when its messages arrive: replayed, it finds them immediately.
    else
      response = {
        ...response,
        later: async (signal) => {
          const whole = await later(signal);
          keep(whole, clock.now());
          return whole;
        },
      };
    return { response, fault, requestId };
  };

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
      throw new Error(`cannot be carried out again: ${call.method} ${call.path}: ${response.body}`);
  };

  const restore = (state: EmulatorState) => {
    const before = { session, clock: clock.state(), calls: [...calls] };
    try {
      const { account, estate, seed, bornAt } = state;
      session = begin({ account, estate, seed, bornAt });
      calls.length = 0;
      for (const call of state.calls) replay(call);
      clock.restore(state.clock);
    } catch (error) {
      session = before.session;
      clock.restore(before.clock);
      calls.splice(0, calls.length, ...before.calls);
      throw error;
    }
  };
  if (options.state) restore(options.state);

  return {
    clock,
    calls,
    unansweredCalls: () => unansweredCalls,
    faults,
    setFaults,
    estate: () => session.estate,
    reset() {
      clock.reset();
      calls.length = 0;
      session = begin({ ...session.origin, bornAt: clock.now() });
      setFaults(options.faults);
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

interface HandleOptions {
  isReplay?: boolean;
  /** For a replayed call: the serial number before the call. */
  serial?: number | undefined;
}

interface IncomingCall {
  /** Epoch ms on the estate's clock: the same moment for the whole call. */
  at: number;
  /** Replayed calls ignore rate limits and faults. */
  isReplay: boolean;
  service: EmulatedService;
  scope: CredentialScope;
  found: FoundOperation;
  request: WireRequest;
}

function checkService(name: string | undefined, services: Services): void {
  const known = Object.entries(services).flatMap(([signing, service]) => [signing, service?.name ?? signing]);
  if (name === undefined || known.includes(name)) return;
  throw new Error(`There is no service "${name}" here to go wrong; there are ${[...new Set(known)].join(', ')}.`);
}
