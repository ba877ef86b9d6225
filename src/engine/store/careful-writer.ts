// A writer that says once what cannot be written, and whoever writes goes on.

import { troubleOf } from '../../store/file/trouble.ts';
import type { RequestLeases } from '../../store/request-leases.ts';
import type { AnswerSink, AnswerWriter } from '../program-store.ts';

/**
 * After the first trouble nothing more is written: `failed` is called once. A mistake of the program is thrown. `isClosed`:
 * for another reason nothing more is written by it.
 */
export function carefulWriter(
  writer: AnswerWriter,
  failed: (error: unknown) => void,
  isClosed = () => false,
): AnswerWriter {
  let isOver = false;
  function attempt<Result>(task: () => Result): Result | undefined {
    if (isOver || isClosed()) return undefined;
    try {
      return task();
    } catch (error) {
      if (troubleOf(error) === undefined) throw error;
      isOver = true;
      failed(error);
      return undefined;
    }
  }
  return {
    begin(request) {
      const sink = attempt(() => writer.begin(request));
      const then = <Result>(task: (one: AnswerSink) => Result) => attempt(() => sink && task(sink));
      return {
        page: (rows) => then((one) => one.page(rows)),
        whole: (covers) => then((one) => one.whole(covers)),
        changes: (since) => then((one) => one.changes(since)),
        failed: (problem, retryAt) => then((one) => one.failed(problem, retryAt)),
        abandon: () => then((one) => one.abandon()),
      };
    },
    upsert: (resource, rows, seen) => attempt(() => writer.upsert(resource, rows, seen)),
  };
}

/** Where a lease cannot be written each program asks for itself. */
export function carefulLeases(leases: RequestLeases, failed: (error: unknown) => void): RequestLeases {
  let isOver = false;
  function attempt<Result>(task: () => Result, otherwise: Result): Result {
    if (isOver) return otherwise;
    try {
      return task();
    } catch (error) {
      if (troubleOf(error) === undefined) throw error;
      isOver = true;
      failed(error);
      return otherwise;
    }
  }
  return {
    holder: leases.holder,
    take: (request) => attempt(() => leases.take(request), true),
    renew: (request) => attempt(() => leases.renew(request), undefined),
    release: (request) => attempt(() => leases.release(request), undefined),
  };
}
