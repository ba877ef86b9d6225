// Sends one mutating request until it is known to be carried out or refused, and never so that it is carried out twice.
import type { Aws } from '../../aws/aws.ts';
import type { AwsProblem } from '../../aws/errors/errors.ts';
import { isReadOnly } from '../../aws/gate.ts';
import type { Scope } from '../../domain/scope.ts';
import { type Clock, sleep } from '../../lib/clock.ts';
import type { ActionRequest } from '../../resources/action.ts';
import type { AnyRetry } from '../../resources/retry.ts';
import { problemOf } from '../problem-of.ts';
import { createRequestContext } from '../request-context.ts';

export interface Sending {
  readonly aws: Aws;
  readonly clock: Clock;
  readonly scope: Scope;
  readonly request: ActionRequest;
  /** Absent for operations that change nothing. */
  readonly retry: AnyRetry | undefined;
  readonly signal: AbortSignal;
}

export type Sent =
  | { readonly outcome: 'done'; readonly response: unknown }
  | { readonly outcome: 'refused' | 'unknown'; readonly problem: AwsProblem };

const mostAttempts = 4;
const firstWaitMs = 1_000;

/**
 * AWS may have carried out the request before the response was lost: there was no response, or a response that is not
 * from AWS (an HTML page, half a document, a server error). A refusal of the gate, a missing permission and a rate
 * limit are certain.
 */
const isUncertain = ({ kind, retryable }: AwsProblem): boolean =>
  kind === 'timeout' || kind === 'unreachable' || (retryable && (kind === 'not-offered' || kind === 'unknown'));

/** Never rejects. `unknown`: AWS may have carried out the request. Repeats a request only as its `retry` allows. */
export async function sendRequest(sending: Sending): Promise<Sent> {
  let uncertain = false;
  let last: AwsProblem | undefined;
  for (let attempt = 0; attempt < mostAttempts; attempt += 1) {
    if (attempt > 0) await sleep(sending.clock, firstWaitMs * 2 ** (attempt - 1), sending.signal);
    if (uncertain) {
      const check = await wasDone(sending);
      if (check === 'yes') return { outcome: 'done', response: undefined };
      // If the outcome is unknown, the request is not sent again.
      if (check === 'not-known') continue;
      uncertain = check !== 'no';
    }
    const { response, problem } = await attemptOnce(sending);
    if (!problem) return readBackOf(sending, response);
    if (uncertain && problem.kind === 'not-found' && removes(sending)) {
      return { outcome: 'done', response: undefined };
    }
    last = problem;
    uncertain ||= isUncertain(problem);
    // A refusal now does not mean that an earlier attempt was not carried out.
    if (!problem.retryable) return { outcome: uncertain ? 'unknown' : 'refused', problem };
  }
  const problem = last ?? problemOf(new Error('nothing was sent'));
  return { outcome: uncertain ? 'unknown' : 'refused', problem };
}

async function attemptOnce({ aws, scope, request, retry, signal }: Sending) {
  try {
    const { service, operation, input } = request;
    const response = await aws.call(
      scope,
      { service, operation: operation as never, input: input as never },
      { signal, priority: 0 },
    );
    const failure = retry?.kind === 'repeatable' ? retry.failureIn?.(response) : undefined;
    return failure ? { problem: { kind: 'unknown' as const, ...failure } } : { response };
  } catch (error) {
    return { problem: problemOf(error) };
  }
}

/** Accepted, but not found again: nothing that depends on it may be sent. */
async function readBackOf(sending: Sending, response: unknown): Promise<Sent> {
  const { aws, scope, request, retry, signal } = sending;
  if (retry?.kind !== 'token' || !retry.readBack) return { outcome: 'done', response };
  const context = createRequestContext({ aws, scope, params: {}, signal, priority: 0, now: aws.now() });
  const difference = await retry
    .readBack(context, request.input, response)
    .catch((error: unknown) => `Reading it back failed: ${problemOf(error).message}`);
  if (difference === undefined) return { outcome: 'done', response };
  const message = `AWS accepted ${request.operation}. ${difference}`;
  const nextStep = 'Nothing more was sent. Compare both, and delete the wrong one.';
  return { outcome: 'unknown', problem: { kind: 'unknown', message, nextStep, retryable: false } };
}

const removes = ({ retry }: Sending): boolean => retry?.kind === 'read-back' && retry.removes;

/** `repeat`: the request is not read back, and sending it again has the effect of one request. */
type Check = 'yes' | 'no' | 'not-known' | 'repeat';

async function wasDone(sending: Sending): Promise<Check> {
  const { aws, scope, request, retry, signal } = sending;
  if (retry === undefined) return isReadOnly(request.operation) ? 'repeat' : 'not-known';
  if (retry.kind === 'once') return 'not-known';
  if (retry.kind !== 'read-back') return 'repeat';
  const context = createRequestContext({ aws, scope, params: {}, signal, priority: 0, now: aws.now() });
  try {
    return (await retry.wasDone(context, request.input)) ? 'yes' : 'no';
  } catch (error) {
    return problemOf(error).kind === 'not-found' && removes(sending) ? 'yes' : 'not-known';
  }
}
