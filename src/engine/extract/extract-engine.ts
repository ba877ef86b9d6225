// The engine while an extract is open: it answers from the store alone. It knows neither AWS nor credentials, so nothing
// can be requested or changed.
import type { Identity } from '../../app/state/data.ts';
import { type PollRequest, requestKey } from '../../app/state/lists/poll-request.ts';
import { type Scope, scopeKey } from '../../domain/scope.ts';
import type { Clock } from '../../lib/clock.ts';
import type { StoreReader } from '../../store/read/store-reader.ts';
import { type StoredScope, wholeOrganization } from '../../store/row-shape.ts';
import { initialEngineState } from '../initial-state.ts';
import type { Engine, EngineCommand, EngineNote, EngineState } from '../protocol.ts';
import { createExtractResponses, offlineProblem } from './extract-responses.ts';

export interface ExtractEngineOptions {
  readonly scopes: readonly StoredScope[];
  readonly clock: Pick<Clock, 'now'>;
  /** Epoch ms: the end of the extract. Its time stands still. */
  readonly now: number;
  reader(): StoreReader;
}

export function createExtractEngine({ scopes, clock, now, reader }: ExtractEngineOptions): Engine {
  const state = extractState(scopes);
  const listeners = new Set<(note: EngineNote) => void>();
  const openedAt = clock.now();
  const snapshotOf = createExtractResponses({ reader: reader(), identities: state.identities, openedAt });
  const emit = (note: EngineNote) => {
    for (const listener of [...listeners]) listener(note);
  };
  function watch(requests: readonly PollRequest[]): void {
    const responses = new Map(requests.map((request) => [requestKey(request), snapshotOf(request)]));
    emit({ type: 'changed', state: {}, responses, isNews: false });
  }

  function obey(command: EngineCommand): void {
    switch (command.type) {
      case 'watch':
        watch(command.requests);
        break;
      // Nothing runs that could be paused, and nothing can be changed.
      case 'configure':
      case 'pause':
      case 'hold':
      case 'stop':
        break;
      case 'loadAction':
        emit({ type: 'actionLoaded', request: command.request, token: '', facts: [], problem: offlineProblem });
        break;
      case 'verifyAction':
        emit({ type: 'actionVerified', request: command.request, problems: { '': offlineProblem.message } });
        break;
      default:
        emit({ type: 'notice', text: offlineProblem.message, tone: 'warn' });
    }
  }

  return {
    send: obey,
    subscribe(listener) {
      listeners.add(listener);
      listener({ type: 'changed', state, responses: new Map(), isNews: false });
      return () => listeners.delete(listener);
    },
    now: () => now,
    start() {},
    stop: () => listeners.clear(),
  };
}

/** One connection for each account, which nobody can act through. */
export function extractState(stored: readonly StoredScope[]): EngineState {
  const accounts = Map.groupBy(
    stored.filter(({ accountId }) => accountId !== wholeOrganization),
    ({ accountId }) => accountId,
  );
  const seen = [...accounts].map(([accountId, places]) => ({ accountId, places: ofOneIdentity(places) }));
  const connections = seen.map(({ accountId, places }) => {
    const identity: Identity = { accountId, arn: arnOf(places[0]?.identity ?? '') };
    return { id: `extract ${accountId}`, label: accountId, identity };
  });
  const scopes = seen.flatMap(({ accountId, places }) =>
    places.map(({ region }): Scope => ({ accountId, region, connection: `extract ${accountId}` })),
  );
  const regions = [...new Set(scopes.map(({ region }) => region))].sort();
  const initial = initialEngineState({
    place: { connections: [], regions },
    cloudWatch: false,
    contexts: [],
    queues: [],
  });
  return {
    ...initial,
    access: {
      ...initial.access,
      connections,
      scopes: scopes.toSorted((a, b) => scopeKey(a).localeCompare(scopeKey(b))),
      ...(connections[0] ? { identity: connections[0].identity } : {}),
    },
    identities: new Map(seen.map(({ accountId, places }) => [`extract ${accountId}`, places[0]?.identity ?? ''])),
  };
}

/** Two identities may have seen an account: those rows are shown that the one with the most Regions saw. */
function ofOneIdentity(places: readonly StoredScope[]): readonly StoredScope[] {
  const withRegion = places.filter(({ region }) => region !== '');
  const byIdentity = [...Map.groupBy(withRegion, ({ identity }) => identity).values()];
  return byIdentity.toSorted((a, b) => b.length - a.length)[0] ?? [];
}

/** The name of an identity is an endpoint and an ARN. */
const arnOf = (identity: string): string => identity.split(' ').at(-1) ?? '';
