// Lists that are composed: a list of parts, and for each part calls of its own. Every part counts.
import { AwsProblemError } from '../aws/errors/errors.ts';

export interface ComposedList<Part, Row> {
  /** Asked for again where parts are refused: what is no longer listed has gone meanwhile. */
  list(): AsyncIterable<readonly Part[]>;
  key(part: Part): string;
  rows(part: Part): AsyncGenerator<Row[]>;
}

/** All rows of all parts, in order. A part that is refused does not keep back those after it; its error comes last. */
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

/** Other parts may be answered all the same. */
function isOfPart(error: unknown): boolean {
  if (!(error instanceof AwsProblemError)) return false;
  const { kind, retryable } = error.problem;
  return kind === 'denied' || kind === 'not-found' || kind === 'invalid' || (kind === 'not-offered' && retryable);
}
