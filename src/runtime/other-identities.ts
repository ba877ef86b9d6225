// What other identities of this user collected: account-Regions that no connection reaches, and rows of lists that this
// program's identity may not read, or did not watch.
import type { AnySnapshot } from '../app/state/data.ts';
import { type ListRequest, type PollRequest, requestKey } from '../app/state/lists/poll-request.ts';
import type { AwsProblem } from '../aws/errors/errors.ts';
import { isCollectedScope } from '../domain/scope.ts';
import { storedTime } from '../engine/polls/stored-times.ts';
import type { ReadableStore, StoreSight } from '../engine/program-store.ts';
import type { Engine, EngineCommand, EngineState } from '../engine/protocol.ts';
import type { RequestedScope } from '../engine/requested-scopes.ts';
import { storedScope } from '../engine/stored-scope.ts';
import { type CollectedView, collectedFor, collectedView } from './lists/collected-view.ts';
import type { CollectedFor } from './lists/list-places.ts';
import type { StartMirror } from './start-mirror.ts';

export interface OtherIdentitiesOptions {
  /** As the config file names them; never empty. */
  readonly arns: readonly string[];
  readonly mirror: StartMirror;
  /** Of the present. */
  readonly store: Pick<ReadableStore, 'sight' | 'subscribe'>;
  /** Of the time on screen. */
  shown(): StoreSight | undefined;
  /** Epoch ms by this machine's clock. */
  readonly startedAt: number;
}

interface KnownSnapshot {
  readonly own: AnySnapshot | undefined;
  readonly at: string;
  readonly snapshot: AnySnapshot | undefined;
}

export interface OtherIdentities extends CollectedFor {
  /** With the account-Regions that they alone see. */
  readonly mirror: StartMirror;
  /** The snapshot of a request as they collected it; undefined: they have none. */
  snapshot(request: PollRequest, own: AnySnapshot | undefined): AnySnapshot | undefined;
}

const notCollected: AwsProblem = {
  kind: 'not-stored',
  message: 'The other identity has collected no whole response to this list.',
  nextStep: 'nothing is requested there: no connection reaches the account',
  retryable: false,
};

const noIdentities: readonly string[] = [];

export function createOtherIdentities({
  arns,
  mirror,
  store,
  shown,
  startedAt,
}: OtherIdentitiesOptions): OtherIdentities {
  const unknown = { problem: notCollected, since: startedAt, attempts: 1, retryAt: Number.POSITIVE_INFINITY };
  const snapshots = new Map<string, KnownSnapshot>();
  let written = 0;
  let made: { readonly of: EngineState; readonly mark: string; readonly state: EngineState } | undefined;
  let others = noIdentities;
  let marked: { readonly written: number; readonly reader: object; readonly mark: string } | undefined;
  store.subscribe(() => {
    written += 1;
  });

  /** Changes when a scope was added or erased. */
  function scopesMark(): string | undefined {
    const reader = store.sight()?.reader;
    if (!reader) return undefined;
    if (marked?.written !== written || marked.reader !== reader)
      marked = { written, reader, mark: reader.scopesMark() };
    return marked.mark;
  }

  function state(): EngineState {
    const of = mirror.state();
    const mark = scopesMark();
    if (mark === undefined) return of;
    if (made?.of === of && made.mark === mark) return made.state;
    const known = store.sight()?.reader.scopes() ?? [];
    const view = collectedView({ access: of.access, identities: of.identities, known, arns });
    others = view.others;
    made = { of, mark, state: withCollected(of, view) };
    return made.state;
  }

  function of(request: ListRequest): readonly RequestedScope[] {
    const { identities } = state();
    const sight = shown();
    if (!sight) return [];
    return collectedFor(request, {
      others,
      identityOf: (connection) => identities.get(connection),
      isAnswered: (one, own) => storedTime(one, own, sight.reader) !== undefined,
    });
  }

  function collectedAt(request: ListRequest, sight: StoreSight): number | undefined {
    const { scope } = request;
    const identity = isCollectedScope(scope) ? state().identities.get(scope.connection) : undefined;
    const places = identity === undefined ? of(request).map(({ stored }) => stored) : [storedScope(scope, identity)];
    const times = places.flatMap((place) => storedTime(request, place, sight.reader) ?? []);
    return times.length === 0 ? undefined : Math.max(...times);
  }

  function read(request: PollRequest, own: AnySnapshot | undefined): AnySnapshot | undefined {
    const sight = shown();
    const loadedAt = sight && request.kind === 'list' ? collectedAt(request, sight) : undefined;
    if (loadedAt === undefined) return isCollectedScope(request.scope) ? { version: 0, failure: unknown } : own;
    // Why the own identity gets no response stays on screen; of a past time it does not matter.
    return { version: 0, ...(sight?.past ? {} : own), loadedAt };
  }

  function snapshot(request: PollRequest, own: AnySnapshot | undefined): AnySnapshot | undefined {
    // A response that is on its way is awaited.
    const isOwn = own?.failure === undefined || own.loadedAt !== undefined;
    if (isOwn && !isCollectedScope(request.scope)) return own;
    const [key, at] = [requestKey(request), mark()];
    const known = snapshots.get(key);
    if (known?.own === own && known?.at === at) return known?.snapshot;
    const found = read(request, own);
    snapshots.set(key, { own, at, snapshot: found });
    return found;
  }

  const mark = () => `${written} ${shown()?.past?.time}`;

  return { mirror: { ...mirror, state }, of, mark, snapshot };
}

function withCollected(state: EngineState, { scopes, identities }: CollectedView): EngineState {
  if (scopes.length === 0) return state;
  return { ...state, identities, access: { ...state.access, scopes: [...state.access.scopes, ...scopes] } };
}

/** The engine requests nothing for scopes that only another identity reaches. */
export function withoutCollected(engine: Engine): Engine {
  const isOwn = ({ scope }: PollRequest): boolean => !isCollectedScope(scope);
  function owned(command: EngineCommand): EngineCommand {
    switch (command.type) {
      case 'watch':
      case 'refresh':
      case 'stop':
        return command.requests.every(isOwn) ? command : { ...command, requests: command.requests.filter(isOwn) };
      default:
        return command;
    }
  }
  return { ...engine, send: (command) => engine.send(owned(command)) };
}
