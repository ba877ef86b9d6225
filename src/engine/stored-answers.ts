// The newest whole answer to a question, out of the store.
import type { ListQuestion } from '../app/state/question.ts';
import { type Scope, scopeKey } from '../domain/scope.ts';
import type { NextTurn } from '../lib/process/turns.ts';
import { resources } from '../resources/index.ts';
import type { Params } from '../resources/resource.ts';
import type { StoreReader } from '../store/read/store-reader.ts';
import { type AnyRow, type StoredScope, wholeOrganization } from '../store/row-shape.ts';
import { storedScope } from './stored-scope.ts';

export interface StoredAnswerOptions {
  readonly reader: StoreReader;
  /** Between two lots of rows that are read: others have their turn. */
  readonly nextTurn: NextTurn;
}

/** Rows read in one go: some three milliseconds. */
const rowsAtOnce = 100;

/** The same for the same params. */
export const paramsText = (params: Params): string => JSON.stringify(Object.entries(params).toSorted());

/** When the newest whole answer to exactly this was asked for, in epoch ms. */
export const wholeAtOf = (
  { resource, scope, params }: ListQuestion,
  identity: string,
  reader: StoreReader,
): number | undefined => reader.requestState(resource, storedScope(scope, identity), paramsText(params))?.wholeAt;

export interface StoredAnswer {
  readonly rows: ReadonlyMap<string, AnyRow>;
  /** Epoch ms. */
  readonly loadedAt: number;
}

/** undefined: there is none, or the store does not know which of its rows it had. */
export async function storedAnswer(
  question: ListQuestion,
  identity: string,
  { reader, nextTurn }: StoredAnswerOptions,
): Promise<StoredAnswer | undefined> {
  const { scope } = question;
  const resource = resources[question.resource];
  const isListed = listedBy(question);
  const loadedAt = wholeAtOf(question, identity, reader);
  if (!isListed || !resource.stored || loadedAt === undefined) return undefined;
  const { outlivesListing, listedMs } = resource.stored;
  const since = outlivesListing && listedMs !== undefined ? { since: loadedAt - listedMs } : {};
  const ids = reader.openIds({ resource: resource.id, scopes: scopesOf(scope, identity, reader), ...since });
  const here = createRowScopes(scope);
  const rows = new Map<string, AnyRow>();
  for (let from = 0; from < ids.length; from += rowsAtOnce) {
    for (const found of reader.rows(ids.slice(from, from + rowsAtOnce))) {
      if (!found || !isListed(found.row)) continue;
      const row = { ...found.row, scope: here(found.row.scope) };
      if (!resource.isGone?.(row, loadedAt)) rows.set(resource.key(row), row);
    }
    await nextTurn();
  }
  return { rows, loadedAt };
}

/** Which rows an answer to these params has; undefined: no member of a row tells it. */
function listedBy({ resource, params }: ListQuestion): ((row: AnyRow) => boolean) | undefined {
  const memberOfParam = resources[resource].stored?.memberOfParam ?? {};
  const wanted = Object.entries(params).map(([param, value]) => [memberOfParam[param], value] as const);
  if (wanted.some(([member]) => member === undefined)) return undefined;
  return (row) => wanted.every(([member = '', value]) => row[member] === value);
}

/** Of a question to an organization: the rows of all accounts that its identity sees in that Region. */
export function scopesOf(scope: Scope, identity: string, reader: StoreReader): StoredScope[] {
  const asked = storedScope(scope, identity);
  if (asked.accountId !== wholeOrganization) return [asked];
  return reader.scopes().filter((one) => one.identity === identity && one.region === scope.region);
}

/** One object for each place, as in rows that come from AWS, and through the connection that asks now. */
export function createRowScopes(asked: Scope): (scope: Scope) => Scope {
  const known = new Map<string, Scope>([[scopeKey(asked), asked]]);
  return ({ accountId, region, organization }) => {
    const scope = { accountId, region, connection: asked.connection, ...(organization ? { organization } : {}) };
    const key = scopeKey(scope);
    const found = known.get(key) ?? scope;
    known.set(key, found);
    return found;
  };
}
