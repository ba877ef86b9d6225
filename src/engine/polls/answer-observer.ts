// Whoever wants the rows of answers as they come, and keeps none of them.
import type { ListQuestion } from '../../app/state/question.ts';
import type { Archive } from '../../polling/archive.ts';
import type { AnyRow } from '../../store/row-shape.ts';

export interface AnswerObserver {
  /** Rows of an answer, or such as an event told of. */
  page(question: ListQuestion, rows: readonly AnyRow[]): void;
  /** An answer begins. */
  begin(question: ListQuestion): void;
  /** It is complete. `isWhole`: what it did not list is not there any more; else it told of what is new or changed. */
  end(question: ListQuestion, isWhole: boolean): void;
}

/** An archive whose answers somebody observes. */
export const observed = <Kept extends Archive<AnyRow>>(
  archive: Kept,
  question: ListQuestion,
  observer: AnswerObserver | undefined,
): Kept =>
  observer === undefined
    ? archive
    : {
        ...archive,
        begin(now) {
          const recording = archive.begin(now);
          observer.begin(question);
          return {
            ...recording,
            page(rows) {
              recording.page(rows);
              observer.page(question, rows);
            },
            async end(since) {
              await recording.end(since);
              observer.end(question, since === undefined);
            },
          };
        },
        add(rows, now) {
          archive.add(rows, now);
          observer.page(question, rows);
        },
      };
