// All calls to AWS: every call passes the gate, waits for its budget and fails with a plain sentence.
import { priorities } from '../../config/budgets.ts';
import type { Scope } from '../domain/scope.ts';
import type { AwsOptions } from './aws-options.ts';
import { createAwsTime } from './aws-time.ts';
import { createCapabilities } from './capability.ts';
import { createCallProblems } from './errors/call-problems.ts';
import { createClockSkew } from './errors/clock-skew.ts';
import type { AwsProblem } from './errors/errors.ts';
import { type CallMeter, createCallMeter } from './limits/call-meter.ts';
import { createLimiter, type Priority } from './limits/limiter.ts';
import type { InputOf, OperationOf, OutputOf, Service } from './operations.ts';
import { followPages, type PagingOptions } from './paging.ts';
import type { LeftOut } from './responses/left-out.ts';
import { type AwsRequest, createCallSender } from './send-call.ts';
import { createCredentialPrograms } from './sign-in/credential-programs.ts';
import type { Connection } from './sign-in/credentials.ts';
import type { SignInAhead } from './sign-in/sign-in-ahead.ts';
import { createClients } from './transport/clients.ts';
import { createTransport } from './transport/transport.ts';

export type { AwsOptions, CallRecord } from './aws-options.ts';
export type { InputOf, OperationOf, OutputOf, Service } from './operations.ts';
export type { AwsProblem, CallMeter, Connection, Priority };

/** One operation of a service, with its input. */
export interface OperationRequest<S extends Service, O extends OperationOf<S>> {
  readonly service: S;
  readonly operation: O;
  readonly input: InputOf<S, O>;
}

export interface CallOptions {
  readonly signal: AbortSignal;
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
    request: OperationRequest<S, O>,
    options: CallOptions,
  ): Promise<OutputOf<S, O>>;
  /** All pages of a list operation, one by one. An empty page with a token does not end the list. */
  pages<S extends Service, O extends OperationOf<S>>(
    scope: Scope,
    request: OperationRequest<S, O>,
    options: PagesOptions,
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
  /** When a person has to sign in again, and how; empty before the first sign-in. */
  signInAhead(connection: string): Promise<SignInAhead>;
  readonly meter: CallMeter;
  /** Epoch ms by AWS's clock, from its responses: ages of AWS's dates are computed with it. */
  now(): number;
  /** How many seconds pass on AWS's clock in one: an embedded AWS with --speed is faster. */
  speed(): number;
  close(): void;
}

/** The options of the AWS CLI for the same connection, and whether the connection has write access. */
export type CliConnection = Pick<Connection, 'profile' | 'roleArn' | 'endpointUrl' | 'write' | 'timedWrite'>;

export function createAws(options: AwsOptions): Aws {
  const { clock } = options;
  const time = createAwsTime(clock);
  const transport = createTransport({ ...options, time });
  const listeners = new Set<Parameters<Aws['onWaiting']>[0]>();
  const programs = createCredentialPrograms({
    ...options,
    changed(connection) {
      const problem = programs.isWaitedFor(connection) ? problems.waiting(connection) : undefined;
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
  const problems = createCallProblems({ clients, programs, env: options.env ?? process.env });
  const send = createCallSender({ ...options, clients, limiter, capabilities, meter, skew, problems });

  const toRequest = (
    scope: Scope,
    { service, operation, input }: Pick<AwsRequest, 'service' | 'operation'> & { readonly input: unknown },
    { signal, priority = priorities.overview, leftOut }: CallOptions,
  ): AwsRequest => ({
    scope,
    service,
    operation,
    input: input as object,
    signal: AbortSignal.any([signal, closing.signal]),
    priority,
    leftOut,
  });

  return {
    async call(scope, request, callOptions) {
      return (await send(toRequest(scope, request, callOptions))) as never;
    },
    async *pages(scope, request, callOptions) {
      const left = new AbortController();
      const signal = AbortSignal.any([callOptions.signal, left.signal]);
      const first = toRequest(scope, request, { ...callOptions, signal });
      const requestPage = (input: object) => send({ ...first, input });
      try {
        yield* followPages(first, requestPage, callOptions) as AsyncGenerator<never>;
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
      return options.writing ? { ...reach, write: options.writing.allows(connection) } : reach;
    },
    address: clients.address,
    signIn: (connection, region) => clients.signIn(connection, region),
    signInAhead: clients.signInAhead,
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
