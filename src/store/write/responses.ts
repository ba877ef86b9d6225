// Responses that are under way, and those that later requests got meanwhile.
//
// A row that a response lists unchanged is not written, so its `requested_at` stays behind: to move it would cost a write per
// row and poll. It matters only to a response to an earlier request that comes later: what that one says of the row is out of
// date. So a response remembers which rows it has listed, a bit for each, and is kept until no earlier request is under way.
// Rows that changed or went have their own `requested_at`, in the store. Of two programs, one does not know which rows the
// other found unchanged: where AWS's answers disagree and one is late, it may write a version that the next poll takes back.

import { IdSet } from '../id-set.ts';
import { type CoveredRow, type Covers, isCovered } from '../read/covers.ts';

export interface RequestTime {
  readonly resource: number;
  readonly requestedAt: number;
}

export interface KnownResponse extends RequestTime {
  readonly scope: number;
  readonly openedAs: number;
  readonly listed: IdSet;
  /** Of a whole one: what it would have listed. */
  covers: Covers | undefined;
  /** undefined: it is under way. */
  closedAs: number | undefined;
}

export interface Responses {
  open(request: RequestTime & { readonly scope: number }): KnownResponse;
  close(response: KnownResponse): void;
  /** What later requests brought while this one was under way. Mostly nothing. */
  laterThan(response: KnownResponse, now: number): readonly KnownResponse[];
  /** The same for rows that no request brought: what is under way. */
  underWayAfter(time: RequestTime, now: number): readonly KnownResponse[];
}

/** One that nobody closed within this time is not waited for. In ms. */
const longestMs = 3_600_000;

export function createResponses(): Responses {
  let known: KnownResponse[] = [];
  /** Counts openings and closings, in their order. */
  let count = 0;

  /** A request of the future is one of a clock that was set back. */
  const laterOnes = ({ resource, requestedAt }: RequestTime, now: number) =>
    known.filter((one) => one.resource === resource && one.requestedAt > requestedAt && one.requestedAt <= now);

  function forgetUseless(): void {
    const newest = known.reduce((latest, { requestedAt }) => Math.max(latest, requestedAt), 0);
    const underWay = known.filter(
      ({ closedAs, requestedAt }) => closedAs === undefined && requestedAt > newest - longestMs,
    );
    const isLaterThan = (one: KnownResponse, other: KnownResponse) =>
      other.resource === one.resource && other.requestedAt < one.requestedAt && isSince(one, other.openedAs);
    known = known.filter((one) => underWay.includes(one) || underWay.some((other) => isLaterThan(one, other)));
  }

  return {
    open(request) {
      count += 1;
      const opened = { ...request, openedAs: count, listed: new IdSet(), covers: undefined, closedAs: undefined };
      known.push(opened);
      return opened;
    },
    close(response) {
      count += 1;
      response.closedAs ??= count;
      forgetUseless();
    },
    laterThan: (response, now) => laterOnes(response, now).filter((one) => isSince(one, response.openedAs)),
    underWayAfter: (time, now) => laterOnes(time, now).filter(({ closedAs }) => closedAs === undefined),
  };
}

const isSince = ({ closedAs }: KnownResponse, opening: number): boolean => closedAs === undefined || closedAs > opening;

/** A later request was answered whole, would have listed the row, and did not. */
export const wasGoneLater = (later: readonly KnownResponse[], scope: number, row: CoveredRow): boolean =>
  later.some(({ covers, scope: requested }) => covers !== undefined && requested === scope && isCovered(covers, row));
