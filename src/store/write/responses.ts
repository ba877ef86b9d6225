// Responses in progress, and the responses to later requests that were completed meanwhile.
//
// A row that a response lists unchanged is not written, so its `requested_at` stays behind: updating it would cost a
// write for each row and poll. It matters only for a response to an earlier request that arrives later: its values of
// the row are outdated. So a response remembers the rows that it listed, a bit for each, and is kept until no earlier
// request is in progress. Rows that changed or went have their own `requested_at` in the store. Of two programs, one
// does not know which rows the other found unchanged: if AWS's responses disagree and one is late, it may write a
// version that the next poll reverts.

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
  /** For a whole response: the rows that it covers. */
  covers: Covers | undefined;
  /** undefined: the response is in progress. */
  closedAs: number | undefined;
}

export interface Responses {
  open(request: RequestTime & { readonly scope: number }): KnownResponse;
  close(response: KnownResponse): void;
  /** What later requests returned while this one was in progress. Mostly empty. */
  laterThan(response: KnownResponse, now: number): readonly KnownResponse[];
  /** The same for rows that came without a request: the responses in progress. */
  underWayAfter(time: RequestTime, now: number): readonly KnownResponse[];
}

/** A response that was not closed within this time is ignored. In ms. */
const longestMs = 3_600_000;

export function createResponses(): Responses {
  let known: KnownResponse[] = [];
  /** Counts openings and closings, in order. */
  let count = 0;

  /** The time of a request in the future comes from a clock that was set back. */
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

/** A later request got a whole response that would have listed the row, and did not. */
export const wasGoneLater = (later: readonly KnownResponse[], scope: number, row: CoveredRow): boolean =>
  later.some(({ covers, scope: requested }) => covers !== undefined && requested === scope && isCovered(covers, row));
