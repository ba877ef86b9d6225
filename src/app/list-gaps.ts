import { formatAge } from '../lib/format.ts';
import type { Data } from './data.ts';
import type { Question } from './question.ts';

/**
 * Why a list is not all there is, in a few words each: rows left out, a question left off. `isStored`: it has the rows that
 * memory has left out.
 */
export function listGaps(questions: readonly Question[], data: Data, isStored = false): string[] {
  const dropped = new Map<string, number>();
  let halted = false;
  let wholeAt = Number.POSITIVE_INFINITY;
  for (const question of questions) {
    const snapshot = data.snapshot(question);
    for (const [what, count] of snapshot?.dropped ?? []) dropped.set(what, (dropped.get(what) ?? 0) + count);
    halted ||= snapshot?.halted === true;
    wholeAt = Math.min(wholeAt, snapshot?.wholeAt ?? wholeAt);
  }
  return [
    ...(dropped.size > 0 && !isStored ? [formatDropped(dropped)] : []),
    ...(wholeAt < data.now ? [`gone or changed: as of ${formatAge(data.now - wholeAt)} ago`] : []),
    ...(halted ? ['stopped'] : []),
    ...(questions.some(({ resource }) => resource === 'events') ? missedEvents(data) : []),
  ];
}

/** SQS gives each message to one reader: a second one on the queue takes about half of them. */
function missedEvents({ feed }: Data): string[] {
  return feed?.missed ? [`${feed.missed.missed} of ${feed.missed.of} job ends missing: a second reader?`] : [];
}

/** '133412 older counted only: 130012 COMPLETED, 3400 FAILED', the most first. */
function formatDropped(dropped: ReadonlyMap<string, number>): string {
  const counts = [...dropped].sort(([, one], [, other]) => other - one);
  const sum = counts.reduce((total, [, count]) => total + count, 0);
  const named = counts.flatMap(([what, count]) => (what === '' ? [] : [`${count} ${what}`]));
  return named.length === 0 ? `${sum} older left out` : `${sum} older counted only: ${named.join(', ')}`;
}
