import { isAnswered } from '../../../polling/snapshot.ts';
import type { Data } from '../data.ts';
import type { PollRequest } from './poll-request.ts';

/** Texts in place of rows that are not known yet. */
export const loadingText = (requests: readonly PollRequest[], data: Data): string =>
  requests.some((request) => data.snapshot(request)?.lost)
    ? 'loading again: the rows are no longer in the store…'
    : 'loading…';

/** Each request has a response in this run, or a reason for its absence. */
export function isSettled(requests: readonly PollRequest[], data: Data): boolean {
  if (requests.length === 0) return false;
  return requests.every((request) => {
    const snapshot = data.snapshot(request);
    return snapshot !== undefined && isAnswered(snapshot);
  });
}
