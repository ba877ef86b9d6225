// Requests that are sent before the identity is known. Their rows need the account id, so each response waits here
// until the poll of the resulting scope sends the same request, and is returned to that poll.
import { priorities } from '../../../config/budgets.ts';
import { earlyForMs, mostEarlyRequests } from '../../../config/limits.ts';
import type { Aws } from '../../aws/aws.ts';
import type { Scope } from '../../domain/scope.ts';
import type { Clock } from '../../lib/clock.ts';
import { resources } from '../../resources/index.ts';
import type { Params } from '../../resources/resource.ts';
import type { ResourceId } from '../../resources/resource-id.ts';
import { createRequestContext } from '../request-context.ts';

export interface EarlyList {
  readonly resource: ResourceId;
  readonly params?: Params | undefined;
}

export interface EarlyRequestsOptions {
  readonly aws: Aws;
  readonly clock: Clock;
  /** The first list is requested in all Regions before the second is requested in any. */
  readonly lists: readonly EarlyList[];
}

export interface EarlyRequests {
  /** Returns each early response once; all other requests are sent to AWS. */
  readonly aws: Aws;
  /** Called once the connection has credentials: without them each request would fail for the same reason. */
  begin(connection: string, regions: readonly string[]): void;
  /** Drops the responses: no poll will request them. */
  drop(connection: string): void;
  stop(): void;
}

interface Request {
  readonly scope: Scope;
  readonly service: string;
  readonly operation: string;
  readonly input: object;
}

interface Early extends Request {
  /** Epoch ms. */
  readonly at: number;
  readonly control: AbortController;
  readonly pages: AsyncGenerator<unknown>;
  readonly first: Promise<IteratorResult<unknown>>;
}

export function createEarlyRequests({ aws, clock, lists }: EarlyRequestsOptions): EarlyRequests {
  let waiting: readonly Early[] = [];
  let sent = 0;
  const ending = new AbortController();

  const send = (request: Request, pages: (signal: AbortSignal) => AsyncGenerator<unknown>) => {
    const control = new AbortController();
    const sending = pages(AbortSignal.any([control.signal, ending.signal]));
    const first = sending.next();
    // The request may fail before a poll waits for it.
    first.catch(() => {});
    waiting = [...waiting, { ...request, at: clock.now(), control, pages: sending, first }];
  };

  /** Sends the first request of a list, and ends the list after the first page. */
  const requestFirstPage = async ({ resource, params = {} }: EarlyList, scope: Scope): Promise<void> => {
    const sender = firstPageSender(aws, scope, send);
    const { signal } = ending;
    const now = clock.now();
    const request = createRequestContext({ aws: sender, scope, params, signal, priority: priorities.visible, now });
    for await (const _ of resources[resource].list(request));
  };

  const begin = async (connection: string, regions: readonly string[]): Promise<void> => {
    if (lists.length === 0) return;
    await aws.signIn(connection, regions[0] ?? '');
    for (const list of lists) {
      for (const region of resources[list.resource].scope === 'account' ? regions.slice(0, 1) : regions) {
        if (ending.signal.aborted || sent >= mostEarlyRequests) return;
        sent += 1;
        // A list that starts with another call is not requested early.
        requestFirstPage(list, { accountId: '', region, connection }).catch(() => {});
      }
    }
  };

  const drop = (isDropped: (early: Early) => boolean) => {
    for (const { control } of waiting.filter(isDropped)) control.abort();
    waiting = waiting.filter((early) => !isDropped(early));
  };

  const take = (request: Request): Early | undefined => {
    drop(({ at }) => clock.now() - at > earlyForMs);
    const found = waiting.find((early) => isAlike(early, request));
    waiting = waiting.filter((early) => early !== found);
    return found;
  };

  return {
    aws: {
      ...aws,
      async *pages(scope, request, options) {
        const early = take({ ...request, input: request.input as object, scope });
        if (early) yield* followed(early, options.signal) as AsyncGenerator<never>;
        else yield* aws.pages(scope, request, options);
      },
    },
    begin: (connection, regions) => void begin(connection, regions).catch(() => {}),
    drop: (connection) => drop(({ scope }) => scope.connection === connection),
    stop: () => ending.abort(),
  };
}

/** Hands the first request for pages on to `send`, and answers it and all others with nothing. */
function firstPageSender(
  aws: Aws,
  scope: Scope,
  send: (request: Request, pages: (signal: AbortSignal) => AsyncGenerator<unknown>) => void,
): Aws {
  let isSent = false;
  return {
    ...aws,
    call: () => Promise.reject(new Error('Only pages are requested early.')),
    async *pages(_, request, options) {
      if (isSent) return;
      isSent = true;
      send({ ...request, input: request.input as object, scope }, (signal) =>
        aws.pages(scope, request, { ...options, signal }),
      );
    },
  };
}

async function* followed({ first, pages, control }: Early, signal: AbortSignal): AsyncGenerator<unknown> {
  const abort = () => control.abort(signal.reason);
  if (signal.aborted) abort();
  signal.addEventListener('abort', abort);
  try {
    for (let page = await first; !page.done; page = await pages.next()) yield page.value;
  } finally {
    signal.removeEventListener('abort', abort);
    await pages.return(undefined);
  }
}

const isAlike = (one: Request, other: Request): boolean =>
  one.scope.connection === other.scope.connection &&
  one.scope.region === other.scope.region &&
  one.service === other.service &&
  one.operation === other.operation &&
  hasSameMembers(one.input, other.input);

/** A time range like "the last day" moves while the identity is awaited: the early response starts slightly earlier. */
function hasSameMembers(one: object, other: object): boolean {
  const requested = new Map(Object.entries(other));
  const early = Object.entries(one);
  return early.length === requested.size && early.every(([name, value]) => isSameValue(value, requested.get(name)));
}

const isSameValue = (one: unknown, other: unknown): boolean =>
  one instanceof Date && other instanceof Date
    ? Math.abs(one.getTime() - other.getTime()) <= earlyForMs
    : one === other;
