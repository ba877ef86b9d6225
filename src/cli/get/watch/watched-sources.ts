// Where a watched list comes from: the accounts and Regions of the credentials, the polls, and the live feed.
import type { ListRequest } from '../../../app/state/lists/poll-request.ts';
import { type Access, createAccess } from '../../../engine/access/access.ts';
import { createKnownIdentities, type KnownIdentities } from '../../../engine/access/known-identities.ts';
import { createLiveFeed, type LiveFeed } from '../../../engine/feed/live-feed.ts';
import { cadenceOf } from '../../../engine/polls/cadence-of.ts';
import { createResourcePolls, type ResourcePolls } from '../../../engine/polls/polls-of-resources.ts';
import type { ResponseObserver } from '../../../engine/polls/response-observer.ts';
import type { ProgramStore } from '../../../engine/program-store.ts';
import type { Clock } from '../../../lib/clock.ts';
import type { OpenFeed } from '../../open-feed.ts';
import type { World } from '../../world.ts';
import type { GetArguments } from '../arguments.ts';
import type { ScopeProblem } from '../troubles.ts';

export interface WatchedListOptions {
  readonly args: Pick<GetArguments, 'resource' | 'params' | 'cadences'>;
  readonly world: Pick<World, 'aws' | 'place'>;
  readonly clock: Clock;
  readonly feed?: OpenFeed | undefined;
  /** Stores the responses. */
  readonly store: ProgramStore;
  readonly observer: ResponseObserver;
  /** Called when a scope became known, or a response changed. */
  changed(): void;
}

export interface WatchedSourcesOptions extends WatchedListOptions {
  /** The requests of the list. */
  requests(): readonly ListRequest[];
  /** The accounts and Regions to request may be others now. */
  scopesChanged(): void;
}

export interface WatchedSources {
  readonly access: Access;
  readonly polls: ResourcePolls;
  readonly identities: Pick<KnownIdentities, 'table'>;
  /** The lists continue without the feed, more slowly. */
  feedTroubles(): ScopeProblem[];
  startFeed(): void;
  stop(): void;
}

export function createWatchedSources(options: WatchedSourcesOptions): WatchedSources {
  const { args, world, clock, feed, store, observer, changed, requests, scopesChanged } = options;
  let liveFeed: LiveFeed | undefined;
  const access = createAccess({
    ...world.place,
    aws: world.aws,
    clock,
    changed() {
      scopesChanged();
      changed();
    },
    recovered(connection) {
      for (const request of requests()) if (request.scope.connection === connection) polls.refresh(request);
    },
  });
  const identities = createKnownIdentities({
    connections: () => access.state().connections,
    address: access.aws.address,
  });
  const polls = createResourcePolls({
    aws: access.aws,
    clock,
    cadenceOf: (request) => cadenceOf(request, args.cadences),
    // Only rows that AWS returned to this program now are shown: the observer sees no others.
    observer,
    archive: {
      store,
      recalled: [],
      notBefore: () => Number.POSITIVE_INFINITY,
      identityOf: identities.identityOf,
    },
    feed: {
      amends: (request) => liveFeed?.amends(request),
      stretches: (request) => liveFeed?.stretches(request) ?? 1,
    },
  });
  const openLiveFeed = (from: OpenFeed): LiveFeed => {
    const { connections, regions } = access.place();
    return createLiveFeed({
      aws: access.aws,
      clock,
      ...from,
      changed,
      polls: () => polls,
      data: access.state,
      from: { connection: connections[0]?.id ?? '', region: regions[0] ?? '' },
    });
  };

  return {
    access,
    polls,
    identities,
    feedTroubles() {
      const problem = liveFeed?.state().problem;
      return problem ? [{ place: 'the events queue', problem }] : [];
    },
    startFeed() {
      liveFeed = feed && openLiveFeed(feed);
      liveFeed?.start();
    },
    stop() {
      liveFeed?.stop();
      polls.stop();
      access.stop();
    },
  };
}
