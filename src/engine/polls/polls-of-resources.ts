// Turns the list requests of the screen into polls that call AWS through the resource files.
import { priorities } from '../../../config/budgets.ts';
import { keptLists, rowsInTurn } from '../../../config/limits.ts';
import { cadences, firstRetryMs, gatherMs, overlapMs } from '../../../config/polling.ts';
import { toDocumentResponse } from '../../app/detail/detail-view.ts';
import { type ListRequest, type PollRequest, requestKey } from '../../app/state/lists/poll-request.ts';
import type { Aws } from '../../aws/aws.ts';
import type { AwsProblem } from '../../aws/errors/errors.ts';
import type { Clock } from '../../lib/clock.ts';
import { createTurns, type NextTurn } from '../../lib/process/turns.ts';
import type { Cadence } from '../../polling/pace.ts';
import { createPoll } from '../../polling/poll.ts';
import type { Poll, Request } from '../../polling/poll-options.ts';
import { createPolls, type Polls } from '../../polling/polls.ts';
import { resources } from '../../resources/index.ts';
import type { KnownRows } from '../../resources/known.ts';
import { problemOf } from '../problem-of.ts';
import { createRequestContext, type RequestContextOptions, readRows } from '../request-context.ts';
import { type ArchiveOptions, archiveOf } from './archives.ts';
import type { FirstRows } from './first-rows.ts';
import { observed, type ResponseObserver } from './response-observer.ts';

export interface ResourcePolls extends Polls<PollRequest, AwsProblem> {
  /** The rows of earlier responses to the request. */
  // biome-ignore lint/suspicious/noExplicitAny: rows of all resources pass through here
  known(listRequest: ListRequest): KnownRows<any>;
}

export interface ResourcePollsOptions {
  readonly aws: Aws;
  readonly clock: Clock;
  readonly cadenceOf?: (listRequest: PollRequest) => Partial<Cadence>;
  /** Additional facts of the live feed. */
  readonly feed?: FeedOfRequests | undefined;
  /** The archive of the rows. */
  readonly archive: ArchiveOptions;
  /** Sees the responses that are archived. */
  readonly observer?: ResponseObserver | undefined;
  readonly firstRows?: Pick<FirstRows, 'turn'> | undefined;
  /** Shared with whoever else has long work. Absent: nobody has. */
  readonly nextTurn?: NextTurn | undefined;
}

export interface FeedOfRequests {
  /** The change that events make to a row of this response. */
  // biome-ignore lint/suspicious/noExplicitAny: rows of all resources pass through here
  amends(listRequest: ListRequest): ((row: any) => any) | undefined;
  /** The factor by which the interval of the request may be longer than its cadence. */
  stretches(listRequest: ListRequest): number;
}

export function createResourcePolls(options: ResourcePollsOptions): ResourcePolls {
  const { aws, clock, cadenceOf, feed, nextTurn = createTurns() } = options;
  const pause = (rowCount: number) => (rowCount >= rowsInTurn / 2 ? nextTurn() : undefined);
  const turnOf = (listRequest: PollRequest) => (priority: number) => {
    const next = () => nextTurn(priority === priorities.visible);
    return options.firstRows?.turn(listRequest)?.then(next) ?? next();
  };
  const archiveFor = (listRequest: ListRequest) => archiveOf(listRequest, options.archive, { clock, now: aws.now });
  // biome-ignore lint/suspicious/noExplicitAny: polls of different rows stand in one registry
  const create = (listRequest: PollRequest): Poll<any, AwsProblem> => {
    const cadence = cadenceFor(listRequest, cadenceOf?.(listRequest) ?? {});
    const phase = phaseOf(requestKey(listRequest));
    const turn = turnOf(listRequest);
    const common = { clock, there: aws, cadence, toProblem: problemOf, isLasting, phase, turn, pause };
    if (listRequest.kind === 'document') return createPoll({ ...common, ...documentPoll(listRequest, aws) });
    const archive = observed(archiveFor(listRequest), listRequest, options.observer);
    const amend = feed?.amends(listRequest);
    return createPoll({
      ...common,
      ...listPoll(listRequest, aws, archive.known),
      archive,
      ...(amend ? { amend } : {}),
      ...(feed ? { stretch: () => feed.stretches(listRequest) } : {}),
    });
  };
  const polls = createPolls({
    clock,
    keyOf: requestKey,
    priorityOf: ({ priority }: PollRequest) => priority,
    create,
    gatherMs,
    keepUnwatched: keptLists,
  });
  return { ...polls, known: (listRequest) => archiveFor(listRequest).known };
}

// biome-ignore lint/suspicious/noExplicitAny: rows of all resources pass through here
function listPoll(listRequest: ListRequest, aws: Aws, known: KnownRows<any>) {
  const resource = resources[listRequest.resource];
  const { scope, params } = listRequest;
  const place = ({ signal, now, priority, preview }: Request): RequestContextOptions => ({
    aws,
    scope,
    params,
    signal,
    priority,
    now,
    preview,
  });
  // A list with params has few rows: a request for all of them also shows which rows are gone.
  const narrowed = Object.keys(params).length > 0;
  const { changes, newOnly, isBusy, lacks } = resource;
  return {
    all: (request: Request) => readRows(place(request), resource.list),
    ...(isBusy ? { isBusy } : {}),
    ...(lacks ? { lacks } : {}),
    ...(newOnly ? { newOnly: (rowCount: number) => newOnly(params, rowCount) } : {}),
    ...(changes && (newOnly || !narrowed)
      ? {
          changes: (request: Request & { since: number }) =>
            readRows(place(request), (context) => changes(context, request.since - overlapMs, known)),
        }
      : {}),
  };
}

function documentPoll(listRequest: Extract<PollRequest, { kind: 'document' }>, aws: Aws) {
  const { scope, row } = listRequest;
  return {
    isDocument: true,
    async *all({ signal, now, priority }: Request) {
      const context = createRequestContext({ aws, scope, params: {}, signal, priority, now });
      yield [toDocumentResponse(await resources[listRequest.resource].describe(context, row))];
    },
  };
}

/**
 * For the recovery points of one vault only new rows are requested at the normal interval; `refresh` requests all rows.
 */
function cadenceFor(listRequest: PollRequest, said: Partial<Cadence>): Cadence {
  const { visibleMs, ...cadence }: Cadence = {
    ...cadences[resources[listRequest.resource].cadence],
    firstRetryMs,
    ...said,
  };
  const isNarrowed = listRequest.kind === 'list' && Object.keys(listRequest.params).length > 0;
  return isNarrowed || visibleMs === undefined ? cadence : { ...cadence, visibleMs };
}

/** Only a person or another endpoint resolves these problems: the interval is long. */
const isLasting = ({ kind, retryable }: AwsProblem): boolean =>
  !retryable && (kind === 'not-offered' || kind === 'region-off' || kind === 'invalid');

/** A number from 0 to 1, equal for equal text in every run. */
function phaseOf(text: string): number {
  let hash = 0;
  for (const char of text) hash = (Math.imul(hash, 31) + char.charCodeAt(0)) >>> 0;
  return (Math.imul(hash, 0x9e3779b1) >>> 0) / 2 ** 32;
}
