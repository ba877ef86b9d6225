// The state of the engine before it runs: the place to watch.
import type { WatchedScopes } from './access/place.ts';
import { feedScope } from './feed/feed-scope.ts';
import type { EngineState } from './protocol.ts';

export interface InitialOptions {
  readonly place: WatchedScopes;
  readonly cloudWatch: boolean;
  /** Names. */
  readonly contexts: readonly string[];
  readonly context?: string | undefined;
  readonly queues: readonly string[];
}

export const initialEngineState = ({ place, cloudWatch, contexts, context, queues }: InitialOptions): EngineState => ({
  place: { connections: place.connections, regions: place.regions, queues },
  access: {
    connections: [],
    scopes: [],
    regions: place.regions,
    knownRegions: [],
    profiles: [],
    contexts,
    isListingAccounts: false,
    accounts: new Map(),
    ...(context === undefined ? {} : { context }),
  },
  reach: new Map(),
  identities: new Map(),
  runs: new Map(),
  marks: new Map(),
  writeUntil: undefined,
  cloudWatch,
  callsPerMinute: 0,
  events: undefined,
  feed:
    queues.length > 0
      ? { scope: feedScope(place.connections[0]?.id ?? ''), queues: queues.length, unreadable: 0 }
      : undefined,
});
