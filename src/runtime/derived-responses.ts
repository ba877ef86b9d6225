// The ages and problems of derived lists, from those of their sources.
import { type AskedOf, createAskedOf } from '../app/attention/asked-of.ts';
import type { AnySnapshot, Data } from '../app/state/data.ts';
import type { ListRequest } from '../app/state/lists/poll-request.ts';
import { scopeKey } from '../domain/scope.ts';
import type { ReadableStore, StoreSight } from '../engine/program-store.ts';
import type { IdentityOf } from '../engine/requested-scopes.ts';
import { storedScope } from '../engine/stored-scope.ts';
import { ageListOf } from '../resources/derived/derived.ts';
import type { ResourceId } from '../resources/resource-id.ts';
import type { KnownScope } from '../store/read/known-scopes.ts';
import type { StoredScope } from '../store/row-shape.ts';

export interface DerivedResponsesOptions {
  readonly store: ReadableStore | undefined;
  readonly identityOf: IdentityOf;
}

export interface DerivedResponses {
  /** Without rows: those are in the store. */
  snapshot(request: ListRequest, data: Data): AnySnapshot;
  /** Whether all known sources of the attention list have been evaluated. */
  isWhole(data: Data): boolean;
}

const scopeText = ({ identity, region, accountId }: StoredScope): string => `${identity} ${region} ${accountId}`;

export function createDerivedResponses({ store, identityOf }: DerivedResponsesOptions): DerivedResponses {
  const askedOf: AskedOf = createAskedOf();
  const known = new Map<string, AnySnapshot>();
  let times = new Map<string, ReadonlyMap<number, number>>();
  /** Since the last write. */
  let knownScopes: readonly KnownScope[] | undefined;
  let scopeIds: { readonly of: readonly KnownScope[]; readonly ids: ReadonlyMap<string, number> } | undefined;
  /** The position of the writes when every source first had a response or a refusal; undefined: not all have yet. */
  let answeredAt: number | undefined;
  store?.subscribe(() => {
    times = new Map();
    knownScopes = undefined;
  });

  function wholeAt({ resource, scope }: ListRequest): number | undefined {
    const sight = store?.sight();
    const identity = identityOf(scope.connection);
    if (!sight || identity === undefined) return undefined;
    const id = idsIn(sight).get(scopeText(storedScope(scope, identity)));
    return id === undefined ? undefined : timesOf(ageListOf(resource), sight).get(id);
  }

  function idsIn({ reader }: StoreSight): ReadonlyMap<string, number> {
    knownScopes ??= reader.scopeIds();
    if (scopeIds?.of !== knownScopes) {
      const entries = knownScopes.map(({ id, scope }) => [scopeText(scope), id] as const);
      scopeIds = { of: knownScopes, ids: new Map(entries) };
    }
    return scopeIds.ids;
  }

  function timesOf(resource: ResourceId, { reader }: StoreSight): ReadonlyMap<number, number> {
    const found = times.get(resource) ?? reader.wholeTimes(resource);
    times.set(resource, found);
    return found;
  }

  return {
    snapshot(request, data) {
      const { resource, scope } = request;
      const { failure, askedAt } = askedOf(resource, scope, data).response;
      const loadedAt = wholeAt(request);
      const key = `${resource} ${scopeKey(scope)}`;
      const before = known.get(key);
      if (before && before.loadedAt === loadedAt && before.failure === failure && before.askedAt === askedAt)
        return before;
      const snapshot: AnySnapshot = {
        version: (before?.version ?? 0) + 1,
        ...(loadedAt === undefined ? {} : { loadedAt, ...(askedAt === undefined ? {} : { askedAt }) }),
        ...(failure ? { failure } : {}),
      };
      known.set(key, snapshot);
      return snapshot;
    },
    isWhole(data) {
      const isAnswered =
        data.scopes.length > 0 && data.scopes.every((scope) => askedOf('attention', scope, data).isWhole);
      if (!isAnswered || !store) {
        answeredAt = undefined;
        return false;
      }
      const position = store.evaluation.position();
      // A writer that was restarted counts from zero.
      answeredAt = Math.min(answeredAt ?? position, position);
      return store.evaluation.upTo() >= answeredAt;
    },
  };
}
