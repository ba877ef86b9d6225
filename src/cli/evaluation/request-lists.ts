// Requests every list from which findings follow once, in every account and Region.

import { noAttention } from '../../app/attention/attention-reads.ts';
import { noActing } from '../../app/forms/run.ts';
import { noReads } from '../../app/list/listed.ts';
import type { Data } from '../../app/state/data.ts';
import { everywhere } from '../../app/state/lists/list-requests.ts';
import type { ListRequest, PollRequest } from '../../app/state/lists/poll-request.ts';
import { createAccess } from '../../engine/access/access.ts';
import { createKnownIdentities, type KnownIdentities } from '../../engine/access/known-identities.ts';
import { connectionFor } from '../../engine/access/scopes.ts';
import { startOf } from '../../engine/polls/claims.ts';
import { createResourcePolls } from '../../engine/polls/polls-of-resources.ts';
import type { ProgramStore } from '../../engine/program-store.ts';
import type { Clock } from '../../lib/clock.ts';
import { hourMs } from '../../lib/duration.ts';
import { attentionSources } from '../../resources/derived/derived.ts';
import type { ResourceId } from '../../resources/resource-id.ts';
import type { World } from '../world.ts';
import { isAccessComplete } from './is-access-complete.ts';
import { sharePages } from './shared-pages.ts';

export interface RequestListsOptions {
  readonly world: Pick<World, 'aws' | 'place'>;
  readonly clock: Clock;
  /** The lists to request; absent: those from which findings follow. */
  readonly lists?: readonly ResourceId[];
  /** Lists that are left out. */
  readonly without: readonly ResourceId[];
  readonly timeoutMs: number;
  /** Stores the responses, and has the audits of the previous run. */
  readonly store: ProgramStore;
}

export interface RequestedLists {
  readonly data: Data;
  /** The part of the place that depends on AWS's responses. */
  readonly place: Pick<World['place'], 'allRegions' | 'roles'>;
  readonly requests: readonly ListRequest[];
  /** By connection: its identity. */
  readonly identities: ReadonlyMap<string, string>;
}

/** Each list is requested once; a failed list is requested again only while others are pending. */
const once = { refreshMs: hourMs, idleMs: hourMs, backgroundMs: hourMs };

/**
 * CloudTrail allows one request a second with 50 events: events of the previous run are not requested again. An event
 * does not change; all other lists are requested as a whole.
 */
const kept: readonly ResourceId[] = ['audits'];

/** Resolves when every list has a response or a refusal, or when the time is over. No request is sent afterwards. */
export function requestLists({ lists = attentionSources, ...options }: RequestListsOptions): Promise<RequestedLists> {
  const { promise, resolve } = Promise.withResolvers<RequestedLists>();
  const { world, clock, without, timeoutMs, store } = options;
  const sources = lists.filter((id) => !without.includes(id));
  let requests: readonly ListRequest[] = [];
  let version = 0;

  const access = createAccess({
    ...world.place,
    aws: world.aws,
    clock,
    changed: () => changed(),
    recovered(connection) {
      for (const request of requests) if (request.scope.connection === connection) polls.refresh(request);
    },
  });
  const { identityOf } = createKnownIdentities({
    connections: () => access.state().connections,
    address: world.aws.address,
  });
  // The keys of recovery points are counted from the same pages as the recovery points.
  const countsPoints = sources.includes('keys') && sources.includes('recovery-points');
  const polls = createResourcePolls({
    aws: countsPoints ? sharePages(access.aws, 'ListRecoveryPointsByBackupVault', 'RecoveryPoints') : access.aws,
    clock,
    cadenceOf: () => once,
    archive: { store, recalled: kept, identityOf, notBefore: startOf(world.aws, clock) },
  });

  const snapshot = (request: PollRequest) => (without.includes(request.resource) ? undefined : polls.snapshot(request));

  const dataNow = (): Data => ({
    ...access.state(),
    reaches: (scope) => connectionFor(scope, access.state()) !== undefined,
    now: world.aws.now(),
    localNow: clock.now(),
    version,
    callsPerMinute: 0,
    cloudWatch: false,
    acting: noActing,
    snapshot,
    attention: noAttention,
    ...noReads,
  });

  const changed = () => {
    version += 1;
    const data = dataNow();
    const next = sources.flatMap((source) => everywhere(source, data));
    const isSame = next.length === requests.length && next.every(({ scope }, at) => requests[at]?.scope === scope);
    if (!isSame) {
      requests = next;
      polls.watchExactly(requests);
    }
    if (isAccessComplete(access.state(), world.place) && requests.every(isAnswered)) done();
  };

  const isAnswered = (request: ListRequest): boolean => {
    const { loadedAt, restored, failure } = polls.snapshot(request) ?? {};
    return failure !== undefined || (loadedAt !== undefined && !restored);
  };

  const done = () => {
    cancel();
    unsubscribe();
    polls.stop();
    access.stop();
    const data = dataNow();
    void identitiesIn(data, identityOf).then((identities) =>
      resolve({ data, requests, identities, place: world.place }),
    );
  };

  const unsubscribe = polls.subscribe(changed);
  const cancel = clock.setTimeout(done, timeoutMs);
  access.start();
  return promise;
}

/** By connection: its identity, where it is known. */
async function identitiesIn(
  { scopes, organizationScopes = [] }: Data,
  identityOf: KnownIdentities['identityOf'],
): Promise<ReadonlyMap<string, string>> {
  const byConnection = new Map([...scopes, ...organizationScopes].map((scope) => [scope.connection, scope]));
  const found = await Promise.all(
    [...byConnection.values()].map(async (scope) => [scope.connection, await identityOf(scope)] as const),
  );
  return new Map(found.flatMap(([id, identity]) => (identity === undefined ? [] : [[id, identity] as const])));
}
