// The requests that each viewer watches, and their priorities.

export interface ViewersOptions<PollRequest> {
  readonly keyOf: (request: PollRequest) => string;
  readonly priorityOf: (request: PollRequest) => number;
  /** Watches the poll of the request; returns the function that leaves it. `priority` is called whenever it is needed. */
  watch(key: string, request: PollRequest, priority: () => number): () => void;
  /** The priority of a watched request has changed. */
  reconsider(key: string): void;
}

export interface Viewers<PollRequest> {
  /** Returns false if the list is the same object as before. */
  watchExactly(requests: readonly PollRequest[], viewer: string): boolean;
  isWatched(key: string): boolean;
  leaveAll(): void;
}

interface Watching {
  priority: number;
  leave(): void;
}

export function createViewers<PollRequest>(options: ViewersOptions<PollRequest>): Viewers<PollRequest> {
  const { priorityOf } = options;
  const viewers = new Map<string, Map<string, Watching>>();
  /** The last list of each viewer. */
  const given = new Map<string, readonly PollRequest[]>();

  const startWatching = (key: string, request: PollRequest): Watching => {
    const watching: Watching = { priority: priorityOf(request), leave: () => {} };
    watching.leave = options.watch(key, request, () => watching.priority);
    return watching;
  };

  const setPriority = (key: string, watching: Watching, priority: number) => {
    if (watching.priority === priority) return;
    watching.priority = priority;
    options.reconsider(key);
  };

  return {
    watchExactly(requests, viewer) {
      if (given.get(viewer) === requests) return false;
      given.set(viewer, requests);
      const watched = viewers.get(viewer) ?? new Map<string, Watching>();
      viewers.set(viewer, watched);
      const wanted = mostUrgent(requests, options);
      // New watchers are added first: a poll that only changes its viewer must not stop in between.
      for (const [key, request] of wanted) {
        const watching = watched.get(key);
        if (watching) setPriority(key, watching, priorityOf(request));
        else watched.set(key, startWatching(key, request));
      }
      for (const [key, watching] of [...watched]) {
        if (wanted.has(key)) continue;
        watched.delete(key);
        watching.leave();
      }
      return true;
    },
    isWatched: (key) => [...viewers.values()].some((watched) => watched.has(key)),
    leaveAll() {
      for (const watched of viewers.values()) for (const { leave } of watched.values()) leave();
      viewers.clear();
      given.clear();
    },
  };
}

/** By key: one viewer may have the same request several times, each with its own priority. */
function mostUrgent<PollRequest>(
  requests: readonly PollRequest[],
  { keyOf, priorityOf }: Pick<ViewersOptions<PollRequest>, 'keyOf' | 'priorityOf'>,
): ReadonlyMap<string, PollRequest> {
  const wanted = new Map<string, PollRequest>();
  for (const request of requests) {
    const key = keyOf(request);
    const known = wanted.get(key);
    if (known === undefined || priorityOf(request) < priorityOf(known)) wanted.set(key, request);
  }
  return wanted;
}
