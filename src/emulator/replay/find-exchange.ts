// Finds the recorded exchange that answers a request: the same request, else the same but for its times.
import type { ReplayedExchange } from './read-recording.ts';

export interface ReplayRequest {
  readonly service: string;
  readonly region: string;
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly body: string;
}

/** Times and tokens of idempotency differ in each run. */
const changing =
  /\d{4}-\d\d-\d\d(T|%3A|:|\d|\.|Z|%20)*|\b\d{9,}(\.\d+)?(E\d+)?\b|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi;

const exactOf = ({ method, path, query, body }: ReplayedExchange['request']): string =>
  JSON.stringify([method, path, sorted(query), body]);
const sorted = (query: string): string => query.split('&').filter(Boolean).sort().join('&');
const likeOf = (request: ReplayedExchange['request']): string => exactOf(request).replace(changing, '0');

/** A sign-in is recorded by its operation alone. */
const signInOf = (operation: string): string => `sign-in ${operation}`;

export function createFinder(exchanges: readonly ReplayedExchange[]) {
  const responses = new Map<string, ReplayedExchange[]>();
  for (const exchange of exchanges) {
    const { service, region, request, isShape, operation } = exchange;
    const texts = isShape ? [signInOf(operation)] : [exactOf(request), likeOf(request)];
    for (const key of new Set(texts.map((text) => JSON.stringify([service, region, text])))) {
      responses.set(key, [...(responses.get(key) ?? []), exchange]);
    }
  }

  /** In the order in which they were recorded; the last one again and again. */
  function next(key: string): ReplayedExchange | undefined {
    const found = responses.get(key);
    return found && found.length > 1 ? found.shift() : found?.[0];
  }

  return ({ service, region, ...request }: ReplayRequest): ReplayedExchange | undefined => {
    const action = /(?:^|&)Action=(\w+)/.exec(request.body)?.[1] ?? request.method;
    const texts = [exactOf(request), likeOf(request), signInOf(action)];
    for (const text of texts) {
      const found = next(JSON.stringify([service, region, text]));
      if (found) return found;
    }
    return undefined;
  };
}
