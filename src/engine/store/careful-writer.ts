// A writer that reports the first failed write, and ignores all later writes.

import { troubleOf } from '../../store/file/trouble.ts';
import type { RequestLeases } from '../../store/request-leases.ts';
import type { ResponseSink, ResponseWriter } from '../program-store.ts';

/**
 * After the first failure nothing more is written: `failed` is called once. A programming error is thrown. `isClosed`:
 * the writer was closed for another reason.
 */
export function carefulWriter(
  writer: ResponseWriter,
  failed: (error: unknown) => void,
  isClosed = () => false,
): ResponseWriter {
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
      const then = <Result>(task: (one: ResponseSink) => Result) => attempt(() => sink && task(sink));
      return {
        page: (rows, isThin) => then((one) => one.page(rows, isThin)),
        whole: (covers) => then((one) => one.whole(covers)),
        changes: (since) => then((one) => one.changes(since)),
        failed: (problem, retryAt) => then((one) => one.failed(problem, retryAt)),
        abandon: () => then((one) => one.abandon()),
      };
    },
    upsert: (resource, rows, seen) => attempt(() => writer.upsert(resource, rows, seen)),
  };
}

/** If a lease cannot be written, each program sends its own requests. */
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
