// Everything of the embedded AWS but the sockets: who is asked, what goes wrong, what is answered and remembered.
import { createEstate, type Estate } from './estate/estate.ts';
import type { EstateSize } from './estate/organization.ts';
import { createFaultBoard, type Fault, type FaultBoard } from './faults.ts';
import type { MovableClock } from './movable-clock.ts';
import { createQuirkWriter, type Quirk } from './quirks.ts';
import { isRegionDisabled } from './services/account/account-service.ts';
import type { Call, CallRecord, FoundOperation, Service, WireAnswer, WireRequest } from './services/service.ts';
import { createThrottle } from './throttle.ts';
import { accountInKey } from './wire/access-keys.ts';
import { AwsError, missingToken, unknownOperation, unrecognizedClient } from './wire/aws-error.ts';
import { type CredentialScope, readCredentialScope } from './wire/credential-scope.ts';
import { createPageFaults, withoutMadeUpToken } from './wire/page-faults.ts';
import { refusalOf, throttled } from './wire/refusals.ts';

export type Services = Record<string, Service | undefined> & { backup: Service };

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
  throttle: boolean;
  quirks: readonly Quirk[];
}

export interface Reply {
  answer: WireAnswer;
  fault: Fault | undefined;
  requestId: string;
}

export interface Emulation {
  account: string;
  clock: MovableClock;
  /** The latest 100,000, oldest first. */
  calls: readonly CallRecord[];
  faults: FaultBoard;
  /** Throws what is wrong with them. */
  setFaults(faults: readonly Fault[]): void;
  estate(): Estate;
  /** As it was when it started. */
  reset(): void;
  ask(request: WireRequest): Reply;
}

/** Status 0 in the record: the caller waits to this day. */
const neverSent: WireAnswer = { status: 0, headers: {}, body: '' };
const keptCalls = 100_000;

/** One life of the estate: a reset begins another. */
interface Life {
  estate: Estate;
  services: Services;
  throttle: ReturnType<typeof createThrottle>;
  pageFaults: ReturnType<typeof createPageFaults>;
  served: number;
  forgotten: number;
}

export function createEmulation(options: EmulationOptions): Emulation {
  const { account, seed, size, clock, wall } = options;
  const calls: CallRecord[] = [];
  const faults = createFaultBoard();

  const begin = (): Life => ({
    estate: createEstate({ seed, account, size, now: clock.now() }),
    services: options.createServices(),
    throttle: createThrottle(wall),
    pageFaults: createPageFaults(),
    served: 0,
    forgotten: 0,
  });
  let life = begin();

  const estateOf = (accessKeyId: string): Estate =>
    life.estate.organization.estateOf(accountInKey(accessKeyId) ?? account) ?? life.estate;

  const setFaults = (next: readonly Fault[]) => {
    for (const { service } of next) checkService(service, life.services);
    faults.set(next);
  };
  setFaults(options.faults);

  const record = (call: CallRecord) => {
    calls.push(call);
    if (calls.length <= keptCalls) return;
    calls.shift();
    life.forgotten += 1;
  };

  /** A refusal comes before the call is carried out; what else goes wrong befalls its answer. */
  const carryOut = (asked: Asked, fault: Fault | undefined): WireAnswer => {
    const { service, scope, found, request } = asked;
    const { region, accessKeyId } = scope;
    const estate = estateOf(accessKeyId);
    if (isRegionDisabled(region)) throw unrecognizedClient();
    const refusal =
      fault &&
      refusalOf(fault, {
        caller: `arn:aws:sts::${estate.account}:assumed-role/BackupOperator/${estate.accountName}`,
        service: service.name,
        operation: found.name,
        signedAt: request.header('x-amz-date'),
        wallAt: wall.now(),
      });
    if (refusal) throw refusal;
    const place = { account: estate.account, region, service: service.name, operation: found.name };
    if (options.throttle && !life.throttle.admits(place)) throw throttled(service.name);
    if (fault?.kind === 'hang') return neverSent;
    const call: Call = {
      ...{ region, account: estate.account, accessKeyId, estate, now: clock.now() },
      ...{ received: calls, receivedBefore: life.forgotten },
    };
    const where = { service: service.name, region, seed, now: call.now };
    return found.answer({ ...call, write: createQuirkWriter(options.quirks, where) });
  };

  const ask = (given: WireRequest): Reply => {
    life.served += 1;
    const requestId = `00000000-0000-4000-8000-${String(life.served).padStart(12, '0')}`;
    const request = withoutMadeUpToken(given);
    const at = clock.now();
    const scope = readCredentialScope(request.header('authorization'));
    const service = life.services[scope?.service ?? 'backup'];
    let found: FoundOperation | undefined;
    let fault: Fault | undefined;
    let answer: WireAnswer;
    let refusal: CallRecord['error'];
    try {
      if (scope === undefined) throw missingToken();
      if (service === undefined) throw unknownOperation(`service ${scope.service}`);
      found = service.find(request);
      const { region, accessKeyId } = scope;
      const callers = estateOf(accessKeyId).account;
      fault = faults.take({
        ...{ region, services: [scope.service, service.name] },
        ...{ operation: found.name, account: callers },
      });
      answer = carryOut({ service, scope, found, request }, fault);
      const list = [accessKeyId, region, service.name, found.name].join(' ');
      if (fault && /-(token|page)$/.test(fault.kind)) answer = life.pageFaults.apply(fault, given, answer, list);
    } catch (error) {
      const refused = error instanceof AwsError ? error : internalFailure(error);
      answer = (service ?? life.services.backup).writeError(inWordsOf(service, refused), request);
      refusal = { code: trailCode(refused), message: refused.message };
    }
    record({
      at,
      service: service?.name ?? 'unknown',
      operation: found?.name ?? 'unknown',
      region: scope?.region ?? '',
      account: scope ? estateOf(scope.accessKeyId).account : account,
      accessKeyId: scope?.accessKeyId ?? '',
      status: answer.status,
      request: found?.request,
      response: found?.response,
      error: refusal,
    });
    return { answer, fault, requestId };
  };

  return {
    account,
    clock,
    calls,
    faults,
    setFaults,
    estate: () => life.estate,
    reset() {
      clock.reset();
      calls.length = 0;
      life = begin();
      setFaults(options.faults);
    },
    ask,
  };
}

interface Asked {
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

/** The query protocol's names have no suffix: AccessDenied, Throttling, ExpiredToken. */
const inWordsOf = (service: Service | undefined, { name, message, status, members }: AwsError) =>
  new AwsError(service?.name === 'sts' ? name.replace(/Exception$/, '') : name, message, status, members);

/** CloudTrail leaves a part out of the commonest one. */
const trailCode = ({ name }: AwsError) => (name === 'AccessDeniedException' ? 'AccessDenied' : name);

const internalFailure = (error: unknown) =>
  new AwsError('InternalFailure', error instanceof Error ? (error.stack ?? error.message) : String(error), 500);
