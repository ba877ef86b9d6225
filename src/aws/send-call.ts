// Sends one call to AWS: through the gate, within its budget, and with the attempts that its failures allow.
import type { Scope } from '../domain/scope.ts';
import type { Log } from '../lib/files/log.ts';
import type { AwsOptions, CallRecord } from './aws-options.ts';
import type { Capabilities } from './capability.ts';
import type { CallProblems } from './errors/call-problems.ts';
import type { ClockSkew } from './errors/clock-skew.ts';
import { type AwsProblem, AwsProblemError, isSignInProblem } from './errors/errors.ts';
import { unreadable } from './errors/problem-texts.ts';
import { once, retry } from './errors/retry.ts';
import { assertAllowed, isReadOnly } from './gate.ts';
import type { CallMeter } from './limits/call-meter.ts';
import type { Limiter, Priority } from './limits/limiter.ts';
import type { Service } from './operations.ts';
import type { LeftOut } from './responses/left-out.ts';
import { unfold } from './responses/long-list.ts';
import { faultOf, type NoteItem } from './responses/response-members.ts';
import type { Connection } from './sign-in/credentials.ts';
import type { Clients } from './transport/clients.ts';
import { withDeadline } from './transport/deadline.ts';
import { isClosedConnection } from './transport/kept-connections.ts';

export interface AwsRequest {
  readonly scope: Scope;
  readonly service: Service;
  readonly operation: string;
  readonly input: object;
  readonly signal: AbortSignal;
  readonly priority: Priority;
  readonly leftOut: LeftOut | undefined;
}

/** How many kept connections in a row the server may have closed. */
const mostClosed = 5;

/** One correction for the client's own clock, and before it one for each role that is assumed for the call. */
const mostCorrections = 3;

export interface CallSenderOptions
  extends Pick<AwsOptions, 'clock' | 'log' | 'reads' | 'timeouts' | 'onCall' | 'writing'> {
  readonly clients: Clients;
  readonly limiter: Limiter;
  readonly capabilities: Capabilities;
  readonly meter: CallMeter & { count(): void };
  readonly skew: ClockSkew;
  readonly problems: CallProblems;
}

const noAccess: Pick<Connection, 'write' | 'timedWrite' | 'eventQueues'> = {};

/** Rejects with AwsProblemError only. */
export type SendCall = (request: AwsRequest) => Promise<unknown>;

export function createCallSender(options: CallSenderOptions): SendCall {
  const { clock, reads = once, clients, limiter, capabilities, meter, skew, problems } = options;

  /**
   * Connections that the server closed do not count as attempts; several may have been closed together. A call that is
   * refused because of this machine's clock does not count either: it was not carried out, and the client signs with
   * AWS's time from now on.
   */
  async function attemptOpen(request: AwsRequest): Promise<unknown> {
    let refusedForClock = 0;
    for (let left = mostClosed; ; left -= 1) {
      try {
        return await attempt(request);
      } catch (error) {
        const isForClock = error instanceof Error && skew.note(error.cause);
        if (isForClock && refusedForClock < mostCorrections && !request.signal.aborted) {
          refusedForClock += 1;
          continue;
        }
        const isClosed = error instanceof Error && isClosedConnection(error.cause);
        if (!isClosed || left === 0 || !isReadOnly(request.operation) || request.signal.aborted) throw error;
      }
    }
  }

  /** One attempt, from the socket to the last byte. */
  async function attempt(request: AwsRequest): Promise<unknown> {
    const { scope, service, operation, input, signal, leftOut } = request;
    const client = await clients.get(scope.connection, scope.region, service);
    const deadline = { clock, signal, callMs: options.timeouts?.callMs };
    const startedAt = clock.now();
    meter.count();
    let outcome: CallRecord['outcome'] = 'ok';
    try {
      const response = await withDeadline(deadline, (bounded) => client.send(operation, input, bounded));
      const note: NoteItem | undefined = leftOut && ((member, item) => leftOut.add(request, member, item));
      const fault = faultOf(request, response, note);
      if (fault !== undefined) throw new AwsProblemError(unreadable(request, fault));
      return unfold(response, (error) => new AwsProblemError(problems.of(error, request), { cause: error }), note);
    } catch (error) {
      const problem = problems.of(error, request);
      outcome = problem.kind;
      if (problem.kind === 'throttled') limiter.throttled(scope, service, operation);
      if (problem.kind === 'not-offered' && !problem.retryable) capabilities.markMissing(request);
      if (isSignInProblem(problem)) client.forget();
      throw new AwsProblemError(problem, { cause: error });
    } finally {
      const ms = clock.now() - startedAt;
      options.onCall?.({ at: startedAt, scope, service, operation, ms, outcome });
      logCall(options.log, request, { ms, outcome });
    }
  }

  async function sendOnce(request: AwsRequest): Promise<unknown> {
    try {
      const connection = clients.connection(request.scope.connection) ?? noAccess;
      const { eventQueues = [] } = connection;
      const write = options.writing?.allows(connection) ?? connection.write ?? false;
      assertAllowed(request, { write, eventQueues });
      request.signal.throwIfAborted();
      capabilities.assertOffered(request);
      const release = await limiter.acquire(request);
      try {
        return await attemptOpen(request);
      } finally {
        release();
      }
    } catch (error) {
      const failure = error instanceof AwsProblemError ? error : new AwsProblemError(problems.of(error, request));
      logFailure(options.log, request, failure.problem);
      throw failure;
    }
  }

  return (request) =>
    retry(() => sendOnce(request), isReadOnly(request.operation) ? reads : once, { clock, signal: request.signal });
}

/** Without the input, which may contain text that a person typed. */
function logCall(
  log: Log | undefined,
  { scope, service, operation }: AwsRequest,
  result: Pick<CallRecord, 'ms' | 'outcome'>,
): void {
  log?.debug('call', { service, operation, region: scope.region, account: scope.accountId, ...result });
}

function logFailure(log: Log | undefined, { scope, service, operation }: AwsRequest, problem: AwsProblem): void {
  if (problem.kind === 'aborted') return;
  const { kind, code, message } = problem;
  log?.warn('call failed', { service, operation, region: scope.region, account: scope.accountId, kind, code, message });
}
