// Rows that other identities of this user collected, for `get`: of account-Regions that no connection reaches, and of
// lists that the own identity may not read.
import type { ListRow } from '../../../app/list/rows.ts';
import { requestFor, scopesFor } from '../../../app/state/lists/list-requests.ts';
import type { ListRequest } from '../../../app/state/lists/poll-request.ts';
import { placeText, type Scope } from '../../../domain/scope.ts';
import type { AccessState } from '../../../engine/access/access.ts';
import { arnOfIdentity, collectedIdentities, collectedScopes } from '../../../engine/access/collected-scopes.ts';
import { paramsText, storedResponse } from '../../../engine/polls/stored-responses.ts';
import type { ProgramStore, StoreSight } from '../../../engine/program-store.ts';
import { storedScope } from '../../../engine/stored-scope.ts';
import { formatAge, formatDateTime } from '../../../lib/text/format.ts';
import type { AnyResource, Params } from '../../../resources/resource.ts';
import { watchedAt } from '../../../store/read/coverage.ts';

export interface CollectedRowsOptions {
  readonly store: ProgramStore;
  /** As the config file names them. */
  readonly arns: readonly string[];
  readonly state: AccessState;
  identityOf(scope: Scope): string | undefined;
  readonly resource: AnyResource;
  readonly params: Params;
  /** Scopes in which the own identity has no answer. */
  readonly unanswered: readonly Scope[];
  /** Epoch ms of the past time that is asked for; absent: the present. */
  readonly asOf?: number | undefined;
  /** Epoch ms of AWS's clock. */
  readonly now: number;
}

export interface CollectedRows {
  readonly rows: readonly (readonly [key: string, row: ListRow])[];
  /** Whose rows they are, and how old. */
  readonly notes: readonly string[];
  /** Account-Regions that only others reach, of which they have no answer. */
  readonly unknown: readonly Scope[];
}

export async function collectedRows(options: CollectedRowsOptions): Promise<CollectedRows> {
  const { store, arns, state, identityOf, resource, asOf } = options;
  const opened = await store.opened();
  const sight = asOf === undefined ? opened : opened.at?.(asOf);
  const known = opened.reader.scopes();
  const own = new Set(state.scopes.flatMap((scope) => identityOf(scope) ?? []));
  const others = collectedIdentities(known, arns, own);
  if (!sight) return { rows: [], notes: [], unknown: [] };
  const theirs = scopesFor(resource.id, { scopes: collectedScopes(state, known, others) });
  // A job never goes: also those count that only the other identity saw.
  const shared = resource.stored?.outlivesListing ? scopesFor(resource.id, state) : options.unanswered;
  const found = others.flatMap((identity) => {
    const collectedAs = arnOfIdentity(identity);
    const scopes = [...shared, ...theirs.filter((scope) => scope.collectedAs === collectedAs)];
    return scopes.flatMap((scope) => readIn({ ...scope, collectedAs }, identity, { ...options, sight }) ?? []);
  });
  const answered = new Set(found.map(({ scope }) => scope.connection + placeText(scope)));
  return {
    rows: found.flatMap(({ rows }) => rows),
    notes: found.map((one) => noteOf(one, options)),
    unknown: theirs.filter((scope) => !answered.has(scope.connection + placeText(scope))),
  };
}

interface Found {
  readonly scope: Scope;
  readonly rows: CollectedRows['rows'];
  readonly loadedAt: number;
}

/** undefined: that identity has no whole answer. */
function readIn(
  scope: Scope,
  identity: string,
  { sight, resource, params, asOf }: CollectedRowsOptions & { readonly sight: StoreSight },
): Found | undefined {
  const request: ListRequest = { ...requestFor(resource.id, scope), params };
  const { reader } = sight;
  const response = storedResponse({ request, identity, reader, ...(asOf === undefined ? {} : { asOf }) });
  if (!response) return undefined;
  const loadedAt = asOf === undefined ? response.loadedAt : wasWatched(request, identity, { sight, asOf });
  return loadedAt === undefined ? undefined : { scope, rows: [...response.rows], loadedAt };
}

function wasWatched(
  { resource, scope, params }: ListRequest,
  identity: string,
  { sight, asOf }: { readonly sight: StoreSight; readonly asOf: number },
): number | undefined {
  const place = storedScope(scope, identity);
  const texts = new Set([paramsText(params), paramsText({})]);
  return watchedAt(
    [...texts].flatMap((text) => sight.reader.watchedTimes(resource, place, text)),
    asOf,
  );
}

const noteOf = ({ scope, loadedAt }: Found, { state, asOf, now }: CollectedRowsOptions): string =>
  `${placeText(scope, state.accounts)}: collected as ${scope.collectedAs} ${
    asOf === undefined ? `${formatAge(now - loadedAt)} ago` : `at ${formatDateTime(loadedAt)}`
  }, from the store.`;
