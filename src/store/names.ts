// Resources and scopes stand in rows as numbers.

import type { StoredScope } from './row-shape.ts';
import { createStatements, type Database } from './sqlite.ts';

export interface Names {
  /** undefined: the store has no row of it. */
  resourceId(name: string): number | undefined;
  scopeId(scope: StoredScope): number | undefined;
  resourceOf(id: number): string | undefined;
  scopeOf(id: number): StoredScope | undefined;
  /** All scopes of the store by their id. */
  allScopes(): ReadonlyMap<number, StoredScope>;
}

export interface WritableNames extends Names {
  /** Inside a transaction. */
  addResource(name: string): number;
  addScope(scope: StoredScope): number;
  /** After a transaction that was rolled back: what it added is not there. */
  forget(): void;
}

export function createNames(database: Database): WritableNames {
  const statement = createStatements(database);
  const resources = createNumbers({
    find: (name: string) => statement('select id from resource where name = ?').get(name)?.id,
    keyOf: (name) => name,
  });
  const scopes = createNumbers({
    find: ({ identity, accountId, region }: StoredScope) =>
      statement('select id from scope where identity = ? and account = ? and region = ?').get(
        identity,
        accountId,
        region,
      )?.id,
    keyOf: ({ identity, accountId, region }) => JSON.stringify([identity, accountId, region]),
  });

  return {
    resourceId: resources.idOf,
    scopeId: scopes.idOf,
    resourceOf: resources.valueOf((id) => statement('select name from resource where id = ?').get(id)?.name as string),
    scopeOf: scopes.valueOf((id) => scopeIn(statement('select * from scope where id = ?').get(id))),
    allScopes: () =>
      new Map(
        statement('select * from scope')
          .all()
          .map((row) => [Number(row.id), scopeIn(row) as StoredScope]),
      ),
    addResource: (name) =>
      resources.idOf(name) ?? resources.add(name, statement('insert into resource(name) values(?)').run(name)),
    addScope: (scope) =>
      scopes.idOf(scope) ??
      scopes.add(
        scope,
        statement('insert into scope(identity, account, region) values(?, ?, ?)').run(
          ...[scope.identity, scope.accountId, scope.region],
        ),
      ),
    forget() {
      resources.forget();
      scopes.forget();
    },
  };
}

const scopeIn = (row: Record<string, unknown> | undefined): StoredScope | undefined =>
  row && { identity: String(row.identity), accountId: String(row.account), region: String(row.region) };

interface NumbersOptions<Value> {
  find(value: Value): unknown;
  keyOf(value: Value): string;
}

/** Remembers what was found; what was not is looked for again, since another program may add it. */
function createNumbers<Value>({ find, keyOf }: NumbersOptions<Value>) {
  const ids = new Map<string, number>();
  const values = new Map<number, Value>();
  const remember = (value: Value, id: number): number => {
    ids.set(keyOf(value), id);
    return id;
  };
  return {
    idOf(value: Value): number | undefined {
      const known = ids.get(keyOf(value));
      if (known !== undefined) return known;
      const found = find(value);
      return found === undefined ? undefined : remember(value, Number(found));
    },
    valueOf: (read: (id: number) => Value | undefined) => (id: number) => {
      const known = values.get(id) ?? read(id);
      if (known !== undefined) values.set(id, known);
      return known;
    },
    add: (value: Value, { lastInsertRowid }: { lastInsertRowid: number | bigint }) =>
      remember(value, Number(lastInsertRowid)),
    forget() {
      ids.clear();
      values.clear();
    },
  };
}
