// Composed lists: a list of parts, and further calls for each part. Every part is read.
import { AwsProblemError } from '../aws/errors/errors.ts';

export interface ComposedList<Part, Row> {
  /** Called again if parts are refused: parts that are no longer listed have gone meanwhile. */
  list(): AsyncIterable<readonly Part[]>;
  key(part: Part): string;
  rows(part: Part): AsyncGenerator<Row[]>;
}

/** All rows of all parts, in order. A refused part does not stop the parts after it; its error is thrown at the end. */
export async function* eachPart<Part, Row>({ list, key, rows }: ComposedList<Part, Row>): AsyncGenerator<Row[]> {
  const refused = new Map<string, unknown>();
  for await (const page of list()) {
    for (const part of page) {
      try {
        yield* rows(part);
      } catch (error) {
        if (!isOfPart(error)) throw error;
        refused.set(key(part), error);
      }
    }
  }
  if (refused.size === 0) return;
  for await (const page of list()) {
    for (const part of page) if (refused.has(key(part))) throw refused.get(key(part));
  }
}

/** Whether the error concerns only this part. */
function isOfPart(error: unknown): boolean {
  if (!(error instanceof AwsProblemError)) return false;
  const { kind, retryable } = error.problem;
  return kind === 'denied' || kind === 'not-found' || kind === 'invalid' || (kind === 'not-offered' && retryable);
}
