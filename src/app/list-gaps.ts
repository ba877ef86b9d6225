import type { Data } from './data.ts';
import type { Question } from './question.ts';

/** Why a list is not all there is, in a few words each: rows left out, a question left off. */
export function listGaps(questions: readonly Question[], data: Data): string[] {
  let dropped = 0;
  let halted = false;
  for (const question of questions) {
    const snapshot = data.snapshot(question);
    dropped += snapshot?.dropped ?? 0;
    halted ||= snapshot?.halted === true;
  }
  return [...(dropped > 0 ? [`${dropped} older left out`] : []), ...(halted ? ['stopped'] : [])];
}
