// Asks every account-Region for one list and gives its rows as they come. One refusal does not keep back the others.
import type { ListRow } from '../../app/list/rows.ts';
import type { Aws } from '../../aws/aws.ts';
import { type AwsProblem, AwsProblemError, isAbsent } from '../../aws/errors/errors.ts';
import type { Scope } from '../../domain/scope.ts';
import { readRows } from '../../engine/ask.ts';
import { problemOf } from '../../engine/problem-of.ts';
import { type Clock, sleep } from '../../lib/clock.ts';
import type { AnyResource, Params } from '../../resources/resource.ts';
import type { Keep, ResponseWriter } from './keep-answers.ts';

export interface AskAllOptions {
  readonly aws: Aws;
  readonly clock: Clock;
  readonly resource: AnyResource;
  readonly params: Params;
  readonly scopes: readonly Scope[];
  readonly signal: AbortSignal;
  /** Where answers are kept. */
  readonly keep?: Keep | undefined;
  /** Takes each new row; a place waits with its next page until it is done. */
  row(key: string, row: ListRow): Promise<void>;
}

export interface Refusal {
  readonly scope: Scope;
  readonly problem: AwsProblem;
}

const mostTries = 4;
const firstRetryMs = 1_000;

/** Those that did not answer, in the order of the scopes. */
export async function askAll(options: AskAllOptions): Promise<Refusal[]> {
  const asked = await Promise.all(options.scopes.map((scope) => askScope(scope, options)));
  const refusals = asked.flatMap((refusal) => (refusal ? [refusal] : []));
  const isMissing = ({ problem }: Refusal) => isAbsent(problem);
  // One vault is asked for everywhere and lies in one Region: that the others do not have it is no news.
  return refusals.length < asked.length ? refusals.filter((refusal) => !isMissing(refusal)) : refusals;
}

/** Asked again from the start after what may pass; rows that were given already are not given twice. */
async function askScope(scope: Scope, options: AskAllOptions): Promise<Refusal | undefined> {
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
      // What can be read has been given.
      if (!problem.retryable || problem.isPartial || attempt >= mostTries) return { scope, problem };
      await sleep(clock, firstRetryMs * 2 ** (attempt - 1), signal).catch(() => {});
    }
  }
}

async function readScope(scope: Scope, options: AskAllOptions, given: Set<string>): Promise<void> {
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

async function givePage(page: readonly ListRow[], { resource, signal, row: give }: AskAllOptions, given: Set<string>) {
  for (const row of page) {
    const key = resource.key(row);
    if (given.has(key)) continue;
    given.add(key);
    await give(key, row);
    if (signal.aborted) return;
  }
}

function endKeeping(
  keeping: ResponseWriter | undefined,
  error: unknown,
  { params }: Pick<AskAllOptions, 'params'>,
): void {
  const problem = error instanceof AwsProblemError ? problemOf(error) : undefined;
  // What one vault holds that is not there is known: nothing.
  if (problem && isAbsent(problem) && Object.keys(params).length > 0) keeping?.whole();
  else if (problem) keeping?.failed(problem.message);
  else keeping?.abandon();
}
