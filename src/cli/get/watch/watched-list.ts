// One list in every account and Region, kept current by the dashboard's polls.
import type { AnySnapshot } from '../../../app/state/data.ts';
import { scopesFor } from '../../../app/state/lists/list-requests.ts';
import { type ListRequest, requestKey } from '../../../app/state/lists/poll-request.ts';
import { shownPlaces } from '../../../app/state/places.ts';
import { type AwsProblem, isAbsent } from '../../../aws/errors/errors.ts';
import type { Scope } from '../../../domain/scope.ts';
import type { AccessState } from '../../../engine/access/access.ts';
import { isAnswered } from '../../../polling/snapshot.ts';
import { isAccessComplete } from '../../evaluation/is-access-complete.ts';
import type { ScopeProblem } from '../troubles.ts';
import type { CollectedBeside } from './collected-changes.ts';
import { createWatchedSources, type WatchedListOptions } from './watched-sources.ts';

export interface WatchedList extends CollectedBeside {
  /** A snapshot for each scope with a response, by a stable name of the scope. */
  responses(): readonly (readonly [key: string, response: AnySnapshot])[];
  /** The present problems. */
  troubles(): ScopeProblem[];
  /** Every scope is known, and has a response or a refusal. */
  isWhole(): boolean;
  accounts(): AccessState['accounts'];
  /** The scopes in which it is requested. */
  scopes(): readonly Scope[];
  start(): void;
  stop(): void;
}

export function createWatchedList(options: WatchedListOptions): WatchedList {
  const { args, world, changed } = options;
  const { resource, params } = args;
  let requests: readonly ListRequest[] = [];
  const sources = createWatchedSources({ ...options, requests: () => requests, scopesChanged: () => ask() });
  const { access, polls } = sources;

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
    responses: () =>
      requests.flatMap((request) => {
        const snapshot = polls.snapshot(request);
        return snapshot ? [[requestKey(request), snapshot] as const] : [];
      }),
    troubles: () => [
      ...access.state().connections.flatMap(({ label, problem }) => (problem ? [{ place: label, problem }] : [])),
      ...sources.feedTroubles(),
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
    access: access.state,
    identityOf: ({ connection }) => sources.identities.table().get(connection),
    unanswered: () => requests.filter((request) => problemOf(request) !== undefined).map(({ scope }) => scope),
    accounts: () => access.state().accounts,
    scopes: () => requests.map(({ scope }) => scope),
    start() {
      polls.subscribe(changed);
      access.start();
      ask();
      sources.startFeed();
    },
    stop: sources.stop,
  };
}
