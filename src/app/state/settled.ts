import { isAnswered } from '../../polling/snapshot.ts';
import type { Data } from './data.ts';
import type { Question } from './question.ts';

/** Texts in place of rows that are not known yet. */
export const loadingText = (questions: readonly Question[], data: Data): string =>
  questions.some((question) => data.snapshot(question)?.lost)
    ? 'loading again: the store has lost the rows…'
    : 'loading…';

/** Each request has a response in this run, or a reason for its absence. */
export function isSettled(questions: readonly Question[], data: Data): boolean {
  if (questions.length === 0) return false;
  return questions.every((question) => {
    const snapshot = data.snapshot(question);
    return snapshot !== undefined && isAnswered(snapshot);
  });
}
