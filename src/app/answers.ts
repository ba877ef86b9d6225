// What is known of each list that something rests on: an empty list and one that was refused look alike otherwise.
import type { AwsProblem } from '../aws/errors.ts';
import { type AnswerState, answerState } from '../domain/answer-state.ts';
import type { Scope } from '../domain/scope.ts';
import type { ResourceId } from '../resources/resource-id.ts';
import type { Data } from './data.ts';
import type { ListQuestion } from './question.ts';
import { problemWord } from './region-state.ts';

export interface ListAnswer {
  readonly list: ResourceId;
  readonly scope: Scope;
  readonly state: AnswerState;
  /** Epoch ms of the newest whole answer. */
  readonly asOf?: number;
  /** Why it is not known; absent: no answer has come yet. */
  readonly problem?: AwsProblem;
}

export function listAnswers(questions: readonly ListQuestion[], data: Pick<Data, 'snapshot'>): ListAnswer[] {
  return questions.map((question) => {
    const { loadedAt, restored, failure } = data.snapshot(question) ?? {};
    const failed = failure && { lasting: !failure.problem.retryable };
    return {
      list: question.resource,
      scope: question.scope,
      state: answerState({ loadedAt, restored, failure: failed }),
      ...(loadedAt === undefined ? {} : { asOf: loadedAt }),
      ...(failure ? { problem: failure.problem } : {}),
    };
  });
}

export const unansweredLists = (questions: readonly ListQuestion[], data: Pick<Data, 'snapshot'>): ListAnswer[] =>
  listAnswers(questions, data).filter(({ state }) => state !== 'known');

/** 'access denied', 'no answer in time'. */
export const reasonOf = ({ problem }: Pick<ListAnswer, 'problem'>): string =>
  problem ? problemWord(problem) : 'no answer in time';
