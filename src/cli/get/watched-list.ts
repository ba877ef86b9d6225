// One list in every account and Region, kept current by the dashboard's polls.
import type { AnySnapshot } from '../../app/state/data.ts';
import { scopesFor } from '../../app/state/list-requests.ts';
import { type ShownPlaces, shownPlaces } from '../../app/state/places.ts';
import { type ListRequest, requestKey } from '../../app/state/poll-request.ts';
import { type AwsProblem, isAbsent } from '../../aws/errors/errors.ts';
import { type AccessState, createAccess } from '../../engine/access/access.ts';
import { createKnownIdentities } from '../../engine/access/known-identities.ts';
import { createLiveFeed, type LiveFeed } from '../../engine/feed/live-feed.ts';
import type { AnswerObserver } from '../../engine/polls/answer-observer.ts';
import { cadenceOf } from '../../engine/polls/cadence-of.ts';
import { createResourcePolls } from '../../engine/polls/polls-of-resources.ts';
import type { ProgramStore } from '../../engine/program-store.ts';
import type { Clock } from '../../lib/clock.ts';
import { isAnswered } from '../../polling/snapshot.ts';
import { isAccessComplete } from '../is-access-complete.ts';
import type { OpenFeed } from '../open-feed.ts';
import type { World } from '../world.ts';
import type { GetArguments } from './arguments.ts';
import type { ScopeProblem } from './troubles.ts';

export interface WatchedList {
  /** A snapshot for each scope with a response, by a stable name of the scope. */
  answers(): readonly (readonly [key: string, answer: AnySnapshot])[];
  /** The present problems. */
  troubles(): ScopeProblem[];
  /** Every scope is known, and has a response or a refusal. */
  isWhole(): boolean;
  accounts(): AccessState['accounts'];
  places(): ShownPlaces;
  start(): void;
  stop(): void;
}

export interface WatchedListOptions {
  readonly args: Pick<GetArguments, 'resource' | 'params' | 'cadences'>;
  readonly world: Pick<World, 'aws' | 'place'>;
  readonly clock: Clock;
  readonly feed?: OpenFeed | undefined;
  /** Stores the responses. */
  readonly store: ProgramStore;
  readonly observer: AnswerObserver;
  /** Called when a scope became known, or a response changed. */
  changed(): void;
}

export function createWatchedList(options: WatchedListOptions): WatchedList {
  const { args, world, clock, feed, store, observer, changed } = options;
  const { resource, params, cadences } = args;
  let requests: readonly ListRequest[] = [];

  let liveFeed: LiveFeed | undefined;
  const access = createAccess({
    ...world.place,
    aws: world.aws,
    clock,
    changed() {
      ask();
      changed();
    },
    recovered(connection) {
      for (const request of requests) if (request.scope.connection === connection) polls.refresh(request);
    },
  });
  const identities = createKnownIdentities({
    connections: () => access.state().connections,
    address: access.aws.address,
  });
  const polls = createResourcePolls({
    aws: access.aws,
    clock,
    cadenceOf: (request) => cadenceOf(request, cadences),
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

  const ask = () => {
    const scopes = scopesFor(resource.id, access.state());
    if (scopes.length === requests.length && scopes.every((scope, at) => requests[at]?.scope === scope)) return;
    requests = scopes.map((scope) => ({ kind: 'list', resource: resource.id, scope, params, priority: 0 }));
    polls.watchExactly(requests);
  };

  const problemOf = (request: ListRequest) => polls.snapshot(request)?.failure?.problem;

  /** A vault is requested in all Regions and exists in one. */
  const isElsewhere = (problem: AwsProblem) => isAbsent(problem) && requests.some((one) => !problemOf(one));

  const nameOf = ({ scope: { accountId, region } }: ListRequest): string => {
    const { accounts, scopes } = access.state();
    return shownPlaces(scopes).account ? `${accounts.get(accountId) ?? accountId} ${region}` : region;
  };

  return {
    answers: () =>
      requests.flatMap((request) => {
        const snapshot = polls.snapshot(request);
        return snapshot ? [[requestKey(request), snapshot] as const] : [];
      }),
    troubles: () => [
      ...access.state().connections.flatMap(({ label, problem }) => (problem ? [{ place: label, problem }] : [])),
      ...feedTroubles(liveFeed),
      ...requests.flatMap((request) => {
        const problem = problemOf(request);
        return problem && !isElsewhere(problem) ? [{ place: nameOf(request), problem }] : [];
      }),
    ],
    isWhole() {
      const all = requests.every((request) => {
        const snapshot = polls.snapshot(request);
        return snapshot !== undefined && isAnswered(snapshot);
      });
      return all && requests.length > 0 && isAccessComplete(access.state(), world.place);
    },
    accounts: () => access.state().accounts,
    places: () => shownPlaces(requests.map(({ scope }) => scope)),
    start() {
      polls.subscribe(changed);
      access.start();
      ask();
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

/** The lists continue without the feed, more slowly. */
function feedTroubles(feed: LiveFeed | undefined): ScopeProblem[] {
  const problem = feed?.state().problem;
  return problem ? [{ place: 'the events queue', problem }] : [];
}
