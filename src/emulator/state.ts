// What callers made of the estate, as a document: where it began, and every call since that changed something. The rest
// follows, because the same seed, clock and calls give the same estate; so every service is in it, and the document does
// not depend on how any of them keeps what it knows.
import { type EstateSize, estateSizes } from './estate/organization.ts';
import type { Happening } from './happen.ts';
import type { ClockState } from './movable-clock.ts';
import type { WireRequest } from './services/service.ts';

export interface KeptRequest {
  /** Epoch ms on the estate's clock, as the call saw it: ids depend on it. */
  at: number;
  /** The last serial number of the caller's account before the call: refused calls, which are not kept, use some up. */
  serial?: number;
  method: string;
  path: string;
  query?: string;
  /** Only those that say what is asked for, and by whom. */
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
  /** Epoch ms at which the estate began: its troubles are counted from there. */
  bornAt: number;
  clock: ClockState;
  calls: KeptCall[];
}

const keptHeaders = ['content-type', 'host', 'smithy-protocol', 'user-agent', 'x-amz-target'];
/** The signature is nobody's business: only who signed, where and for what is read. */
const withoutSignature = (authorization: string) => /^\S+\s+Credential=[^,\s]+/.exec(authorization)?.[0] ?? '';

/** When a call was carried out, and after which serial number. */
export type CallMoment = Pick<KeptRequest, 'at' | 'serial'>;

export function keepRequest(moment: CallMoment, { method, path, query, header, body }: WireRequest): KeptRequest {
  const authorization = withoutSignature(header('authorization') ?? '');
  const given = keptHeaders.map((name) => [name, header(name)] as const).filter(([, value]) => value !== undefined);
  return {
    ...moment,
    ...{ method, path },
    ...(query.size > 0 && { query: query.toString() }),
    headers: { ...Object.fromEntries(given), authorization },
    ...(body !== '' && { body }),
  };
}

export const toRequest = ({ method, path, query = '', headers, body = '' }: KeptRequest): WireRequest => ({
  ...{ method, path, body },
  query: new URLSearchParams(query),
  header: (name) => headers[name.toLowerCase()],
});

const reading = /^(AssumeRole|Describe|Export|Get|List|Lookup|Search)/;

/** Whether the call has left anything behind. Of a queue's reading, that is so when it gave out a message. */
export function leavesTrace(operation: string, { status, body }: { status: number; body: string }): boolean {
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

/** Throws what is wrong with the document, as the end of a sentence that names it. */
export function readState(document: unknown): EmulatorState {
  if (!isObject(document) || document.format !== stateFormat) throw new Error('is no state of an embedded AWS');
  if (document.version !== stateVersion) {
    throw new Error(`is of version ${document.version}; this program reads and writes version ${stateVersion}`);
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
  if (!isWhole) throw new Error('lacks a part: it was cut off or changed');
  return document as unknown as EmulatorState;
}
