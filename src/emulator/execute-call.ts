// Executes a call whose operation is known: checks the caller, applies refusing faults and rate limits, and runs the
// handler.
import { isRegionDisabled } from './account/account-service.ts';
import { noResponseStatus } from './call-log.ts';
import { type EmulatorSession, estateOf } from './emulator-session.ts';
import type { Fault } from './faults.ts';
import type { IdentityPolicy } from './iam/identity-policy.ts';
import type {
  Call,
  EmulatedService,
  FoundOperation,
  ReceivedCall,
  WireRequest,
  WireResponse,
} from './protocols/service.ts';
import { createQuirkWriter, type Quirk } from './quirks.ts';
import { unrecognizedClient } from './wire/aws-error.ts';
import type { Caller } from './wire/callers.ts';
import type { CredentialScope } from './wire/credential-scope.ts';
import { refusalOf, throttled } from './wire/refusals.ts';

export interface ExecutorOptions {
  /** The real time, which callers use to sign requests. */
  wall: { now(): number };
  throttle: boolean;
  quirks: readonly Quirk[];
  received: readonly ReceivedCall[];
  /** undefined: everything is allowed. */
  identityPolicy(): IdentityPolicy | undefined;
}

export interface IncomingCall {
  session: EmulatorSession;
  /** Epoch ms on the estate's clock: the same moment for the whole call. */
  at: number;
  /** Replayed calls ignore rate limits and faults. */
  isReplay: boolean;
  service: EmulatedService;
  scope: CredentialScope;
  found: FoundOperation;
  request: WireRequest;
}

export type ExecuteCall = (incoming: IncomingCall, fault: Fault | undefined) => WireResponse;

const noResponse: WireResponse = { status: noResponseStatus, headers: {}, body: '' };

/** Applies refusing faults before the operation runs. Other faults change the response later. */
export function createExecutor(options: ExecutorOptions): ExecuteCall {
  const writeWithQuirks = createQuirkWriter(options.quirks);

  const refuse = ({ service, found, request }: IncomingCall, caller: Caller, fault: Fault | undefined): void => {
    const refusal =
      fault &&
      refusalOf(fault, {
        caller: caller.arn,
        service: service.name,
        operation: found.name,
        signedAt: request.header('x-amz-date'),
        wallAt: options.wall.now(),
      });
    if (refusal) throw refusal;
  };

  const enforcePolicy = ({ service, scope, found, request, isReplay }: IncomingCall, { arn }: Caller): void => {
    const call = {
      caller: arn,
      service: service.name,
      operation: found.name,
      region: scope.region,
      body: request.body,
    };
    const refusal = isReplay ? undefined : options.identityPolicy()?.(call);
    if (refusal) throw refusal;
  };

  const limitRate = ({ session, service, scope, found, isReplay }: IncomingCall, account: string): void => {
    if (!options.throttle || isReplay) return;
    const limited = { account, region: scope.region, service: service.name, operation: found.name };
    if (!session.throttle.admits(limited)) throw throttled(service.name);
  };

  const respond = ({ session, service, found }: IncomingCall, call: Call): WireResponse => {
    if (service.name !== 'backup' || writeWithQuirks === undefined) return found.respond(call);
    const { region, estate, now } = call;
    const hasAirGapped = estate.vaults(region).some(({ type }) => type === 'LOGICALLY_AIR_GAPPED_BACKUP_VAULT');
    const context = { region, hasAirGapped, seed: session.origin.seed, now };
    return found.respond({ ...call, write: (operation, output) => writeWithQuirks(operation, output, context) });
  };

  return (incoming, fault) => {
    const { session, scope } = incoming;
    const { region, accessKeyId } = scope;
    const estate = estateOf(session, accessKeyId);
    const caller = session.callers.of(accessKeyId, estate);
    if (isRegionDisabled(region)) throw unrecognizedClient();
    refuse(incoming, caller, fault);
    enforcePolicy(incoming, caller);
    limitRate(incoming, estate.account);
    if (fault?.kind === 'hang') return noResponse;
    return respond(incoming, {
      region,
      account: estate.account,
      accessKeyId,
      estate,
      now: incoming.at,
      caller,
      callers: session.callers,
      isMissingVaultDenied: options.quirks.includes('missing-vault-denied'),
      received: options.received,
      receivedBefore: session.forgotten,
    });
  };
}
