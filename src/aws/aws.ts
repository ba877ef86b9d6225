// All calls to AWS: every call passes the gate, waits for its budget and fails with a plain sentence.
import { priorities } from '../../config/budgets.ts';
import type { Scope } from '../domain/scope.ts';
import type { Log } from '../lib/files/log.ts';
import type { AwsOptions, CallRecord } from './aws-options.ts';
import { createAwsTime } from './aws-time.ts';
import { createCapabilities } from './capability.ts';
import { createClockSkew } from './errors/clock-skew.ts';
import { type AwsProblem, AwsProblemError, isSignInProblem, toAwsProblem } from './errors/errors.ts';
import { unreadable } from './errors/problem-texts.ts';
import { once, retry } from './errors/retry.ts';
import { assertAllowed, isReadOnly } from './gate.ts';
import { type CallMeter, createCallMeter } from './limits/call-meter.ts';
import { createLimiter, type Priority } from './limits/limiter.ts';
import type { InputOf, OperationOf, OutputOf, Service } from './operations.ts';
import { followPages, type PagingOptions } from './paging.ts';
import { faultOf, type NoteItem } from './responses/answer-members.ts';
import type { LeftOut } from './responses/left-out.ts';
import { unfold } from './responses/long-list.ts';
import { createCredentialPrograms } from './sign-in/credential-programs.ts';
import { waitingForProgram } from './sign-in/credential-texts.ts';
import type { Connection } from './sign-in/credentials.ts';
import { createClients } from './transport/clients.ts';
import { withDeadline } from './transport/deadline.ts';
import { isClosedConnection } from './transport/kept-connections.ts';
import { createTransport } from './transport/transport.ts';

export type { AwsOptions, CallRecord } from './aws-options.ts';
export type { InputOf, OperationOf, OutputOf, Service } from './operations.ts';
export type { AwsProblem, CallMeter, Connection, Priority };

export interface CallOptions {
  /** Lower is served first; config/budgets.ts names the priorities. */
  readonly priority?: Priority;
  /** Takes list items that cannot be parsed. Absent: one such item makes the whole response invalid. */
  readonly leftOut?: LeftOut | undefined;
}

export interface PagesOptions extends CallOptions, Pick<PagingOptions, 'ahead'> {}

export interface Aws {
  /** Sends one operation; a mutating one at most once. Rejects with AwsProblemError only. */
  call<S extends Service, O extends OperationOf<S>>(
    scope: Scope,
    service: S,
    operation: O,
    input: InputOf<S, O>,
    signal: AbortSignal,
    options?: CallOptions,
  ): Promise<OutputOf<S, O>>;
  /** All pages of a list operation, one by one. An empty page with a token does not end the list. */
  pages<S extends Service, O extends OperationOf<S>>(
    scope: Scope,
    service: S,
    operation: O,
    input: InputOf<S, O>,
    signal: AbortSignal,
    options?: PagesOptions,
  ): AsyncGenerator<OutputOf<S, O>>;
  /** Adds a connection, or replaces the one with its id. */
  connect(connection: Connection): void;
  /** How a scope is reached, without secrets; undefined if there are no credentials for it. */
  reach(scope: Scope): CliConnection | undefined;
  /** The endpoint or endpoints of a connection: responses of one endpoint are not valid for another. */
  address(connection: string): Promise<string>;
  /** Signs in before the first call, without the deadline of a call: a person may have to type a code. */
  signIn(connection: string, region: string): Promise<void>;
  /**
   * Drops clients and credentials, so that a new sign-in on disk is read. `isWanted`: requested by a person, who may
   * now answer a program that got no answer before.
   */
  renew(connection: string, isWanted?: boolean): void;
  /**
   * Calls the listener for each connection whose credential program (credential_process) starts to wait for a person,
   * and at its end. Returns the function that removes the listener.
   */
  onWaiting(listener: (connection: string, problem: AwsProblem | undefined) => void): () => void;
  readonly meter: CallMeter;
  /** Epoch ms by AWS's clock, from its responses: ages of AWS's dates are computed with it. */
  now(): number;
  /** How many seconds pass on AWS's clock in one: an embedded AWS with --speed is faster. */
  speed(): number;
  close(): void;
}

/** The options of the AWS CLI for the same connection, and whether the connection has write access. */
export type CliConnection = Pick<Connection, 'profile' | 'roleArn' | 'endpointUrl' | 'write'>;

interface Question {
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

export function createAws(options: AwsOptions): Aws {
  const { clock, reads = once } = options;
  const time = createAwsTime(clock);
  const transport = createTransport({ ...options, time });
  const listeners = new Set<Parameters<Aws['onWaiting']>[0]>();
  const programs = createCredentialPrograms({
    ...options,
    changed(connection) {
      const problem = programs.isWaitedFor(connection) ? waitingForProgram(placeOf(connection)) : undefined;
      for (const listener of [...listeners]) listener(connection, problem);
    },
  });
  const skew = createClockSkew((aheadMs) => {
    options.log?.warn('clock skew', { aheadMs });
    options.onClockSkew?.(aheadMs);
  });
  const clients = createClients({ ...options, transport, programs, skew });
  const limiter = createLimiter({
    clock,
    maxInFlight: options.maxSockets,
    ...(options.rates ? { rates: options.rates } : {}),
  });
  const capabilities = createCapabilities(clock);
  const meter = createCallMeter(clock);
  const closing = new AbortController();

  /**
   * Connections that the server closed do not count as attempts; several may have been closed together. A call that is
   * refused because of this machine's clock does not count either: it was not carried out, and the client signs with
   * AWS's time from now on.
   */
  async function attemptOpen(question: Question): Promise<unknown> {
    let refusedForClock = 0;
    for (let left = mostClosed; ; left -= 1) {
      try {
        return await attempt(question);
      } catch (error) {
        const isForClock = error instanceof Error && skew.note(error.cause);
        if (isForClock && refusedForClock < mostCorrections && !question.signal.aborted) {
          refusedForClock += 1;
          continue;
        }
        const isClosed = error instanceof Error && isClosedConnection(error.cause);
        if (!isClosed || left === 0 || !isReadOnly(question.operation) || question.signal.aborted) throw error;
      }
    }
  }

  /** One attempt, from the socket to the last byte. */
  async function attempt(question: Question): Promise<unknown> {
    const { scope, service, operation, input, signal, leftOut } = question;
    const client = await clients.get(scope.connection, scope.region, service);
    const callMs = options.timeouts?.callMs;
    const startedAt = clock.now();
    meter.count();
    let outcome: CallRecord['outcome'] = 'ok';
    try {
      const answer = await withDeadline(clock, signal, (bounded) => client.send(operation, input, bounded), callMs);
      const note: NoteItem | undefined = leftOut && ((member, item) => leftOut.add(question, member, item));
      const fault = faultOf(service, operation, answer, note);
      if (fault !== undefined) throw new AwsProblemError(unreadable(question, fault));
      return unfold(answer, (error) => new AwsProblemError(toProblem(error, question), { cause: error }), note);
    } catch (error) {
      const problem = toProblem(error, question);
      outcome = problem.kind;
      if (problem.kind === 'throttled') limiter.throttled(scope, service, operation);
      if (problem.kind === 'not-offered' && !problem.retryable) capabilities.markMissing(question);
      if (isSignInProblem(problem)) client.forget();
      throw new AwsProblemError(problem, { cause: error });
    } finally {
      const ms = clock.now() - startedAt;
      options.onCall?.({ at: startedAt, scope, service, operation, ms, outcome });
      logCall(options.log, question, { ms, outcome });
    }
  }

  function toProblem(error: unknown, { scope, service, operation, signal }: Question): AwsProblem {
    const aborted = signal.aborted ? signal.reason : undefined;
    const place = placeOf(scope.connection);
    const problem = toAwsProblem(aborted ?? error, {
      service,
      operation,
      region: scope.region,
      aborted: signal.aborted,
      ...place,
    });
    const { source = scope.connection } = clients.connection(scope.connection) ?? {};
    return problem.kind === 'timeout' && programs.isWaitedFor(source) ? waitingForProgram(place) : problem;
  }

  const placeOf = (connection: string) => ({
    profile: clients.connection(connection)?.profile ?? ((options.env ?? process.env).AWS_PROFILE || undefined),
    endpointUrl: clients.connection(connection)?.endpointUrl,
    signIn: clients.signInOf(connection),
  });

  const ask = (question: Question): Promise<unknown> =>
    retry(() => askOnce(question), isReadOnly(question.operation) ? reads : once, { clock, signal: question.signal });

  async function askOnce(question: Question): Promise<unknown> {
    try {
      const { write = false, eventQueues = [] } = clients.connection(question.scope.connection) ?? {};
      assertAllowed(question.service, question.operation, question.input, { write, eventQueues });
      question.signal.throwIfAborted();
      capabilities.assertOffered(question);
      const release = await limiter.acquire(question);
      try {
        return await attemptOpen(question);
      } finally {
        release();
      }
    } catch (error) {
      const failure = error instanceof AwsProblemError ? error : new AwsProblemError(toProblem(error, question));
      logFailure(options.log, question, failure.problem);
      throw failure;
    }
  }

  const toQuestion = (
    scope: Scope,
    service: Service,
    operation: string,
    input: object,
    signal: AbortSignal,
    call?: CallOptions,
  ) => ({
    scope,
    service,
    operation,
    input,
    signal: AbortSignal.any([signal, closing.signal]),
    priority: call?.priority ?? priorities.overview,
    leftOut: call?.leftOut,
  });

  return {
    async call(scope, service, operation, input, signal, callOptions) {
      return (await ask(toQuestion(scope, service, operation, input as object, signal, callOptions))) as never;
    },
    async *pages(scope, service, operation, input, signal, callOptions) {
      const left = new AbortController();
      const bounded = AbortSignal.any([signal, left.signal]);
      const question = toQuestion(scope, service, operation, input as object, bounded, callOptions);
      const askFor = (pageInput: object) => ask({ ...question, input: pageInput });
      try {
        yield* followPages(question, askFor, callOptions) as AsyncGenerator<never>;
      } finally {
        // If the consumer stops early, the page that was requested ahead is not needed.
        left.abort();
      }
    },
    connect(connection) {
      if (clients.connect(connection)) capabilities.forget();
    },
    reach(scope) {
      const connection = clients.connection(scope.connection);
      if (connection === undefined) return undefined;
      const { credentials: _, id: __, ...reach } = connection;
      return reach;
    },
    address: clients.address,
    signIn: (connection, region) => clients.signIn(connection, region),
    renew(connection, isWanted = false) {
      if (isWanted) programs.forgive();
      clients.forget(connection);
    },
    onWaiting(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    meter,
    now: time.now,
    speed: time.speed,
    close() {
      closing.abort();
      programs.close();
      clients.close();
      transport.close();
    },
  };
}

/** Without the input, which may contain text that a person typed. */
function logCall(
  log: Log | undefined,
  { scope, service, operation }: Question,
  result: Pick<CallRecord, 'ms' | 'outcome'>,
): void {
  log?.debug('call', { service, operation, region: scope.region, account: scope.accountId, ...result });
}

function logFailure(log: Log | undefined, { scope, service, operation }: Question, problem: AwsProblem): void {
  if (problem.kind === 'aborted') return;
  const { kind, code, message } = problem;
  log?.warn('call failed', { service, operation, region: scope.region, account: scope.accountId, kind, code, message });
}
