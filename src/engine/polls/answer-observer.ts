// Receives the rows of responses as they arrive, without storing them.
import type { ListQuestion } from '../../app/state/question.ts';
import type { Archive } from '../../polling/archive.ts';
import type { AnyRow } from '../../store/row-shape.ts';

export interface AnswerObserver {
  /** Rows of a response, or of an event. */
  page(question: ListQuestion, rows: readonly AnyRow[]): void;
  /** A response begins. */
  begin(question: ListQuestion): void;
  /**
   * The response is complete. `isWhole`: rows that it lacks are gone; otherwise it contained only new or changed rows.
   */
  end(question: ListQuestion, isWhole: boolean): void;
}

/** An archive that passes each response on to an observer. */
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
