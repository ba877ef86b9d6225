// Turns the list requests of the screen into polls that call AWS through the resource files.
import { priorities } from '../../../config/budgets.ts';
import { keptLists, rowsInTurn } from '../../../config/limits.ts';
import { cadences, firstRetryMs, gatherMs, overlapMs } from '../../../config/polling.ts';
import { toDocumentAnswer } from '../../app/detail/detail-view.ts';
import { type ListQuestion, type Question, questionKey } from '../../app/state/question.ts';
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
import { createAsk, type ListRequestOptions, readRows } from '../ask.ts';
import { problemOf } from '../problem-of.ts';
import { type AnswerObserver, observed } from './answer-observer.ts';
import { type ArchiveOptions, archiveOf } from './archives.ts';
import type { FirstRows } from './first-rows.ts';

export interface ResourcePolls extends Polls<Question, AwsProblem> {
  /** The rows of earlier responses to the request. */
  // biome-ignore lint/suspicious/noExplicitAny: rows of all resources pass through here
  known(question: ListQuestion): KnownRows<any>;
}

export interface ResourcePollsOptions {
  readonly aws: Aws;
  readonly clock: Clock;
  readonly cadenceOf?: (question: Question) => Partial<Cadence>;
  /** Additional facts of the live feed. */
  readonly feed?: FeedOfQuestions | undefined;
  /** The archive of the rows. */
  readonly archive: ArchiveOptions;
  /** Sees the responses that are archived. */
  readonly observer?: AnswerObserver | undefined;
  readonly firstRows?: Pick<FirstRows, 'turn'> | undefined;
  /** Shared with whoever else has long work. Absent: nobody has. */
  readonly nextTurn?: NextTurn | undefined;
}

export interface FeedOfQuestions {
  /** The change that events make to a row of this response. */
  // biome-ignore lint/suspicious/noExplicitAny: rows of all resources pass through here
  amends(question: ListQuestion): ((row: any) => any) | undefined;
  /** The factor by which the interval of the request may be longer than its cadence. */
  stretches(question: ListQuestion): number;
}

export function createResourcePolls(options: ResourcePollsOptions): ResourcePolls {
  const { aws, clock, cadenceOf, feed, nextTurn = createTurns() } = options;
  const pause = (rowCount: number) => (rowCount >= rowsInTurn / 2 ? nextTurn() : undefined);
  const turnOf = (question: Question) => (priority: number) => {
    const next = () => nextTurn(priority === priorities.visible);
    return options.firstRows?.turn(question)?.then(next) ?? next();
  };
  const archiveFor = (question: ListQuestion) => archiveOf(question, options.archive, { clock, now: aws.now });
  // biome-ignore lint/suspicious/noExplicitAny: polls of different rows stand in one registry
  const create = (question: Question): Poll<any, AwsProblem> => {
    const cadence = cadenceFor(question, cadenceOf?.(question) ?? {});
    const phase = phaseOf(questionKey(question));
    const turn = turnOf(question);
    const common = { clock, there: aws, cadence, toProblem: problemOf, isLasting, phase, turn, pause };
    if (question.kind === 'document') return createPoll({ ...common, ...documentPoll(question, aws) });
    const archive = observed(archiveFor(question), question, options.observer);
    const amend = feed?.amends(question);
    return createPoll({
      ...common,
      ...listPoll(question, aws, archive.known),
      archive,
      ...(amend ? { amend } : {}),
      ...(feed ? { stretch: () => feed.stretches(question) } : {}),
    });
  };
  const polls = createPolls({
    clock,
    keyOf: questionKey,
    priorityOf: ({ priority }: Question) => priority,
    create,
    gatherMs,
    keepUnwatched: keptLists,
  });
  return { ...polls, known: (question) => archiveFor(question).known };
}

// biome-ignore lint/suspicious/noExplicitAny: rows of all resources pass through here
function listPoll(question: ListQuestion, aws: Aws, known: KnownRows<any>) {
  const resource = resources[question.resource];
  const { scope, params } = question;
  const place = ({ signal, now, priority, preview }: Request): ListRequestOptions => ({
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
            readRows(place(request), (ask) => changes(ask, request.since - overlapMs, known)),
        }
      : {}),
  };
}

function documentPoll(question: Extract<Question, { kind: 'document' }>, aws: Aws) {
  const { scope, row } = question;
  return {
    isDocument: true,
    async *all({ signal, now, priority }: Request) {
      const ask = createAsk({ aws, scope, params: {}, signal, priority, now });
      yield [toDocumentAnswer(await resources[question.resource].describe(ask, row))];
    },
  };
}

/**
 * For the recovery points of one vault only new rows are requested at the normal interval; `refresh` requests all rows.
 */
function cadenceFor(question: Question, said: Partial<Cadence>): Cadence {
  const { visibleMs, ...cadence }: Cadence = {
    ...cadences[resources[question.resource].cadence],
    firstRetryMs,
    ...said,
  };
  const isNarrowed = question.kind === 'list' && Object.keys(question.params).length > 0;
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
