// Reads the versions of one row by its key.
import { cleanText } from '../fold.ts';
import type { StoredScope } from '../row-shape.ts';
import type { SqlValue } from '../sqlite.ts';
import { rowSource, type StoredRow } from '../stored-row.ts';
import { inOrderOfTime } from './past-reader.ts';
import { isOpen, type ReadingBasis } from './reading-basis.ts';

export interface RowAddress {
  readonly resource: string;
  readonly scope: StoredScope;
  readonly key: string;
  /** For a row that has a time: without it, all rows of the scope may have to be scanned. */
  readonly at?: number | undefined;
}

export interface NearQuery extends RowAddress {
  readonly at: number;
  readonly withinMs: number;
}

export interface VersionReader {
  byKey(address: RowAddress): StoredRow | undefined;
  /** A row whose time may differ slightly from `at`, because events have inexact times. */
  byKeyNear(address: NearQuery): StoredRow | undefined;
  /** A busy row, found without its time: an event names a job without it. */
  busyByKey(address: Omit<RowAddress, 'at'>): StoredRow | undefined;
  /** All versions of a row, oldest first. */
  history(address: RowAddress): StoredRow[];
  /** The closed versions of rows without a time that changed since, in the order in which they ended. */
  replaced(query: ReplacedQuery): StoredRow[];
}

export interface ReplacedQuery extends Omit<RowAddress, 'key' | 'at'> {
  /** Absent: all rows of the scope. */
  readonly keys?: readonly string[];
  /** Epoch ms of the change. */
  readonly since: number;
}

const ofKey = {
  withTime: 'row.resource = ? and row.scope = ? and row.key = ? and row.at = ?',
  withoutTime: 'row.resource = ? and row.scope = ? and row.key = ? and row.at = 0',
  nearTime: 'row.resource = ? and row.scope = ? and row.key = ? and row.at between ? and ?',
  anyTime: 'row.resource = ? and row.scope = ? and row.key = ? and row.at <> 0',
  busy: 'row.resource = ? and row.scope = ? and row.key = ? and row.busy = 1 and row.valid_to is null',
};

export function createVersionReader({ statement, names, read }: ReadingBasis): VersionReader {
  /** Versions of a row, with the index that `of` allows. */
  function versions(of: string, { resource, scope, key, at }: RowAddress, rest: string): StoredRow[] {
    const [resourceId, scopeId] = [names.resourceId(resource), names.scopeId(scope)];
    if (resourceId === undefined || scopeId === undefined) return [];
    const values: SqlValue[] = [resourceId, scopeId, cleanText(key), ...(of === ofKey.withTime ? [at ?? 0] : [])];
    const found = statement(`${rowSource} where ${of} ${rest}`).all(...values);
    return found.flatMap((row) => read(row) ?? []);
  }

  function byKey(address: RowAddress): StoredRow | undefined {
    const open = `and ${isOpen}`;
    if (address.at) return versions(ofKey.withTime, address, open)[0];
    const quick = versions(ofKey.withoutTime, address, open)[0] ?? busyByKey(address);
    return quick ?? (address.at === undefined ? versions(ofKey.anyTime, address, open)[0] : undefined);
  }

  function byKeyNear({ resource, scope, key, at, withinMs }: NearQuery): StoredRow | undefined {
    const [resourceId, scopeId] = [names.resourceId(resource), names.scopeId(scope)];
    if (resourceId === undefined || scopeId === undefined) return undefined;
    const [found] = statement(`${rowSource} where ${ofKey.nearTime} and ${isOpen}`).all(
      ...[resourceId, scopeId, cleanText(key), at - withinMs, at + withinMs],
    );
    return found && read(found);
  }

  const busyByKey = (address: Omit<RowAddress, 'at'>): StoredRow | undefined => versions(ofKey.busy, address, '')[0];

  function history(address: RowAddress): StoredRow[] {
    if (address.at) return versions(ofKey.withTime, address, inOrderOfTime);
    const found = versions(ofKey.withoutTime, address, inOrderOfTime);
    return found.length > 0 || address.at === 0 ? found : versions(ofKey.anyTime, address, inOrderOfTime);
  }

  function replaced({ resource, scope, keys, since }: ReplacedQuery): StoredRow[] {
    const [resourceId, scopeId] = [names.resourceId(resource), names.scopeId(scope)];
    if (resourceId === undefined || scopeId === undefined) return [];
    const ofKeys = keys ? 'and row.key in (select value from json_each(?))' : '';
    const sql = `${rowSource} where row.resource = ? and row.scope = ? and row.at = 0 ${ofKeys}
      and row.valid_to >= ? and row.closed_by = 'changed' ${inOrderOfTime}`;
    const found = statement(sql).all(...[resourceId, scopeId, ...(keys ? [JSON.stringify(keys)] : []), since]);
    return found.flatMap((row) => read(row) ?? []);
  }

  return { byKey, byKeyNear, busyByKey, history, replaced };
}
