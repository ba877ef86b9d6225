import { maxPages } from '../../config/budgets.ts';
import { AwsProblemError } from './errors/errors.ts';
import { endlessPages } from './errors/problem-texts.ts';
import type { Service } from './operations.ts';

interface ListRequest {
  readonly service: Service;
  readonly operation: string;
  readonly input: object;
}

export interface PagingOptions {
  /** The maximum number of pages. */
  readonly most?: number;
  /** The next page is requested while this one is being read: for consumers that read all pages. */
  readonly ahead?: boolean;
}

/** The name of the token in requests and responses, if it is not NextToken. */
const tokenNames: Partial<Record<Service, string>> = { tagging: 'PaginationToken', rds: 'Marker' };

/**
 * Follows the token to the next page. A repeated token, or pages without end, are a fault of the endpoint: ending
 * silently would show a part as the whole.
 */
export async function* followPages(
  request: ListRequest,
  requestPage: (input: object) => Promise<unknown>,
  { most = maxPages, ahead = false }: PagingOptions = {},
): AsyncGenerator<unknown> {
  const seen = new Set<string>();
  const tokenName = tokenNames[request.service] ?? 'NextToken';
  const askAfter = (token: string) => requestPage({ ...request.input, [tokenName]: token });
  let response = await requestPage(request.input);
  for (let page = 1; ; page += 1) {
    const token = tokenOf(response, tokenName);
    const isNext = token !== undefined && !seen.has(token) && page < most;
    const next = ahead && isNext ? askAfter(token) : undefined;
    // The request may fail before the consumer awaits it.
    next?.catch(() => {});
    yield response;
    if (token === undefined) return;
    if (seen.has(token)) throw new AwsProblemError(endlessPages(request, 'returns the same page repeatedly'));
    if (!isNext) throw new AwsProblemError(endlessPages(request, `has more than ${most} pages`));
    seen.add(token);
    response = await (next ?? askAfter(token));
  }
}

function tokenOf(response: unknown, name: string): string | undefined {
  const token = (response as Record<string, unknown> | undefined)?.[name];
  return typeof token === 'string' && token !== '' ? token : undefined;
}
