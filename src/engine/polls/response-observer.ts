// Receives the rows of responses as they arrive, without storing them.
import type { ListRequest } from '../../app/state/lists/poll-request.ts';
import type { Archive } from '../../polling/archive.ts';
import type { AnyRow } from '../../store/row-shape.ts';

export interface ResponseObserver {
  /** Rows of a response, or of an event. */
  page(request: ListRequest, rows: readonly AnyRow[]): void;
  /** A response begins. */
  begin(request: ListRequest): void;
  /**
   * The response is complete. `isWhole`: rows that it lacks are gone; otherwise it contained only new or changed rows.
   */
  end(request: ListRequest, isWhole: boolean): void;
}

/** An archive that passes each response on to an observer. */
export const observed = <Kept extends Archive<AnyRow>>(
  archive: Kept,
  request: ListRequest,
  observer: ResponseObserver | undefined,
): Kept =>
  observer === undefined
    ? archive
    : {
        ...archive,
        begin(now) {
          const recording = archive.begin(now);
          observer.begin(request);
          return {
            ...recording,
            page(rows) {
              recording.page(rows);
              observer.page(request, rows);
            },
            async end(since) {
              await recording.end(since);
              observer.end(request, since === undefined);
            },
          };
        },
        add(rows, now) {
          archive.add(rows, now);
          observer.page(request, rows);
        },
      };
