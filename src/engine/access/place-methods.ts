// Starts at the watched place, and changes it: its connections, Regions and accounts.
import type { Connection } from '../../aws/aws.ts';
import { type AccessFacts, moveTo } from './access-facts.ts';
import type { Connections } from './connections.ts';
import type { EarlyRequests } from './early-requests.ts';
import type { PlaceChange, WatchedScopes } from './place.ts';
import { type PlaceRequests, roleConnection } from './place-requests.ts';

export interface PlaceMethods {
  start(): void;
  setRegions(regions: readonly string[]): void;
  connect(connection: Connection): void;
  disconnect(id: string): void;
  /** The present place, including accounts that were added or removed. */
  place(): WatchedScopes;
  /** Watches another place; members that the change lacks stay as they are. */
  switchTo(place: PlaceChange): void;
  /** Watches these accounts only; undefined: all accounts. */
  setAccounts(only: ReadonlySet<string> | undefined): void;
  /** Assumes the configured role in the account, if a role is configured for all accounts. */
  reachAccount(accountId: string): boolean;
}

export interface PlaceParts {
  readonly facts: AccessFacts;
  readonly connections: Pick<Connections, 'states' | 'remove'>;
  readonly early: Pick<EarlyRequests, 'begin' | 'drop'>;
  readonly requests: Pick<PlaceRequests, 'askAround' | 'restart'>;
  connect(connection: Connection): void;
  changed(): void;
}

export function placeMethods(parts: PlaceParts): PlaceMethods {
  const { facts, connections, requests, changed } = parts;
  return {
    start: () => start(parts),
    place: () => ({ ...facts.place, regions: facts.regions }),
    setRegions(next) {
      facts.regions = next;
      changed();
    },
    connect(connection) {
      facts.place = { ...facts.place, connections: [...facts.place.connections, connection] };
      parts.connect(connection);
      changed();
    },
    disconnect(id) {
      facts.place = { ...facts.place, connections: facts.place.connections.filter((one) => one.id !== id) };
      const wasPrimary = connections.states()[0]?.id === id;
      connections.remove(id);
      if (wasPrimary) requests.restart();
      changed();
    },
    switchTo: (next) => switchTo(parts, next),
    setAccounts(next) {
      facts.only = next;
      changed();
    },
    reachAccount(accountId) {
      const { roles } = facts.place;
      if (!roles) return false;
      parts.connect(roleConnection(roles.role, accountId));
      changed();
      return true;
    },
  };
}

function start({ facts, connections, early, requests, connect, changed }: PlaceParts): void {
  for (const connection of facts.place.connections) connect(connection);
  for (const { id, identity } of connections.states()) if (!identity) early.begin(id, facts.regions);
  requests.askAround();
  facts.place.profiles?.names().then(
    (names) => {
      facts.profiles = names;
      changed();
    },
    // Files that cannot be read complete nothing; the sign-in reports the reason.
    () => {},
  );
}

function switchTo({ facts, connections, early, requests, connect, changed }: PlaceParts, next: PlaceChange): void {
  moveTo(facts, next);
  for (const { id } of connections.states()) {
    early.drop(id);
    connections.remove(id);
  }
  for (const connection of facts.place.connections) connect(connection);
  requests.restart();
  changed();
}
