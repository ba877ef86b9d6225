// The rows that may be removed; first the rows that only the oldest times need.
import { dayMs } from '../../lib/duration.ts';
import { createStatements, type Database } from '../sqlite.ts';

export interface Candidate {
  readonly id: number;
  readonly resource: number;
  readonly at: number;
  readonly validTo: number | null;
  /** Without the row, the store is still complete for this time and later ones. */
  readonly until: number;
}

export interface CandidateOptions {
  readonly now: number;
  /** How long AWS lists the rows of a resource, in ms; an absent resource is listed as long as its rows exist. */
  readonly listedForMs: Readonly<Record<string, number>>;
}

/** The time for which AWS lists jobs: rows that started later always stay. */
const presentMs = 30 * dayMs;

export interface Candidates {
  /** At most `most` rows that no time after `bound` needs: those that only the oldest times need. */
  oldest(bound: number, most: number): readonly Candidate[];
  /**
   * At most `most` of all rows that no time after `bound` needs, in any order. Rows of one list, which were written together,
   * are near each other in the indexes.
   */
  some(bound: number, most: number): readonly Candidate[];
}

type Found = readonly [id: number, resource: number, at: number, validTo: number | null, until: number];

/** The open version of a row that AWS still lists is never among the candidates. */
export function createCandidates(database: Database, { now, listedForMs }: CandidateOptions): Candidates {
  const sql = createStatements(database);
  const resources = sql('select id, name from resource').all() as unknown as { id: number; name: string }[];
  const leaving = resources.flatMap(({ id, name }) => {
    const listedMs = listedForMs[name];
    return listedMs === undefined ? [] : [{ id, listedMs: Math.max(presentMs, listedMs) }];
  });
  /** Versions that ended earlier have been removed, or stay. */
  let closedFrom = 0;

  function read(text: string, ...values: readonly number[]): readonly Found[] {
    const statement = sql(text);
    statement.setReturnArrays(true);
    return statement.all(...values) as unknown as readonly Found[];
  }

  function closed(bound: number, most: number): readonly Found[] {
    const found = read(
      `select id, resource, at, valid_to, valid_to from row where valid_to is not null and valid_to >= ? and valid_to <= ?
        and at <= ? order by valid_to limit ?`,
      ...[closedFrom, bound, now - presentMs, most],
    );
    closedFrom = Math.max(closedFrom, found[0]?.[4] ?? bound);
    return found;
  }

  /** AWS does not list these rows any more: they are history, though nothing closed them. Only the index is read. */
  const left = leaving.map(
    ({ id, listedMs }) =>
      (bound: number, most: number) =>
        read(
          `select id, resource, at, valid_to, at + ? from row indexed by row_at
            where resource = ? and valid_to is null and at > 0 and at <= ? order by at limit ?`,
          ...[listedMs, id, bound - listedMs, most],
        ),
  );
  const lists = [closed, ...left];

  return {
    oldest: (bound, most) =>
      lists
        .flatMap((list) => list(bound, most))
        .toSorted((one, other) => one[4] - other[4])
        .slice(0, most)
        .map(toCandidate),
    some(bound, most) {
      for (const list of lists) {
        const found = list(bound, most);
        if (found.length > 0) return found.map(toCandidate);
      }
      return [];
    },
  };
}

/** Of each list more rows are read than are chosen: those become no objects. */
const toCandidate = ([id, resource, at, validTo, until]: Found): Candidate => ({ id, resource, at, validTo, until });
