// The facts of an error from any origin: AWS, the SDK, Node or a proxy.
import { systemClock } from '../../lib/clock.ts';
import { responseTooLong } from '../responses/response-limit.ts';
import { skewOf } from './clock-skew.ts';
import { kindByName, networkTrouble } from './error-tables.ts';

export interface ErrorFacts {
  readonly name: string;
  readonly message: string;
  readonly networkCode: string | undefined;
  readonly status: number | undefined;
  readonly host: string | undefined;
  /** The target of a redirect. */
  readonly location?: string | undefined;
  readonly isTooLong: boolean;
  /** Ms by which AWS's clock is ahead, if AWS refused the call because of it. */
  readonly skewMs?: number | undefined;
}

export function errorFacts(error: unknown): ErrorFacts {
  const fields = (typeof error === 'object' && error !== null ? error : {}) as Record<string, unknown>;
  const metadata = (fields.$metadata ?? {}) as Record<string, unknown>;
  const response = (fields.$response ?? {}) as Record<string, unknown>;
  const status = metadata.httpStatusCode ?? response.statusCode;
  return {
    name: nameOf(fields),
    message: (typeof fields.message === 'string' ? fields.message : String(error ?? '')).slice(0, mostMessage),
    networkCode: networkCodeOf(error),
    status: typeof status === 'number' ? status : undefined,
    host: hostOf(fields),
    location: locationIn(response),
    isTooLong: isTooLong(error),
    skewMs: skewOf(error, systemClock.now()),
  };
}

/**
 * The maximum length of a message, which a remote server may have written: searching words in it takes more than linear
 * time.
 */
const mostMessage = 4_000;

function isTooLong(error: unknown, depth = 0): boolean {
  if (typeof error !== 'object' || error === null || depth > 4) return false;
  const { name, cause } = error as { name?: unknown; cause?: unknown };
  return name === responseTooLong || isTooLong(cause, depth + 1);
}

/** 'com.amazonaws#ThrottlingException:http://…' is a ThrottlingException. */
function nameOf(fields: Record<string, unknown>): string {
  const named = [fields.name, fields.Code, fields.code].filter((name) => typeof name === 'string');
  const shortNames = named.map((name) => name.replace(/^.*#/, '').replace(/:.*$/, ''));
  return shortNames.find((name) => kindByName.has(name)) ?? shortNames[0] ?? 'Error';
}

/** If all addresses refuse, the error is an AggregateError; a proxy's error is a cause. */
function networkCodeOf(error: unknown, depth = 0): string | undefined {
  if (typeof error !== 'object' || error === null || depth > 4) return undefined;
  const { code, cause, errors } = error as { code?: unknown; cause?: unknown; errors?: unknown };
  if (typeof code === 'string' && networkTrouble(code) !== undefined) return code;
  return networkCodeOf(cause, depth + 1) ?? networkCodeOf(Array.isArray(errors) ? errors[0] : undefined, depth + 1);
}

function hostOf({ hostname, address, port }: Record<string, unknown>): string | undefined {
  const host = typeof hostname === 'string' ? hostname : address;
  if (typeof host !== 'string') return undefined;
  return typeof port === 'number' ? `${host.includes(':') ? `[${host}]` : host}:${port}` : host;
}

function locationIn({ headers }: Record<string, unknown>): string | undefined {
  const { location } = (headers ?? {}) as Record<string, unknown>;
  return typeof location === 'string' ? location : undefined;
}
