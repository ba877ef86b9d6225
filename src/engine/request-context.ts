// Binds scope, priority and abort signal of a list request to the calls of a resource.
import type { Aws, Priority } from '../aws/aws.ts';
import { AwsProblemError } from '../aws/errors/errors.ts';
import { createLeftOut, type LeftOut } from '../aws/responses/left-out.ts';
import type { Scope } from '../domain/scope.ts';
import type { Params, RequestCalls, RequestContext } from '../resources/resource.ts';

export interface RequestContextOptions {
  readonly aws: Aws;
  readonly scope: Scope;
  readonly params: Params;
  readonly signal: AbortSignal;
  readonly priority: Priority;
  /** Epoch ms. */
  readonly now: number;
  /** Takes list items that cannot be parsed. Absent: one such item makes the whole response invalid. */
  readonly leftOut?: LeftOut;
  readonly preview?: RequestContext['preview'];
}

export function createRequestContext({
  aws,
  scope,
  params,
  signal,
  priority,
  now,
  leftOut,
  preview,
}: RequestContextOptions): RequestContext {
  const callsWith: RequestContext['callsWith'] = ({ scope: to = scope, ahead = false }): RequestCalls => ({
    call: (service, operation, input) => aws.call(to, { service, operation, input }, { signal, priority, leftOut }),
    pages: (service, operation, input) =>
      aws.pages(to, { service, operation, input }, { signal, priority, ahead, leftOut }),
  });
  return {
    scope,
    params,
    now,
    preview,
    isWhole: () => leftOut?.problem() === undefined,
    ...callsWith({}),
    callsWith,
  };
}

/** Yields all rows of a list that can be parsed, then throws the problem that names what was left out. */
export async function* readRows<Row>(
  options: RequestContextOptions,
  list: (context: RequestContext) => AsyncIterable<Row[]>,
): AsyncGenerator<Row[]> {
  const leftOut = createLeftOut();
  yield* list(createRequestContext({ ...options, leftOut }));
  const problem = leftOut.problem();
  if (problem) throw new AwsProblemError(problem);
}
