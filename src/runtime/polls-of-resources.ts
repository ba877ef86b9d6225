// Turns the screen's questions into polls that ask AWS through the resource files.
import { cadences, firstRetryMs, gatherMs, overlapMs } from '../../config/polling.ts';
import { toDocumentAnswer } from '../app/detail-view.ts';
import { type Question, questionKey } from '../app/question.ts';
import type { Aws } from '../aws/aws.ts';
import type { AwsProblem } from '../aws/errors.ts';
import type { Clock } from '../lib/clock.ts';
import { type Cadence, createPoll, type Poll, type Request } from '../polling/poll.ts';
import { createPolls, type Polls } from '../polling/polls.ts';
import { resources } from '../resources/index.ts';
import { createAsk } from './ask.ts';
import { problemOf } from './problem-of.ts';

export type ResourcePolls = Polls<Question, AwsProblem>;

export interface ResourcePollsOptions {
  readonly aws: Aws;
  readonly clock: Clock;
  readonly cadenceOf?: (question: Question) => Partial<Cadence>;
}

export function createResourcePolls({ aws, clock, cadenceOf }: ResourcePollsOptions): ResourcePolls {
  // biome-ignore lint/suspicious/noExplicitAny: polls of different rows stand in one registry
  const create = (question: Question): Poll<any, AwsProblem> => {
    const resource = resources[question.resource];
    const cadence = { ...cadences[resource.cadence], firstRetryMs, ...cadenceOf?.(question) };
    const common = { clock, cadence, toProblem: problemOf };
    if (question.kind === 'document') return createPoll({ ...common, ...documentPoll(question, aws) });
    return createPoll({ ...common, ...listPoll(question, aws) });
  };
  return createPolls({ clock, keyOf: questionKey, create, gatherMs, keepUnwatched: 24 });
}

function listPoll(question: Extract<Question, { kind: 'list' }>, aws: Aws) {
  const resource = resources[question.resource];
  const { scope, params, priority } = question;
  // biome-ignore lint/suspicious/noExplicitAny: rows of all resources pass through here
  const ask = ({ signal, now }: Request<any>) => createAsk({ aws, scope, params, signal, priority, now });
  // A narrowed question has few rows: asking again for all of them also sees what has gone.
  const narrowed = Object.keys(params).length > 0;
  const { changes, isGone, isBusy } = resource;
  return {
    key: resource.key,
    // biome-ignore lint/suspicious/noExplicitAny: see ask
    all: (request: Request<any>) => resource.list(ask(request)),
    ...(isBusy ? { isBusy } : {}),
    ...(isGone ? { isGone } : {}),
    ...(changes && !narrowed
      ? {
          // biome-ignore lint/suspicious/noExplicitAny: see ask
          changes: (request: Request<any> & { since: number }) =>
            changes(ask(request), request.since - overlapMs, request.known),
        }
      : {}),
  };
}

function documentPoll(question: Extract<Question, { kind: 'document' }>, aws: Aws) {
  const { scope, row, priority } = question;
  return {
    key: () => question.key,
    async *all({ signal, now }: Request<unknown>) {
      const ask = createAsk({ aws, scope, params: {}, signal, priority, now });
      yield [toDocumentAnswer(await resources[question.resource].describe(ask, row))];
    },
  };
}
