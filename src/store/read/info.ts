// The contents of the store in numbers: for the user, and for scripts.
import { statSync } from 'node:fs';
import { storeFiles } from '../file/store-files.ts';
import type { Database } from '../sqlite.ts';

export interface StoreInfo {
  readonly path: string;
  /** Of the file and its log. */
  readonly bytes: number;
  readonly resources: readonly StoredResource[];
  readonly accounts: readonly StoredAccount[];
}

export interface StoredResource {
  readonly resource: string;
  readonly rows: number;
  /** Earlier states of rows, and rows that are gone. */
  readonly versions: number;
  /** Epoch ms. The earliest creation of a row; undefined: rows of this resource have no creation time. */
  readonly oldest: number | undefined;
  /** Epoch ms since which the store records changes. */
  readonly since: number | undefined;
  /** The removals, with the time before which the past has gaps. */
  readonly pruned: readonly { readonly before: number; readonly why: string }[];
}

export interface StoredAccount {
  readonly account: string;
  readonly regions: readonly string[];
  /** The identities that signed in. */
  readonly identities: readonly string[];
}

/** Reads every row: takes some seconds for each GB. */
export function storeInfo(database: Database, path: string): StoreInfo {
  const bytes = storeFiles(path).reduce((sum, file) => sum + (statSync(file, { throwIfNoEntry: false })?.size ?? 0), 0);
  return { path, bytes, resources: storedResources(database), accounts: storedAccounts(database) };
}

function storedResources(database: Database): readonly StoredResource[] {
  const counted = database
    .prepare(`select name as resource, resource.id, count(row.id) as rows, count(valid_to) as versions,
      min(nullif(at, 0)) as oldest, min(valid_from) as since
      from resource left join row on row.resource = resource.id group by resource.id order by name`)
    .all() as unknown as (StoredResource & { readonly id: number })[];
  const pruned = database.prepare('select before_at as before, why from pruned where resource = ? order by before_at');
  return counted
    .map(({ id, resource, rows, versions, oldest, since }) => ({
      resource,
      rows: rows - versions,
      versions,
      oldest: oldest ?? undefined,
      since: since ?? undefined,
      pruned: pruned.all(id).map(({ before, why }) => ({ before: Number(before), why: String(why) })),
    }))
    .filter(({ rows, versions, pruned: marks }) => rows + versions + marks.length > 0);
}

function storedAccounts(database: Database): readonly StoredAccount[] {
  const scopes = database.prepare('select account, region, identity from scope order by account, region').all();
  const accounts = Map.groupBy(scopes, ({ account }) => String(account));
  return [...accounts].map(([account, of]) => ({
    account,
    regions: [...new Set(of.map(({ region }) => String(region)))],
    identities: [...new Set(of.map(({ identity }) => String(identity)))].sort(),
  }));
}
