// Finds the time at which the stored rows next became different: from one past time to the change before or after it.
import type { Names } from '../names.ts';
import { createStatements, type Database } from '../sqlite.ts';

export interface NearestQuery {
  readonly resources: readonly string[];
  /** Ids of scopes. */
  readonly scopes: readonly number[];
  /** Epoch ms, exclusive. */
  readonly time: number;
  readonly direction: 'before' | 'after';
}

export interface NearestChangeReader {
  /** Epoch ms; undefined: the store has no change before or after the time. */
  nearestChange(query: NearestQuery): number | undefined;
}

const isWanted = `row.resource in (select value from json_each(?)) and row.scope in (select value from json_each(?))`;

const hasEarlier = `exists (select 1 from row as earlier indexed by row_key where earlier.resource = row.resource
  and earlier.scope = row.scope and earlier.at = row.at and earlier.key = row.key and earlier.valid_from < row.valid_from)`;

/** `derived`: ids of the resources whose rows exist from their own time on. Each finds one time, by an index. */
const changes = {
  version: {
    column: 'valid_from',
    from: 'row indexed by row_from',
    where: `(row.at = 0 or not {derived} or ${hasEarlier})`,
  },
  gone: { column: 'valid_to', from: 'row indexed by row_to', where: "row.closed_by = 'gone'" },
  began: { column: 'at', from: 'row indexed by row_at', where: 'row.at > 0 and {derived}' },
  ended: { column: 'ended', from: 'row indexed by row_ended', where: `{derived} and not ${hasEarlier}` },
};

export function createNearestChange(database: Database, names: Names, derived: readonly string[]): NearestChangeReader {
  const statement = createStatements(database);
  const idsOf = (resources: readonly string[]) => resources.flatMap((name) => names.resourceId(name) ?? []);

  return {
    nearestChange({ resources, scopes, time, direction }) {
      const derivedIds = new Set(idsOf(derived));
      const isDerived = `row.resource in (${[...derivedIds].join(', ') || '-1'})`;
      const [than, order] = direction === 'before' ? ['<', 'desc'] : ['>', 'asc'];
      const [wanted, places] = [idsOf(resources), JSON.stringify(scopes)];
      const find = ({ column, from, where }: (typeof changes)[keyof typeof changes], ids: readonly number[]) => {
        const sql = `select row.${column} as time from ${from} where ${isWanted} and row.${column} ${than} ?
          and ${where.replaceAll('{derived}', isDerived)} order by row.${column} ${order} limit 1`;
        const found = statement(sql).get(JSON.stringify(ids), places, Math.trunc(time))?.time;
        return found === undefined || found === null ? [] : [Number(found)];
      };
      // The indexes of a row's own times lead with the resource.
      const timed = wanted.filter((id) => derivedIds.has(id)).map((id) => [id]);
      const times = [
        ...find(changes.version, wanted),
        ...find(changes.gone, wanted),
        ...timed.flatMap((ids) => [...find(changes.began, ids), ...find(changes.ended, ids)]),
      ];
      if (times.length === 0) return undefined;
      return direction === 'before' ? Math.max(...times) : Math.min(...times);
    },
  };
}
