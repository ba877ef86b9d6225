// Handles a request: finds its service and operation, executes it, records it, and keeps it if it changed the estate.
import { tableOf } from '../lib/text/table.ts';
import type { CallLog } from './call-log.ts';
import { type EmulatorSession, estateOf } from './emulator-session.ts';
import { errorWriterOf, internalFailure, toProtocolError, trailCode } from './error-forms.ts';
import type { ExecuteCall } from './execute-call.ts';
import type { Fault, FaultBoard } from './faults.ts';
import type { EmulatedService, FoundOperation, ReceivedCall, WireRequest, WireResponse } from './protocols/service.ts';
import { changesState, keepRequest } from './state.ts';
import { AwsError, missingToken, unknownOperation } from './wire/aws-error.ts';
import { type CredentialScope, createCredentialReader, unsignedScope } from './wire/credential-scope.ts';
import { withoutFakeToken } from './wire/page-faults.ts';

export interface HandledRequest {
  response: WireResponse;
  fault: Fault | undefined;
  requestId: string;
}

export interface HandleOptions {
  isReplay?: boolean;
  /** For a replayed call: the serial number before the call. */
  serial?: number | undefined;
}

export type HandleRequest = (given: WireRequest, options?: HandleOptions) => HandledRequest;

export interface CallHandlerOptions {
  clock: { now(): number };
  log: CallLog;
  faults: FaultBoard;
  execute: ExecuteCall;
  /** The current session: a reset starts another. */
  session(): EmulatorSession;
}

/** What is known of a request so far: an error can end each step. */
interface Progress {
  readonly given: WireRequest;
  /** Without a token that a fault made up. */
  readonly request: WireRequest;
  readonly at: number;
  readonly isReplay: boolean;
  readonly scope: CredentialScope | undefined;
  readonly service: EmulatedService | undefined;
  found?: FoundOperation;
  fault?: Fault | undefined;
  /** The account's last serial number before the call. */
  serial: number;
  error?: ReceivedCall['error'];
}

/** The call as the call log has it. */
function recordOf(
  { request, at, scope, service, found, error }: Progress,
  { status }: WireResponse,
  session: EmulatorSession,
): ReceivedCall {
  const estate = scope && estateOf(session, scope.accessKeyId);
  return {
    at,
    service: service?.name ?? 'unknown',
    operation: found?.name ?? 'unknown',
    region: scope?.region ?? '',
    account: estate?.account ?? session.origin.account,
    accessKeyId: scope?.accessKeyId ?? '',
    status,
    request: found?.request,
    response: found?.response,
    error,
    caller: scope && estate && session.callers.of(scope.accessKeyId, estate),
    userAgent: request.header('user-agent'),
  };
}

export function createCallHandler({ clock, log, faults, execute, session }: CallHandlerOptions): HandleRequest {
  const readCredentialScope = createCredentialReader();

  const begin = (given: WireRequest, isReplay: boolean): Progress => {
    const request = withoutFakeToken(given);
    const scope = readCredentialScope(request.header('authorization')) ?? unsignedScope(request.body);
    const service = tableOf(session().services)[scope?.service ?? 'backup'];
    return { given, request, at: clock.now(), isReplay, scope, service, serial: 0 };
  };

  const respond = (progress: Progress, replayedSerial: number | undefined): WireResponse => {
    const { given, request, at, isReplay, scope, service } = progress;
    if (scope === undefined) throw missingToken();
    if (service === undefined) throw unknownOperation(`service ${scope.service}`);
    const found = service.find(request);
    progress.found = found;
    const { region, accessKeyId } = scope;
    const { account, overlay } = estateOf(session(), accessKeyId);
    if (replayedSerial !== undefined) overlay.continueAfter(replayedSerial);
    progress.serial = overlay.serial();
    const services = [scope.service, service.name];
    const fault = isReplay ? undefined : faults.take({ region, services, operation: found.name, account });
    progress.fault = fault;
    const response = execute({ session: session(), service, scope, found, request, at, isReplay }, fault);
    if (!fault || !/-(token|page)$/.test(fault.kind)) return response;
    const list = [accessKeyId, region, service.name, found.name].join(' ');
    return session().pageFaults.apply(fault, { list, request: given }, response);
  };

  const refuse = (progress: Progress, error: unknown): WireResponse => {
    const { request, scope, service, found } = progress;
    const refused = error instanceof AwsError ? error : internalFailure(error);
    progress.error = { code: trailCode(refused), message: refused.message };
    const writer = (scope && service) ?? errorWriterOf(request, session().services);
    return writer.writeError(toProtocolError(service, found, refused), request);
  };

  /** A long poll is kept when its messages arrive: replayed, it finds them immediately. */
  const keeping = ({ request, at, found, serial }: Progress, response: WireResponse): WireResponse => {
    const keep = (whole: WireResponse, moment: number): WireResponse => {
      if (found && changesState(found.name, whole)) session().kept.push(keepRequest({ at: moment, serial }, request));
      return whole;
    };
    const { later } = response;
    if (later === undefined) return keep(response, at);
    return { ...response, later: async (signal) => keep(await later(signal), clock.now()) };
  };

  return (given, { isReplay = false, serial } = {}) => {
    session().served += 1;
    const requestId = `00000000-0000-4000-8000-${String(session().served).padStart(12, '0')}`;
    const progress = begin(given, isReplay);
    let response: WireResponse;
    try {
      response = respond(progress, serial);
    } catch (error) {
      response = refuse(progress, error);
    }
    session().forgotten += log.add(recordOf(progress, response, session()));
    return { response: keeping(progress, response), fault: progress.fault, requestId };
  };
}
