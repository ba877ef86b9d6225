import { formatAge } from '../../lib/text/format.ts';
import type { Data } from '../state/data.ts';
import type { Question } from '../state/question.ts';

/**
 * The reasons why a list is incomplete, in a few words each: a stopped request, or rows that were not requested lately.
 */
export function listGaps(questions: readonly Question[], data: Data): string[] {
  let halted = false;
  let wholeAt = Number.POSITIVE_INFINITY;
  for (const question of questions) {
    const snapshot = data.snapshot(question);
    halted ||= snapshot?.halted === true;
    wholeAt = Math.min(wholeAt, snapshot?.wholeAt ?? wholeAt);
  }
  return [
    ...(wholeAt < data.now ? [`gone or changed: as of ${formatAge(data.now - wholeAt)} ago`] : []),
    ...(halted ? ['stopped'] : []),
    ...(questions.some(({ resource }) => resource === 'events') ? missedEvents(data) : []),
  ];
}

/** SQS gives each message to one reader: a second reader of the queue takes about half of them. */
function missedEvents({ feed }: Data): string[] {
  return feed?.missed ? [`${feed.missed.missed} of ${feed.missed.of} job ends missing: a second reader?`] : [];
}
