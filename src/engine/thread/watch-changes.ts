// Watched lists are long, and consecutive ones differ in few requests: only the differences are sent to the engine.
import { type PollRequest, requestKey } from '../../app/state/lists/poll-request.ts';
import type { ToEngine } from './thread-messages.ts';

type WatchMessage = Extract<ToEngine, { type: 'watch' }>;

/** If a list contains a request twice, the more urgent one is used. */
function byKey(requests: readonly PollRequest[]): Map<string, PollRequest> {
  const wanted = new Map<string, PollRequest>();
  for (const request of requests) {
    const key = requestKey(request);
    const known = wanted.get(key);
    if (known === undefined || request.priority < known.priority) wanted.set(key, request);
  }
  return wanted;
}

/** undefined: nothing changed. */
export function createWatchChanges() {
  const sent = new Map<string, { readonly list: readonly PollRequest[]; readonly priorities: Map<string, number> }>();
  return {
    of(requests: readonly PollRequest[], viewer: string): WatchMessage | undefined {
      const before = sent.get(viewer);
      if (before?.list === requests) return undefined;
      const now = byKey(requests);
      const wanted = [...now].flatMap(([key, request]) =>
        before?.priorities.get(key) === request.priority ? [] : [request],
      );
      const left = [...(before?.priorities.keys() ?? [])].filter((key) => !now.has(key));
      const priorities = new Map([...now].map(([key, { priority }]) => [key, priority]));
      sent.set(viewer, { list: requests, priorities });
      return wanted.length + left.length === 0 ? undefined : { type: 'watch', viewer, wanted, left };
    },
    /** A new engine knows none of the requests. */
    forget: () => sent.clear(),
  };
}

/** On the engine's side: rebuilds the whole list. */
export function createWatchedLists() {
  const lists = new Map<string, Map<string, PollRequest>>();
  return ({ viewer, wanted, left }: WatchMessage): readonly PollRequest[] => {
    const list = lists.get(viewer) ?? new Map<string, PollRequest>();
    lists.set(viewer, list);
    for (const key of left) list.delete(key);
    for (const request of wanted) list.set(requestKey(request), request);
    return [...list.values()];
  };
}
