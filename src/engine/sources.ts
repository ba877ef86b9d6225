// The sources of rows: the watched place, the polls of its lists, and its live feed. The place may change.
import type { PollRequest } from '../app/state/lists/poll-request.ts';
import type { Aws } from '../aws/aws.ts';
import type { Scope } from '../domain/scope.ts';
import { createTurns } from '../lib/process/turns.ts';
import { type Access, type AccessState, createAccess } from './access/access.ts';
import { createKnownIdentities, type KnownIdentities } from './access/known-identities.ts';
import type { Watch, WatchedPlace, WatchedScopes } from './access/place.ts';
import type { EnginePorts } from './engine-ports.ts';
import { createLiveFeed, type LiveFeed } from './feed/live-feed.ts';
import { createQueueLease } from './feed/queue-lease.ts';
import { cadenceOf } from './polls/cadence-of.ts';
import { createResourcePolls, type ResourcePolls } from './polls/polls-of-resources.ts';
import type { PlainPlace } from './protocol.ts';

export interface SourcesOptions extends EnginePorts {
  /** The access state or the state of the feed changed. */
  changed(): void;
  /** The snapshots of the polls were lost with the store; the next message may be that another store is open. */
  lost(): void;
  /** A connection signed in again after a refusal. */
  recovered(connection: string): void;
}

export interface Sources {
  /** AWS clients that choose the credentials for the account of each scope. */
  readonly aws: Aws;
  readonly access: Access;
  readonly polls: ResourcePolls;
  readonly identities: KnownIdentities;
  feed(): LiveFeed | undefined;
  watch(): Watch;
  /** The same object until the place changes. */
  place(): PlainPlace;
  /**
   * Watches another place. The same list may have other rows there: nothing of the previous place is kept, except on
   * disk.
   */
  moveTo(there: WatchedPlace): void;
  start(): void;
  stop(): void;
}

export function createSources(options: SourcesOptions): Sources {
  const { clock, store, changed, lost, recovered, nextTurn = createTurns() } = options;
  let feed: LiveFeed | undefined;
  /** An identity or the set of scopes changed. */
  const accessChanged = () => {
    feed?.keepRows();
    changed();
  };
  const access = createAccess({ ...options, changed: accessChanged, recovered });
  const { aws } = access;
  let watch: Watch = options;
  feed = openFeed();
  let isStopped = false;
  const placeOf = createPlainPlaces(access);
  const polls: ResourcePolls = createResourcePolls({
    aws,
    clock,
    cadenceOf: (request: PollRequest) => cadenceOf(request, watch.cadences),
    feed: {
      amends: (request) => feed?.amends(request),
      stretches: (request) => feed?.stretches(request) ?? 1,
    },
    archive: { store, identityOf: (scope: Scope) => identities.identityOf(scope) },
    nextTurn,
    firstRows: options.firstRows,
  });
  store.onResumed?.(() => {
    polls.lose();
    lost();
  });
  const identities = createKnownIdentities({
    connections: () => access.state().connections,
    address: aws.address,
    changed: accessChanged,
  });

  function openFeed(): LiveFeed | undefined {
    const { connections, regions } = access.place();
    return (
      watch.feed &&
      createLiveFeed({
        aws,
        clock,
        ...watch.feed,
        lease: createQueueLease({ leases: store.queueLeases, isCollector: options.isCollector ?? false }),
        from: { connection: connections[0]?.id ?? '', region: regions[0] ?? '' },
        polls: () => polls,
        rows: { writer: store.writer, identityOf: (connection) => identities.table().get(connection) },
        data: () => access.state(),
        changed,
      })
    );
  }

  return {
    aws,
    access,
    polls,
    identities,
    feed: () => feed,
    watch: () => watch,
    place: () => placeOf(watch),
    moveTo(there) {
      if (isStopped) return;
      feed?.stop();
      polls.forget();
      identities.forget();
      ({ watch } = there);
      access.switchTo(there.place);
      feed = openFeed();
      feed?.start();
      changed();
    },
    start() {
      access.start();
      feed?.start();
    },
    stop() {
      isStopped = true;
      feed?.stop();
      access.stop();
      polls.stop();
    },
  };
}

/** The same object until the access or what is watched changes. */
function createPlainPlaces(access: Access): (watch: Watch) => PlainPlace {
  let place: { readonly parts: { access: AccessState; watch: Watch }; readonly plain: PlainPlace } | undefined;
  return (watch) => {
    const parts = { access: access.state(), watch };
    if (place?.parts.access !== parts.access || place.parts.watch !== watch) {
      const { profiles: _, ...plain } = access.place();
      const queues = watch.feed?.queues ?? [];
      place = { parts, plain: { ...plainPlace(plain), cadences: watch.cadences, queues } };
    }
    return place.plain;
  };
}

/** The place without the other members that the caller passed with it. */
const plainPlace = ({
  connections,
  regions,
  allRegions,
  organization,
  roles,
  context,
}: WatchedScopes): Omit<WatchedScopes, 'profiles'> => ({
  connections,
  regions,
  allRegions,
  organization,
  roles,
  context,
});
