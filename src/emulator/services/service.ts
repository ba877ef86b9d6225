// What every emulated service has: it finds the operation a request means, and answers in its own protocol.
import type { Estate } from '../estate/estate.ts';
import type { AwsError } from '../wire/aws-error.ts';
import type { Caller, Callers } from '../wire/callers.ts';
import type { Operation } from '../wire/operations.ts';

export interface CallRecord {
  at: number;
  service: string;
  operation: string;
  region: string;
  account: string;
  accessKeyId: string;
  status: number;
  /** Of calls that change something: what they asked for, as CloudTrail writes it. */
  request?: Record<string, unknown> | undefined;
  /** And what they were answered. */
  response?: Record<string, unknown> | undefined;
  /** The role of the caller and the name of its session. */
  caller?: Pick<Caller, 'role' | 'user'> | undefined;
  userAgent?: string | undefined;
  /** Of calls that were refused. */
  error?: { code: string; message: string } | undefined;
}

/** Who asks, where and when. */
export interface Call {
  region: string;
  account: string;
  accessKeyId: string;
  caller: Caller;
  callers: Callers;
  /** Epoch ms. */
  now: number;
  estate: Estate;
  /** What the emulator has been asked so far, oldest first. */
  received: readonly CallRecord[];
  /** How many older ones have been forgotten. */
  receivedBefore: number;
  /** By a quirk: a vault that is not there is answered as one that the caller may not see. */
  isMissingVaultDenied?: boolean;
  /** Puts an output into JSON as the real service does, with its quirks; absent: as its model says. */
  write?: ((operation: Operation, output: object) => string) | undefined;
}

export interface WireRequest {
  method: string;
  path: string;
  query: URLSearchParams;
  header(name: string): string | undefined;
  /** Text; of a binary protocol, one character for each byte. */
  body: string;
}

export interface WireAnswer {
  status: number;
  headers: Record<string, string>;
  body: string;
  /** latin1: one byte for each character of the body, which is binary. */
  encoding?: 'latin1' | 'utf8';
  /** The real answer, where it takes time (a long poll); `gone` aborts when the caller hangs up. */
  later?: (gone: AbortSignal) => Promise<WireAnswer>;
}

export interface FoundOperation {
  name: string;
  /** Once it has been read: what is asked for, as CloudTrail writes it. */
  request?: Record<string, unknown> | undefined;
  /** Once it has been carried out: what is answered, in the same form. */
  response?: Record<string, unknown> | undefined;
  answer(call: Call): WireAnswer;
}

export interface Service {
  /** As IAM policies and CloudTrail name it. */
  name: string;
  /** Every operation that its client knows, where a client says it; `carriedOut` ones do not answer 501. */
  operations?: readonly { name: string; carriedOut: boolean }[];
  find(request: WireRequest): FoundOperation;
  /** In the protocol of the request, where the service speaks several. */
  writeError(error: AwsError, request?: WireRequest): WireAnswer;
}

/** By the name that requests are signed for. */
export type Services = Record<string, Service | undefined> & { backup: Service };

/** Carries out one operation; `input` is read by the client's schema. */
export type Handler = (input: never, call: Call) => object;

/** The operations that a client module has commands for. */
export type OperationName<Client> = {
  [Key in keyof Client]: Key extends `${infer Name}Command` ? Name : never;
}[keyof Client];
export type Handlers<Client> = Partial<Record<OperationName<Client>, Handler>>;
