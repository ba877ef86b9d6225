// The state of each source list: otherwise an empty list and a refused one look the same.
import type { AwsProblem } from '../../../aws/errors/errors.ts';
import { type AnswerState, answerState } from '../../../domain/answer-state.ts';
import type { Scope } from '../../../domain/scope.ts';
import type { ResourceId } from '../../../resources/resource-id.ts';
import type { Data } from '../data.ts';
import { problemWord } from '../region-state.ts';
import type { ListRequest } from './poll-request.ts';

export interface ScopeListState {
  readonly list: ResourceId;
  readonly scope: Scope;
  readonly state: AnswerState;
  /** Epoch ms of the newest whole response. */
  readonly asOf?: number;
  /** The reason why the list is not known; absent: there is no response yet. */
  readonly problem?: AwsProblem;
  /** What the response lacks: "mode of a lock". */
  readonly lacks?: string;
}

export function listResponses(requests: readonly ListRequest[], data: Pick<Data, 'snapshot'>): ScopeListState[] {
  return requests.map((request) => {
    const snapshot = data.snapshot(request);
    const { loadedAt, restored, failure, lacks: unknown } = snapshot ?? {};
    const failed = failure && { lasting: !failure.problem.retryable };
    const state = answerState({ loadedAt, restored, failure: failed });
    const lacks = state === 'known' ? unknown : undefined;
    return {
      list: request.resource,
      scope: request.scope,
      state: lacks === undefined ? state : 'unknown',
      ...(loadedAt === undefined ? {} : { asOf: loadedAt }),
      ...(failure ? { problem: failure.problem } : {}),
      ...(lacks === undefined ? {} : { lacks }),
    };
  });
}

export const unansweredLists = (requests: readonly ListRequest[], data: Pick<Data, 'snapshot'>): ScopeListState[] =>
  listResponses(requests, data).filter(({ state }) => state !== 'known');

/** 'access denied', 'no answer in time'. */
export function reasonOf({ problem, lacks }: Pick<ScopeListState, 'problem' | 'lacks'>): string {
  if (problem) return problemWord(problem);
  return lacks === undefined ? 'no answer in time' : `${lacks} not known`;
}
