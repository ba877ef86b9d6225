// The rows that may be removed; first the rows that only the oldest times need.
import { dayMs } from '../../lib/duration.ts';
import { createStatements, type Database } from '../sqlite.ts';

export interface Candidate {
  readonly id: number;
  readonly resource: number;
  readonly shared: number | null;
  /** Changes with each write of the row. */
  readonly seq: number;
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

export type Candidates = (bound: number, most: number) => readonly Candidate[];

/**
 * Returns at most `most` rows that no time after `bound` needs. The open version of a row that AWS still lists is never
 * among them.
 */
export function createCandidates(database: Database, { now, listedForMs }: CandidateOptions): Candidates {
  const sql = createStatements(database);
  const resources = sql('select id, name from resource').all() as unknown as { id: number; name: string }[];
  const leaving = resources.flatMap(({ id, name }) => {
    const listedMs = listedForMs[name];
    return listedMs === undefined ? [] : [{ id, listedMs: Math.max(presentMs, listedMs) }];
  });
  /** Versions that ended earlier have been removed, or stay. */
  let closedFrom = 0;

  function closed(bound: number, most: number): readonly Candidate[] {
    const select = sql(`select id, resource, shared, seq, valid_to as until from row
      where valid_to is not null and valid_to >= ? and valid_to <= ? and at <= ? order by valid_to limit ?`);
    const found = select.all(closedFrom, bound, now - presentMs, most) as unknown as Candidate[];
    closedFrom = Math.max(closedFrom, found[0]?.until ?? bound);
    return found;
  }

  /** AWS does not list these rows any more: they are history, though nothing closed them. */
  const left = (bound: number, most: number) =>
    leaving.flatMap(({ id, listedMs }) => {
      const select = sql(`select id, resource, shared, seq, at + ? as until from row
        where resource = ? and valid_to is null and at > 0 and at <= ? order by at limit ?`);
      return select.all(listedMs, id, bound - listedMs, most) as unknown as Candidate[];
    });

  return (bound, most) =>
    [...closed(bound, most), ...left(bound, most)].toSorted((a, b) => a.until - b.until).slice(0, most);
}
