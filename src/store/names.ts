// Rows contain resources and scopes as numbers. A number is never used twice, but another program may erase a scope and
// add it again with another number: a reader caches the meaning of a number, and looks the number up at each use.
import type { StoredScope } from './row-shape.ts';
import { createStatements, type Database } from './sqlite.ts';

export interface Names {
  /** undefined: the store has no row of the resource. */
  resourceId(name: string): number | undefined;
  scopeId(scope: StoredScope): number | undefined;
  resourceOf(id: number): string | undefined;
  scopeOf(id: number): StoredScope | undefined;
}

export interface WritableNames extends Names {
  /** To be called inside a transaction. */
  addResource(name: string): number;
  addScope(scope: StoredScope): number;
  /** Drops the cache: its entries may no longer exist. */
  forget(): void;
}

/** SQL for a statement with the name as parameter. */
export const idOfResource = '(select id from resource where name = ?)';

/** SQL for a statement with `namesOfScope` as parameters. */
export const idOfScope = '(select id from scope where identity = ? and account = ? and region = ?)';

export const namesOfScope = ({ identity, accountId, region }: StoredScope) => [identity, accountId, region] as const;

export function createNames(database: Database): Names {
  const statement = createStatements(database);
  const resources = new Map<number, string>();
  const scopes = new Map<number, StoredScope>();

  return {
    resourceId: (name) => idIn(statement('select id from resource where name = ?').get(name)),
    scopeId: ({ identity, accountId, region }) =>
      idIn(
        statement('select id from scope where identity = ? and account = ? and region = ?').get(
          ...[identity, accountId, region],
        ),
      ),
    resourceOf: (id) =>
      remembered(resources, id, () => {
        const row = statement('select name from resource where id = ?').get(id);
        return row && String(row.name);
      }),
    scopeOf: (id) =>
      remembered(scopes, id, () => {
        const row = statement('select identity, account, region from scope where id = ?').get(id);
        return row && { identity: String(row.identity), accountId: String(row.account), region: String(row.region) };
      }),
  };
}

/** Caches the numbers, too, because it needs one for each row. */
export function createWritableNames(database: Database): WritableNames {
  const statement = createStatements(database);
  const names = createNames(database);
  const resources = new Map<string, number>();
  const scopes = new Map<string, number>();
  const insertScope = 'insert into scope(identity, account, region) values(?, ?, ?)';

  const resourceId = (name: string) => remembered(resources, name, () => names.resourceId(name));
  const scopeId = (scope: StoredScope) => remembered(scopes, textOf(scope), () => names.scopeId(scope));

  return {
    ...names,
    resourceId,
    scopeId,
    addResource: (name) =>
      resourceId(name) ?? Number(statement('insert into resource(name) values(?)').run(name).lastInsertRowid),
    addScope: (scope) =>
      scopeId(scope) ??
      Number(statement(insertScope).run(scope.identity, scope.accountId, scope.region).lastInsertRowid),
    forget() {
      resources.clear();
      scopes.clear();
    },
  };
}

const textOf = ({ identity, accountId, region }: StoredScope): string => JSON.stringify([identity, accountId, region]);

const idIn = (row: Record<string, unknown> | undefined): number | undefined => row && Number(row.id);

/** A missing value is looked up again at each call, because it may be added later. */
function remembered<Key, Value>(known: Map<Key, Value>, key: Key, find: () => Value | undefined): Value | undefined {
  const value = known.get(key) ?? find();
  if (value !== undefined) known.set(key, value);
  return value;
}
