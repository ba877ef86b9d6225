// Requests one list in every account-Region and yields its rows as they arrive. A refusal does not stop the others.
import type { ListRow } from '../../app/list/rows.ts';
import type { Aws } from '../../aws/aws.ts';
import { type AwsProblem, AwsProblemError, isAbsent } from '../../aws/errors/errors.ts';
import type { Scope } from '../../domain/scope.ts';
import { problemOf } from '../../engine/problem-of.ts';
import { readRows } from '../../engine/request-context.ts';
import { type Clock, sleep } from '../../lib/clock.ts';
import type { AnyResource, Params } from '../../resources/resource.ts';
import type { Keep, KeptResponseWriter } from './stored/keep-responses.ts';

export interface RequestAllOptions {
  readonly aws: Aws;
  readonly clock: Clock;
  readonly resource: AnyResource;
  readonly params: Params;
  readonly scopes: readonly Scope[];
  readonly signal: AbortSignal;
  /** Stores the responses. */
  readonly keep?: Keep | undefined;
  /** Takes each new row; a scope's next page waits until it has resolved. */
  row(key: string, row: ListRow): Promise<void>;
}

export interface Refusal {
  readonly scope: Scope;
  readonly problem: AwsProblem;
}

const mostTries = 4;
const firstRetryMs = 1_000;

/** The failed scopes, in the order of the scopes. */
export async function requestAll(options: RequestAllOptions): Promise<Refusal[]> {
  const requested = await Promise.all(options.scopes.map((scope) => requestInScope(scope, options)));
  const refusals = requested.flatMap((refusal) => (refusal ? [refusal] : []));
  const isMissing = ({ problem }: Refusal) => isAbsent(problem);
  // A vault is requested in all Regions and exists in one: that the others lack it is not an error.
  return refusals.length < requested.length ? refusals.filter((refusal) => !isMissing(refusal)) : refusals;
}

/** Repeated from the start after errors that may pass; rows are passed on only once. */
async function requestInScope(scope: Scope, options: RequestAllOptions): Promise<Refusal | undefined> {
  const { clock, signal } = options;
  const given = new Set<string>();
  for (let attempt = 1; ; attempt += 1) {
    try {
      await readScope(scope, options, given);
      return undefined;
    } catch (error) {
      if (signal.aborted) return undefined;
      if (!(error instanceof AwsProblemError)) throw error;
      const problem = problemOf(error);
      // The rows that could be parsed were passed on.
      if (!problem.retryable || problem.isPartial || attempt >= mostTries) return { scope, problem };
      await sleep(clock, firstRetryMs * 2 ** (attempt - 1), signal).catch(() => {});
    }
  }
}

async function readScope(scope: Scope, options: RequestAllOptions, given: Set<string>): Promise<void> {
  const { aws, resource, params, signal, keep } = options;
  const now = aws.now();
  const place = { aws, scope, params, signal, priority: 0, now } as const;
  const keeping = keep?.(scope, now);
  try {
    for await (const page of readRows(place, resource.list)) {
      await givePage(page, options, given);
      keeping?.page(page);
      if (signal.aborted) break;
    }
    if (signal.aborted) keeping?.abandon();
    else keeping?.whole();
  } catch (error) {
    endKeeping(keeping, error, options);
    throw error;
  }
}

async function givePage(
  page: readonly ListRow[],
  { resource, signal, row: give }: RequestAllOptions,
  given: Set<string>,
) {
  for (const row of page) {
    const key = resource.key(row);
    if (given.has(key)) continue;
    given.add(key);
    await give(key, row);
    if (signal.aborted) return;
  }
}

function endKeeping(
  keeping: KeptResponseWriter | undefined,
  error: unknown,
  { params }: Pick<RequestAllOptions, 'params'>,
): void {
  const problem = error instanceof AwsProblemError ? problemOf(error) : undefined;
  // The contents of a vault that does not exist are known to be empty.
  if (problem && isAbsent(problem) && Object.keys(params).length > 0) keeping?.whole();
  else if (problem) keeping?.failed(problem.message);
  else keeping?.abandon();
}
