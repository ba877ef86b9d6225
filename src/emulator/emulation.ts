// Everything of the embedded AWS but the sockets: who is asked, what goes wrong, what is answered and remembered.
import { tableOf } from '../lib/text/table.ts';
import type { Estate } from './estate/estate.ts';
import type { EstateSize } from './estate/organization.ts';
import { createFaultBoard, type Fault, type FaultBoard } from './faults.ts';
import { type Happening, happen } from './happen.ts';
import { beginLife, type Life, type Origin } from './life.ts';
import type { MovableClock } from './movable-clock.ts';
import { createQuirkWriter, type Quirk } from './quirks.ts';
import { inFormOf, internalFailure, inWordsOf, trailCode } from './refusal-forms.ts';
import { isRegionDisabled } from './services/account/account-service.ts';
import type {
  Call,
  CallRecord,
  FoundOperation,
  Service,
  Services,
  WireAnswer,
  WireRequest,
} from './services/service.ts';
import {
  type EmulatorState,
  type KeptCall,
  keepRequest,
  leavesTrace,
  stateFormat,
  stateVersion,
  toRequest,
} from './state.ts';
import { accountInKey } from './wire/access-keys.ts';
import { AwsError, missingToken, unknownOperation, unrecognizedClient } from './wire/aws-error.ts';
import { type CredentialScope, createCredentialReader, unsignedScope } from './wire/credential-scope.ts';
import { withoutMadeUpToken } from './wire/page-faults.ts';
import { refusalOf, throttled } from './wire/refusals.ts';

export interface EmulationOptions {
  /** The management account, in which every key acts that was given out for no role elsewhere. */
  account: string;
  size?: EstateSize | undefined;
  seed: string;
  clock: MovableClock;
  /** The hour and the seconds that callers live in, whatever the estate's clock does. */
  wall: { now(): number };
  createServices: () => Services;
  faults: readonly Fault[];
  /** What callers made of it before; it says which estate it is, in the place of account, size and seed. */
  state?: EmulatorState | undefined;
  throttle: boolean;
  quirks: readonly Quirk[];
  /** How many of the latest calls are remembered at the least: CloudTrail tells of those. */
  keptCalls?: number | undefined;
}

export interface Reply {
  answer: WireAnswer;
  fault: Fault | undefined;
  requestId: string;
}

export interface Emulation {
  clock: MovableClock;
  /** The latest 100,000 and some, oldest first. */
  calls: readonly CallRecord[];
  /** How many callers were left waiting to this day. */
  neverAnswered(): number;
  faults: FaultBoard;
  /** Throws what is wrong with them. */
  setFaults(faults: readonly Fault[]): void;
  estate(): Estate;
  /** As it was when it started: what callers made of it is gone. */
  reset(): void;
  /** Makes a job end; throws a sentence when it cannot. */
  happen(happening: Happening): object;
  /** What callers made of it. */
  state(): EmulatorState;
  /** Makes it so again; throws a sentence, and stays as it was, when it cannot. */
  restore(state: EmulatorState): void;
  ask(request: WireRequest): Reply;
}

/** Status 0 in the record: the caller waits to this day. */
const neverSent: WireAnswer = { status: 0, headers: {}, body: '' };
const mostCalls = 100_000;
/** Those too many are forgotten some at a time: to move all the others up for each call would take longer than the call. */
const forgottenAtOnce = 1_000;

export function createEmulation(options: EmulationOptions): Emulation {
  const { clock, wall } = options;
  const calls: CallRecord[] = [];
  const { keptCalls = mostCalls } = options;
  const faults = createFaultBoard();
  const readCredentialScope = createCredentialReader();
  const writeWithQuirks = createQuirkWriter(options.quirks);
  let neverAnswered = 0;

  const { account, seed, size = 'small' } = options;
  const begin = (origin: Origin): Life => beginLife(origin, options);
  let life = begin({ account, seed, estate: size, bornAt: clock.now() });

  const estateOf = (accessKeyId: string): Estate =>
    life.estate.organization.estateOf(accountInKey(accessKeyId) ?? life.origin.account) ?? life.estate;

  const setFaults = (next: readonly Fault[]) => {
    for (const { service } of next) checkService(service, life.services);
    faults.set(next);
  };
  setFaults(options.faults);

  const record = (call: CallRecord) => {
    calls.push(call);
    if (call.status === neverSent.status) neverAnswered += 1;
    if (calls.length < keptCalls + forgottenAtOnce) return;
    calls.splice(0, forgottenAtOnce);
    life.forgotten += forgottenAtOnce;
  };

  /** A refusal comes before the call is carried out; what else goes wrong befalls its answer. */
  const carryOut = (asked: Asked, fault: Fault | undefined): WireAnswer => {
    const { service, scope, found, request } = asked;
    const { region, accessKeyId } = scope;
    const estate = estateOf(accessKeyId);
    const caller = life.callers.of(accessKeyId, estate);
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
    const place = { account: estate.account, region, service: service.name, operation: found.name };
    if (options.throttle && !asked.isReplay && !life.throttle.admits(place)) throw throttled(service.name);
    if (fault?.kind === 'hang') return neverSent;
    const call: Call = {
      ...{ region, account: estate.account, accessKeyId, estate, now: asked.at },
      ...{ caller, callers: life.callers, isMissingVaultDenied: options.quirks.includes('missing-vault-denied') },
      ...{ received: calls, receivedBefore: life.forgotten },
    };
    if (service.name !== 'backup' || writeWithQuirks === undefined) return found.answer(call);
    const hasAirGapped = estate.vaults(region).some(({ type }) => type === 'LOGICALLY_AIR_GAPPED_BACKUP_VAULT');
    const where = { region, hasAirGapped, seed: life.origin.seed, now: call.now };
    return found.answer({ ...call, write: (operation, output) => writeWithQuirks(operation, output, where) });
  };

  const ask = (given: WireRequest, { isReplay = false, serial: replayed }: AskOptions = {}): Reply => {
    life.served += 1;
    const requestId = `00000000-0000-4000-8000-${String(life.served).padStart(12, '0')}`;
    const request = withoutMadeUpToken(given);
    const at = clock.now();
    const scope = readCredentialScope(request.header('authorization')) ?? unsignedScope(request.body);
    const service = tableOf(life.services)[scope?.service ?? 'backup'];
    let found: FoundOperation | undefined;
    let fault: Fault | undefined;
    let answer: WireAnswer;
    let refusal: CallRecord['error'];
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
            ...{ region, services: [scope.service, service.name] },
            ...{ operation: found.name, account: callers },
          });
      answer = carryOut({ service, scope, found, request, at, isReplay }, fault);
      const list = [accessKeyId, region, service.name, found.name].join(' ');
      if (fault && /-(token|page)$/.test(fault.kind)) answer = life.pageFaults.apply(fault, given, answer, list);
    } catch (error) {
      const refused = error instanceof AwsError ? error : internalFailure(error);
      answer = ((scope && service) ?? inFormOf(request, life.services)).writeError(
        inWordsOf(service, found, refused),
        request,
      );
      refusal = { code: trailCode(refused), message: refused.message };
    }
    record({
      at,
      service: service?.name ?? 'unknown',
      operation: found?.name ?? 'unknown',
      region: scope?.region ?? '',
      account: scope ? estateOf(scope.accessKeyId).account : life.origin.account,
      accessKeyId: scope?.accessKeyId ?? '',
      status: answer.status,
      request: found?.request,
      response: found?.response,
      error: refusal,
      caller: scope && life.callers.of(scope.accessKeyId, estateOf(scope.accessKeyId)),
      userAgent: request.header('user-agent'),
    });
    const keep = (whole: WireAnswer, moment: number) => {
      if (found && leavesTrace(found.name, whole)) life.kept.push(keepRequest({ at: moment, serial }, request));
    };
    const { later } = answer;
    if (later === undefined) keep(answer, at);
    // A long poll gives out its messages when they come: replayed, it finds them at once.
    else
      answer = {
        ...answer,
        later: async (gone) => {
          const whole = await later(gone);
          keep(whole, clock.now());
          return whole;
        },
      };
    return { answer, fault, requestId };
  };

  const makeHappen = (happening: Happening): object => {
    const at = clock.now();
    const happened = happen(life.estate, at, happening);
    life.kept.push({ at, happening });
    return happened;
  };

  const replay = (call: KeptCall) => {
    clock.pin(call.at);
    if ('happening' in call) return void makeHappen(call.happening);
    const { answer } = ask(toRequest(call), { isReplay: true, serial: call.serial });
    if (answer.status >= 300)
      throw new Error(`cannot be carried out again: ${call.method} ${call.path}: ${answer.body}`);
  };

  const restore = (state: EmulatorState) => {
    const before = { life, clock: clock.state(), calls: [...calls] };
    try {
      const { account, estate, seed, bornAt } = state;
      life = begin({ account, estate, seed, bornAt });
      calls.length = 0;
      for (const call of state.calls) replay(call);
      clock.restore(state.clock);
    } catch (error) {
      life = before.life;
      clock.restore(before.clock);
      calls.splice(0, calls.length, ...before.calls);
      throw error;
    }
  };
  if (options.state) restore(options.state);

  return {
    clock,
    calls,
    neverAnswered: () => neverAnswered,
    faults,
    setFaults,
    estate: () => life.estate,
    reset() {
      clock.reset();
      calls.length = 0;
      life = begin({ ...life.origin, bornAt: clock.now() });
      setFaults(options.faults);
    },
    happen: makeHappen,
    state: () => ({
      ...{ format: stateFormat, version: stateVersion },
      ...life.origin,
      clock: clock.state(),
      calls: life.kept,
    }),
    restore,
    ask,
  };
}

interface AskOptions {
  isReplay?: boolean;
  /** Of a call that is repeated: the serial number that came before it. */
  serial?: number | undefined;
}

interface Asked {
  /** Epoch ms on the estate's clock: one moment for all of the call. */
  at: number;
  /** Neither rates nor faults hold what has been done before. */
  isReplay: boolean;
  service: Service;
  scope: CredentialScope;
  found: FoundOperation;
  request: WireRequest;
}

function checkService(name: string | undefined, services: Services): void {
  const known = Object.entries(services).flatMap(([signing, service]) => [signing, service?.name ?? signing]);
  if (name === undefined || known.includes(name)) return;
  throw new Error(`There is no service "${name}" here to go wrong; there are ${[...new Set(known)].join(', ')}.`);
}
