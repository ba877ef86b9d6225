// The interface of every emulated service: it finds the operation of a request and responds in its own protocol.
import type { Estate } from '../estate/estate.ts';
import type { AwsError } from '../wire/aws-error.ts';
import type { Caller, Callers } from '../wire/callers.ts';
import type { Operation } from '../wire/operations.ts';

export interface ReceivedCall {
  at: number;
  service: string;
  operation: string;
  region: string;
  account: string;
  accessKeyId: string;
  status: number;
  /** For calls that change something: the parameters as CloudTrail records them. */
  request?: Record<string, unknown> | undefined;
  /** For calls that change something: the response as CloudTrail records it. */
  response?: Record<string, unknown> | undefined;
  /** The caller's role and session name. */
  caller?: Pick<Caller, 'role' | 'user'> | undefined;
  userAgent?: string | undefined;
  /** For refused calls. */
  error?: { code: string; message: string } | undefined;
}

/** A call with its caller, Region and time. */
export interface Call {
  region: string;
  account: string;
  accessKeyId: string;
  caller: Caller;
  callers: Callers;
  /** Epoch ms. */
  now: number;
  estate: Estate;
  /** The calls that the emulator has received, oldest first. */
  received: readonly ReceivedCall[];
  /** The number of older calls that are no longer kept. */
  receivedBefore: number;
  /** A quirk: the response for a missing vault is the one for a vault without permission. */
  isMissingVaultDenied?: boolean;
  /** Writes an output as JSON with quirks. Absent: the output is written by its model. */
  write?: ((operation: Operation, output: object) => string) | undefined;
}

export interface WireRequest {
  method: string;
  path: string;
  query: URLSearchParams;
  header(name: string): string | undefined;
  /** Text. For a binary protocol: one character for each byte. */
  body: string;
}

export interface WireResponse {
  status: number;
  headers: Record<string, string>;
  body: string;
  /** `latin1`: the body is binary, one byte for each character. */
  encoding?: 'latin1' | 'utf8';
  /** The final response, if it takes time (a long poll). `signal` aborts when the caller disconnects. */
  later?: (signal: AbortSignal) => Promise<WireResponse>;
}

export interface FoundOperation {
  name: string;
  /** Set when the input has been read: the parameters as CloudTrail records them. */
  request?: Record<string, unknown> | undefined;
  /** Set when the operation has been executed: the response as CloudTrail records it. */
  response?: Record<string, unknown> | undefined;
  respond(call: Call): WireResponse;
}

export interface EmulatedService {
  /** The name in IAM policies and CloudTrail. */
  name: string;
  /**
   * All operations of the client, if there is a client. The service responds to those that are not `implemented` with
   * status 501.
   */
  operations?: readonly { name: string; implemented: boolean }[];
  find(request: WireRequest): FoundOperation;
  /** Writes the error in the protocol of the request, if the service has several. */
  writeError(error: AwsError, request?: WireRequest): WireResponse;
}

/** Services by signing name. */
export type Services = Record<string, EmulatedService | undefined> & { backup: EmulatedService };

/** Executes one operation; the client's schema has parsed `input`. */
export type Handler = (input: never, call: Call) => object;

/** The names of the operations that a client module has commands for. */
export type OperationName<Client> = {
  [Key in keyof Client]: Key extends `${infer Name}Command` ? Name : never;
}[keyof Client];
export type Handlers<Client> = Partial<Record<OperationName<Client>, Handler>>;
