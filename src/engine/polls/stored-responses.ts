// The newest whole response to a list request, read from the store.
import type { ListRequest } from '../../app/state/lists/poll-request.ts';
import { type Scope, scopeKey } from '../../domain/scope.ts';
import { resources } from '../../resources/index.ts';
import type { Params } from '../../resources/resource.ts';
import { listedByParams } from '../../resources/stored.ts';
import type { StoreReader } from '../../store/read/store-reader.ts';
import { type AnyRow, type StoredScope, wholeOrganization } from '../../store/row-shape.ts';
import { storedScope } from '../stored-scope.ts';

/** Equal params give equal text. */
export const paramsText = (params: Params): string => JSON.stringify(Object.entries(params).toSorted());

/** Epoch ms of the request for the newest whole response with exactly these params. */
export const wholeAtOf = (
  { resource, scope, params }: ListRequest,
  identity: string,
  reader: StoreReader,
): number | undefined => reader.requestState(resource, storedScope(scope, identity), paramsText(params))?.wholeAt;

export interface StoredListResponse {
  readonly rows: ReadonlyMap<string, AnyRow>;
  /** Epoch ms. */
  readonly loadedAt: number;
}

/** undefined: there is none, or the store does not know which rows it had. */
export function storedResponse(source: ListSource): StoredListResponse | undefined {
  const { request, identity, reader } = source;
  const resource = resources[request.resource];
  const isListed = resource.stored && listedByParams(resource.stored, request.params);
  const loadedAt = source.asOf ?? wholeAtOf(request, identity, reader);
  if (!isListed || !resource.stored || loadedAt === undefined) return undefined;
  const { outlivesListing, listedMs } = resource.stored;
  const since = outlivesListing && listedMs !== undefined ? { since: loadedAt - listedMs } : {};
  const rows = readRows(source, (place) => reader.openIds({ ...place, ...since }));
  const listed = rows.filter((row) => isListed(row) && !resource.isGone?.(row, loadedAt));
  return { rows: new Map(listed.map((row) => [resource.key(row), row])), loadedAt };
}

/** A list, the identity that requests it, and the reader of the store. */
export interface ListSource {
  readonly request: ListRequest;
  readonly identity: string;
  readonly reader: StoreReader;
  /** Epoch ms of the past time that the reader reads. Absent: the time of the newest whole response counts. */
  readonly asOf?: number;
}

export const placeOf = ({ request: { resource, scope }, identity, reader }: ListSource) => ({
  resource,
  scopes: scopesOf(scope, identity, reader),
});

/** The rows get the scope of the request. `idsIn`: the ids of the rows, in order. */
export function readRows(
  source: ListSource,
  idsIn: (place: ReturnType<typeof placeOf>) => readonly number[],
): AnyRow[] {
  const here = createRowScopes(source.request.scope);
  return source.reader
    .rows(idsIn(placeOf(source)))
    .flatMap((one) => (one ? [{ ...one.row, scope: here(one.row.scope) }] : []));
}

/** For a request to an organization: the stored scopes of all accounts that its identity sees in that Region. */
function scopesOf(scope: Scope, identity: string, reader: StoreReader): StoredScope[] {
  const requested = storedScope(scope, identity);
  if (requested.accountId !== wholeOrganization) return [requested];
  return reader.scopes().filter((one) => one.identity === identity && one.region === scope.region);
}

/** Returns one object for each place, as in rows from AWS, with the connection that requests the rows now. */
function createRowScopes(requested: Scope): (scope: Scope) => Scope {
  const known = new Map<string, Scope>([[scopeKey(requested), requested]]);
  return ({ accountId, region, organization }) => {
    const scope = { accountId, region, connection: requested.connection, ...(organization ? { organization } : {}) };
    const key = scopeKey(scope);
    const found = known.get(key) ?? scope;
    known.set(key, found);
    return found;
  };
}
