import { formatAge } from '../../lib/text/format.ts';
import type { Data } from '../state/data.ts';
import type { PollRequest } from '../state/lists/poll-request.ts';

/**
 * The reasons why a list is incomplete, in a few words each: a stopped request, or rows that were not requested lately.
 */
export function listGaps(requests: readonly PollRequest[], data: Data): string[] {
  let halted = false;
  let wholeAt = Number.POSITIVE_INFINITY;
  for (const request of requests) {
    const snapshot = data.snapshot(request);
    halted ||= snapshot?.halted === true;
    wholeAt = Math.min(wholeAt, snapshot?.wholeAt ?? wholeAt);
  }
  return [
    ...(wholeAt < data.now ? [`last complete response ${formatAge(data.now - wholeAt)} ago`] : []),
    ...(halted ? ['stopped'] : []),
    ...(requests.some(({ resource }) => resource === 'events') ? missedEvents(data) : []),
  ];
}

/** SQS gives each message to one reader: a second reader of the queue takes about half of them. */
function missedEvents({ feed }: Data): string[] {
  return feed?.missed ? [`${feed.missed.missed} of ${feed.missed.of} job ends not in the feed: another reader?`] : [];
}
