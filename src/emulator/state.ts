// The changes by callers as a document: the initial estate, and every later call that changed it. The same seed, clock
// and calls produce the same estate, so the document covers every service and does not depend on their internal data.
import { type EstateSize, estateSizes } from './estate/organization.ts';
import type { Happening } from './happen.ts';
import type { ClockState } from './movable-clock.ts';
import type { WireRequest } from './protocols/service.ts';

export interface KeptRequest {
  /** Epoch ms on the estate's clock at the call: ids depend on it. */
  at: number;
  /** The account's last serial number before the call: refused calls use serial numbers but are not kept. */
  serial?: number;
  method: string;
  path: string;
  query?: string;
  /** Only the headers that identify the operation, its format and the caller. */
  headers: Record<string, string>;
  body?: string;
}

export type KeptCall = KeptRequest | { at: number; happening: Happening };

export const stateFormat = 'vaultop emulator state';
export const stateVersion = 1;

export interface EmulatorState {
  format: typeof stateFormat;
  version: typeof stateVersion;
  account: string;
  estate: EstateSize;
  seed: string;
  /** Epoch ms of the start of the estate: the times of its troubles are relative to it. */
  bornAt: number;
  clock: ClockState;
  calls: KeptCall[];
}

const keptHeaders = ['content-type', 'host', 'smithy-protocol', 'user-agent', 'x-amz-target'];
/** Removes the signature: only access key, Region and service are needed. */
const withoutSignature = (authorization: string) => /^\S+\s+Credential=[^,\s]+/.exec(authorization)?.[0] ?? '';

/** The time of a call and the serial number before it. */
export type CallMoment = Pick<KeptRequest, 'at' | 'serial'>;

export function keepRequest(moment: CallMoment, { method, path, query, header, body }: WireRequest): KeptRequest {
  const authorization = withoutSignature(header('authorization') ?? '');
  const given = keptHeaders.map((name) => [name, header(name)] as const).filter(([, value]) => value !== undefined);
  return {
    ...moment,
    method,
    path,
    ...(query.size > 0 && { query: query.toString() }),
    headers: { ...Object.fromEntries(given), authorization },
    ...(body !== '' && { body }),
  };
}

export const toRequest = ({ method, path, query = '', headers, body = '' }: KeptRequest): WireRequest => ({
  method,
  path,
  body,
  query: new URLSearchParams(query),
  header: (name) => headers[name.toLowerCase()],
});

const reading = /^(AssumeRole|Describe|Export|Get|List|Lookup|Search)/;

/** Whether the call changed the estate. ReceiveMessage does if it returned a message. */
export function changesState(operation: string, { status, body }: { status: number; body: string }): boolean {
  if (status < 200 || status >= 300) return false;
  return operation === 'ReceiveMessage' ? body.includes('ReceiptHandle') : !reading.test(operation);
}

const sizes: readonly unknown[] = estateSizes;
const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

const isKeptCall = (call: unknown): call is KeptCall =>
  isObject(call) &&
  typeof call.at === 'number' &&
  ['number', 'undefined'].includes(typeof call.serial) &&
  (isObject(call.happening) ||
    (typeof call.method === 'string' && typeof call.path === 'string' && isObject(call.headers)));

/** Throws an error whose message ends a sentence about the document. */
export function readState(document: unknown): EmulatorState {
  if (!isObject(document) || document.format !== stateFormat) throw new Error('is not a state of the embedded AWS');
  if (document.version !== stateVersion) {
    throw new Error(`has version ${document.version}; this program supports version ${stateVersion}`);
  }
  const { account, estate, seed, bornAt, clock, calls } = document;
  const isWhole =
    typeof account === 'string' &&
    sizes.includes(estate) &&
    typeof seed === 'string' &&
    typeof bornAt === 'number' &&
    isObject(clock) &&
    typeof clock.now === 'number' &&
    typeof clock.offsetMs === 'number' &&
    Array.isArray(calls) &&
    calls.every(isKeptCall);
  if (!isWhole) throw new Error('is incomplete: it was truncated or changed');
  return document as unknown as EmulatorState;
}
