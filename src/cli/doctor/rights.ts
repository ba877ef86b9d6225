// Which of the reads that the screens need are allowed: each operation is sent once.
import type { Aws } from '../../aws/aws.ts';
import { type AwsProblem, AwsProblemError, isAbsent } from '../../aws/errors/errors.ts';
import { placeKey, type Scope } from '../../domain/scope.ts';
import { problemOf } from '../../engine/problem-of.ts';
import { createRequestContext } from '../../engine/request-context.ts';
import { resources } from '../../resources/index.ts';
import { readsOf } from '../../resources/operations.ts';
import type { AnyResource, RequestCalls, RequestContext } from '../../resources/resource.ts';
import { listIds, type ResourceId } from '../../resources/resource-id.ts';

export interface ReadRight {
  /** 'backup:ListBackupVaults'. */
  readonly operation: string;
  /** 'not-asked': there is nothing that it could be asked about. */
  readonly state: 'allowed' | 'denied' | 'unanswered' | 'not-asked';
  readonly lists: readonly ResourceId[];
  readonly problem?: AwsProblem;
}

interface Outcome {
  readonly key: string;
  readonly response: Promise<unknown>;
}

/** Ends the reading of a list: the operation has been sent with another input, or costs money. */
class NotSent extends Error {}

export const paidOperations: ReadonlySet<string> = new Set(['cloudwatch:GetMetricData']);

export interface RightsOptions {
  readonly aws: Aws;
  readonly scope: Scope;
  readonly signal: AbortSignal;
  /** Also what costs money: metrics. */
  readonly paid: boolean;
}

export async function findRights(options: RightsOptions): Promise<ReadRight[]> {
  const asked = new Map<string, Outcome>();
  const lists = [...new Set([...listIds, ...(options.paid ? (['metrics'] as const) : []), 'job-days' as const])];
  const context = createContext(options, asked);
  const given = lists.map((list) => resources[list]).filter(({ derivedFrom }) => !derivedFrom);
  const found: Found[] = [];
  // First the lists themselves: with the params of a drill-down their operations would be sent with another input.
  for (const resource of given) found.push({ resource, first: await readPage(resource, context) });
  for (const one of found) await readDrillDowns(one, context);
  const responses = await Promise.all(
    [...asked].map(async ([operation, { response }]) => [operation, await outcomeOf(response)] as const),
  );
  return rightsOf(lists, new Map(responses));
}

interface Found {
  readonly resource: AnyResource;
  readonly first: FirstRow | undefined;
}

/** The list, and the page of its first row. */
async function readPage(resource: AnyResource, context: RequestContext): Promise<FirstRow | undefined> {
  const first = await firstRow(resource, context);
  // What is refused is among the outcomes.
  if (first !== undefined) await resource.describe(context, first).catch(() => {});
  return first;
}

/** The lists that open from the first row. */
async function readDrillDowns({ resource, first }: Found, context: RequestContext): Promise<void> {
  if (first === undefined) return;
  for (const { to, params, scope } of resource.drillDowns) {
    const narrowed = params(first);
    const isHere = scope === undefined || placeKey(scope(first)) === placeKey(context.scope);
    if (narrowed && isHere && !resources[to].derivedFrom)
      await readPage(resources[to], { ...context, params: narrowed });
  }
}

/** Reads on after the first row, for a list may take several operations. */
async function firstRow(resource: AnyResource, context: RequestContext): Promise<FirstRow | undefined> {
  let first: FirstRow | undefined;
  try {
    for await (const rows of resource.list(context)) first ??= rows[0];
  } catch {
    // What was refused is among the outcomes.
  }
  return first;
}

// biome-ignore lint/suspicious/noExplicitAny: rows of all resources pass through here
type FirstRow = any;

function createContext({ aws, scope, signal, paid }: RightsOptions, asked: Map<string, Outcome>): RequestContext {
  const request = createRequestContext({ aws, scope, params: {}, signal, priority: 0, now: aws.now() });
  const once = (operation: string, input: unknown, send: () => Promise<unknown>): Promise<unknown> => {
    if (!paid && paidOperations.has(operation)) return Promise.reject(new NotSent());
    const key = JSON.stringify(input);
    const known = asked.get(operation);
    if (known) return known.key === key ? known.response : Promise.reject(new NotSent());
    const response = send();
    // It is awaited at the end as well.
    response.catch(() => {});
    asked.set(operation, { key, response });
    return response;
  };
  const calls: RequestCalls = {
    call: (service, operation, input) =>
      once(`${service}:${operation}`, input, () => request.call(service, operation, input)) as never,
    async *pages(service, operation, input) {
      yield (await once(`${service}:${operation}`, input, async () => {
        for await (const page of request.pages(service, operation, input)) return page;
        return {};
      })) as never;
    },
  };
  // Each operation is sent once, to the request's own scope.
  return { ...request, ...calls, callsWith: () => calls };
}

async function outcomeOf(response: Promise<unknown>): Promise<AwsProblem | undefined> {
  try {
    await response;
    return undefined;
  } catch (error) {
    return error instanceof AwsProblemError ? error.problem : problemOf(error);
  }
}

function rightsOf(lists: readonly ResourceId[], responses: ReadonlyMap<string, AwsProblem | undefined>): ReadRight[] {
  const needed = [...new Set(lists.flatMap(readsOf))].sort();
  return needed.map((operation) => {
    const own = lists.filter((list) => !resources[list].derivedFrom && readsOf(list).includes(operation));
    if (!responses.has(operation)) return { operation, state: 'not-asked', lists: own };
    const problem = responses.get(operation);
    return { operation, state: stateOf(problem), lists: own, ...(problem ? { problem } : {}) };
  });
}

/** A refusal for another reason than the rights of the caller says that they are there. */
function stateOf(problem: AwsProblem | undefined): ReadRight['state'] {
  if (problem === undefined) return 'allowed';
  if (problem.kind === 'denied') return 'denied';
  if (problem.kind === 'not-offered') return 'not-asked';
  return isAbsent(problem) || problem.kind === 'invalid' ? 'allowed' : 'unanswered';
}
