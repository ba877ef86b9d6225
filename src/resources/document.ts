// The documents that `describe` returns: plain JSON, safe to print.
import { AwsProblemError } from '../aws/errors/errors.ts';
import { sanitizeDeep } from '../lib/text/text.ts';

/** Dates become ISO text, and the SDK's $metadata is removed. */
export function toDocument(response: unknown): unknown {
  if (response === null || response === undefined) return null;
  const plain = JSON.stringify(response, (name, value) => (name === '$metadata' ? undefined : value));
  return sanitizeDeep(JSON.parse(plain));
}

export interface Refused {
  readonly refused: string;
}

/**
 * One document from several responses, each under the name of its operation. Without the first response there is no
 * document; of the others, a part that does not exist is null, and a refused part contains the reason.
 */
export async function joinDocument(
  calls: Readonly<Record<string, Promise<unknown>>>,
): Promise<Record<string, unknown>> {
  const names = Object.keys(calls);
  const [first, ...rest] = await Promise.allSettled(Object.values(calls));
  if (first?.status === 'rejected') throw first.reason;
  const parts = [first, ...rest].map((result) => result && toPart(result));
  return Object.fromEntries(names.map((name, index) => [name, parts[index]]));
}

function toPart(result: PromiseSettledResult<unknown>): unknown {
  if (result.status === 'fulfilled') return toDocument(result.value);
  if (!(result.reason instanceof AwsProblemError)) throw result.reason;
  const { kind, message } = result.reason.problem;
  return kind === 'not-found' ? null : ({ refused: message } satisfies Refused);
}

export const isRefused = (part: unknown): part is Refused =>
  typeof part === 'object' && part !== null && 'refused' in part;

/** True for an error that means "denied" or "not found". Other errors may pass. */
export function isDenial(error: unknown): boolean {
  return error instanceof AwsProblemError && (error.problem.kind === 'denied' || error.problem.kind === 'not-found');
}
