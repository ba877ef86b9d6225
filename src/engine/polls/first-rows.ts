// On a start with an empty screen one list has priority: all others wait until its rows are in the store and have been
// read.
import { firstRowsWaits } from '../../../config/polling.ts';
import type { ListRequest, PollRequest } from '../../app/state/lists/poll-request.ts';
import type { Clock } from '../../lib/clock.ts';
import type { ResourceId } from '../../resources/resource-id.ts';
import type { ResponseRequest, ResponseSink, ResponseWriter } from '../program-store.ts';

export interface FirstRowsOptions {
  readonly clock: Pick<Clock, 'setTimeout'>;
  readonly list: ResourceId;
  /** Rows of the list can be read from now on: the readers are notified at once. */
  written(): void;
}

export interface FirstRows {
  /** All watched requests. Nothing waits if the list is not among them. */
  watch(requests: readonly PollRequest[]): void;
  /** Resolves when the request may be sent; undefined: at once. */
  turn(question: PollRequest): Promise<void> | undefined;
  /** Wraps the writer; detects rows of the list, and responses that end without any. */
  observe(writer: ResponseWriter): ResponseWriter;
  /** The ids of a list have been read. */
  read(resource: string): void;
  /** Resolves when nothing waits any more. */
  readonly over: Promise<void>;
  stop(): void;
}

export function createFirstRows({ clock, list, written }: FirstRowsOptions): FirstRows {
  const { promise: over, resolve } = Promise.withResolvers<void>();
  let isOver = false;
  let wanted: ReadonlySet<string> = new Set();
  const arrived = new Set<string>();
  let cancel: (() => void) | undefined;

  const end = () => {
    isOver = true;
    cancel?.();
    resolve();
  };
  const endAfter = (ms: number) => {
    cancel?.();
    cancel = clock.setTimeout(end, ms);
  };
  const isFirst = (question: PollRequest): question is ListRequest =>
    question.kind === 'list' && question.resource === list && Object.keys(question.params).length === 0;
  const isComplete = () => wanted.size > 0 && wanted.values().every((place) => arrived.has(place));

  function arrive({ scope: { accountId, region } }: ResponseRequest): void {
    const place = `${accountId} ${region}`;
    if (isOver || arrived.has(place)) return;
    arrived.add(place);
    written();
    if (isComplete()) endAfter(firstRowsWaits.readMs);
    // A slow scope, or one without a response, delays the others for a limited time.
    else if (arrived.size === 1) endAfter(firstRowsWaits.othersMs);
  }

  return {
    over,
    watch(requests) {
      if (isOver || requests.length === 0) return;
      wanted = new Set(requests.filter(isFirst).map(({ scope: { accountId, region } }) => `${accountId} ${region}`));
      if (wanted.size === 0) end();
    },
    turn(question) {
      if (isOver || question.kind !== 'list' || isFirst(question)) return undefined;
      if (!cancel) endAfter(firstRowsWaits.longestMs);
      return over;
    },
    observe: (writer) => ({
      ...writer,
      begin(request) {
        const sink = writer.begin(request);
        if (isOver || request.resource !== list) return sink;
        return observedSink(sink, () => arrive(request));
      },
    }),
    read(resource) {
      if (!isOver && resource === list && isComplete()) end();
    },
    stop: end,
  };
}

/** Calls `arrived` with the first rows of a response, and at its end, whether or not it had any. */
const observedSink = (sink: ResponseSink, arrived: () => void): ResponseSink => ({
  page(rows, isThin) {
    sink.page(rows, isThin);
    if (rows.length > 0) arrived();
  },
  whole(covers) {
    sink.whole(covers);
    arrived();
  },
  changes(since) {
    sink.changes(since);
    arrived();
  },
  failed(problem, retryAt) {
    sink.failed(problem, retryAt);
    arrived();
  },
  abandon() {
    sink.abandon();
    arrived();
  },
});
