// Rows that other identities of this user collected, for `get`: of account-Regions that no connection reaches, and of
// lists that the own identity may not read.
import type { ListRow } from '../../../app/list/rows.ts';
import { placeText, type Scope, scopeKey } from '../../../domain/scope.ts';
import type { AccessState } from '../../../engine/access/access.ts';
import { storedTime } from '../../../engine/polls/stored-times.ts';
import type { ProgramStore } from '../../../engine/program-store.ts';
import { type RequestedScope, requestedScopes } from '../../../engine/requested-scopes.ts';
import { formatAge, formatDateTime } from '../../../lib/text/format.ts';
import type { AnyResource, Params } from '../../../resources/resource.ts';
import { placesOf } from '../../../runtime/lists/list-places.ts';
import { type CollectedList, collectedList } from './collected-list.ts';
import { rowsOfPlaces } from './rows-of-places.ts';

export interface CollectedRowsOptions {
  readonly store: Pick<ProgramStore, 'opened'>;
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
  const { store, state, resource, params, unanswered, asOf, now } = options;
  const opened = await store.opened();
  const sight = asOf === undefined ? opened : opened.at?.(asOf);
  if (!sight) return { rows: [], notes: [], unknown: [] };
  const isUnanswered = new Set(unanswered.map(scopeKey));
  const list = collectedList({
    ...options,
    known: opened.reader.scopes(),
    isAnswered: ({ scope }) => !isUnanswered.has(scopeKey(scope)),
  });
  const requested = theirScopes(list);
  const found = requested.flatMap(({ scope, stored }) => {
    const loadedAt = storedTime({ resource: resource.id, params }, stored, sight.reader);
    return loadedAt === undefined ? [] : [{ scope, loadedAt }];
  });
  const rows: (readonly [string, ListRow])[] = [];
  const { accounts = new Map() } = state;
  const wanted = { sight, places: placesOf(requested), resource, params, filter: '', accounts, now: asOf ?? now };
  for await (const one of rowsOfPlaces(wanted)) rows.push(one);
  const answered = new Set(found.map(({ scope }) => scopeKey(scope)));
  return {
    rows,
    notes: found.map((one) => noteOf(one, options)),
    unknown: list.theirs.map(({ scope }) => scope).filter((scope) => !answered.has(scopeKey(scope))),
  };
}

/** In order of preference. */
function theirScopes({ requests, theirs, identityOf, of }: CollectedList): readonly RequestedScope[] {
  const alone = theirs.flatMap((request) => requestedScopes([request.scope], identityOf) ?? []);
  return [...requests.flatMap(of), ...alone];
}

interface Found {
  readonly scope: Scope;
  readonly loadedAt: number;
}

const noteOf = ({ scope, loadedAt }: Found, { state, asOf, now }: CollectedRowsOptions): string =>
  `${placeText(scope, state.accounts)}: collected as ${scope.collectedAs} ${
    asOf === undefined ? `${formatAge(now - loadedAt)} ago` : `at ${formatDateTime(loadedAt)}`
  }, from the store.`;
