// The requests that the screens on the stack need. The runtime starts and stops polls accordingly.
import { scopeKey } from '../../../domain/scope.ts';
import { accessPointSources, coverageSources } from '../../../resources/derived/derived.ts';
import { resources } from '../../../resources/index.ts';
import type { ResourceId } from '../../../resources/resource-id.ts';
import { documentRequest } from '../../detail/detail-row.ts';
import { actionOf } from '../../forms/action-of.ts';
import type { AnySnapshot, Data } from '../data.ts';
import type { Screen, State } from '../state.ts';
import { everywhere, listRequests } from './list-requests.ts';
import type { ListRequest, PollRequest } from './poll-request.ts';

const overviewResources: readonly ResourceId[] = [
  'vaults',
  'backup-jobs',
  'copy-jobs',
  'restore-jobs',
  'audits',
  'metrics',
];

/** Returns the same list as before while it cannot have changed: a cursor move changes no request. */
export function createWatching(): (state: State, data: Data) => readonly PollRequest[] {
  let remembered: { state: State; data: Data; requests: readonly PollRequest[] } | undefined;
  return (state, data) => {
    if (!remembered || !asksAlike(remembered.state, state) || !answersAlike(remembered.data, data)) {
      remembered = { state, data, requests: watchedRequests(state, data) };
    }
    return remembered.requests;
  };
}

const asksAlike = (one: State, other: State): boolean =>
  one.overlay === other.overlay &&
  one.screens.length === other.screens.length &&
  one.screens.every((screen, index) => screensAskAlike(screen, other.screens[index]));

function screensAskAlike(one: Screen, other: Screen | undefined): boolean {
  if (one === other || one.kind === 'overview') return one.kind === other?.kind;
  if (other === undefined || other.kind === 'overview' || one.kind !== other.kind) return false;
  const isSameRow = one.kind === 'list' || (other.kind === 'detail' && one.key === other.key && one.row === other.row);
  return isSameRow && one.resource === other.resource && one.params === other.params && one.scopes === other.scopes;
}

const answersAlike = (one: Data, other: Data): boolean =>
  one.version === other.version &&
  one.scopes === other.scopes &&
  one.organizationScopes === other.organizationScopes &&
  one.cloudWatch === other.cloudWatch;

export function watchedRequests(state: State, data: Data): PollRequest[] {
  const [, ...above] = state.screens;
  const { overlay } = state;
  const proposed = overlay?.kind === 'act' ? (actionOf(overlay).knows ?? []) : [];
  const requests = above.flatMap((screen, index) => {
    const priority = index === above.length - 1 ? 0 : 2;
    return listRequestsOf(screen, data, priority);
  });
  return [
    ...summaryRequests(data),
    ...requests,
    ...proposed.flatMap((resource) => everywhere(resource, data, 0)),
    ...afterVaults(overviewRequests(data, above.length === 0 ? 0 : 1), data),
    ...afterOverview(attentionRequests(data), data),
  ];
}

export function listRequestsOf(screen: Screen, data: Data, priority = 0): PollRequest[] {
  if (screen.kind === 'overview') {
    return overviewRequests(data, priority);
  }
  const lists = sourceRequests(listRequests(screen, data, priority), data);
  if (screen.kind === 'list') return lists;
  const document = documentRequest(screen, data, priority);
  return document ? [...lists, document] : lists;
}

/** A derived list needs its source lists in all account-Regions: a copy is evaluated in two Regions. */
export function sourceRequests(requests: readonly ListRequest[], data: Data): ListRequest[] {
  const seen = new Set<ResourceId>();
  return requests.flatMap((request) => {
    const { resource, priority } = request;
    const sources = resources[resource].derivedFrom;
    if (!sources) return [request];
    if (seen.has(resource)) return [];
    seen.add(resource);
    return sources.flatMap((source) => everywhere(source, data, priority));
  });
}

/**
 * The first screen has priority: other requests wait until it is complete, except those of services with rates of their
 * own.
 */
function afterOverview(requests: readonly ListRequest[], data: Data): ListRequest[] {
  const drawn = overviewRequests(data).filter(({ resource }) => !isOfOtherService(resource));
  const waiting = new Set(
    drawn.filter((request) => !isAnswered(data.snapshot(request))).map(({ scope }) => scopeKey(scope)),
  );
  return requests.filter(({ scope }) => !waiting.has(scopeKey(scope)));
}

/**
 * Counts and charts follow the first rows: the client of each service takes as long to load as a list takes to arrive.
 */
function afterVaults(requests: readonly ListRequest[], data: Data): ListRequest[] {
  const vaults = requests.filter(({ resource }) => resource === 'vaults');
  const waiting = new Set(
    vaults.filter((request) => !isAnswered(data.snapshot(request))).map(({ scope }) => scopeKey(scope)),
  );
  return requests.filter(({ resource, scope }) => !isOfOtherService(resource) || !waiting.has(scopeKey(scope)));
}

/** CloudTrail and CloudWatch have their own clients and rates. */
const isOfOtherService = (resource: ResourceId): boolean => resource === 'audits' || resource === 'metrics';

const isAnswered = (snapshot: AnySnapshot | undefined): boolean =>
  snapshot?.loadedAt !== undefined || snapshot?.failure !== undefined;

/** The requests of the attention list besides those of the overview. */
export const attentionRequests = (data: Data, priority = 2): ListRequest[] =>
  [
    ...(resources.attention.derivedFrom ?? []),
    ...(data.settings?.coverage ? coverageSources : []),
    ...(data.settings?.accessPoints ? accessPointSources : []),
  ]
    .filter((resource) => !overviewResources.includes(resource))
    .flatMap((resource) => everywhere(resource, data, priority));

/** For a whole organization: AWS's own counts are one page, and arrive long before the lists of jobs. */
export const summaryRequests = (data: Data, priority = 0): ListRequest[] =>
  data.organizationScopes ? everywhere('job-days', data, priority) : [];

/** The requests of the overview for every scope: metrics only if they may cost money. */
export function overviewRequests(data: Data, priority = 1): ListRequest[] {
  return overviewResources
    .filter((resource) => resource !== 'metrics' || data.cloudWatch)
    .flatMap((resource) => everywhere(resource, data, priority));
}
