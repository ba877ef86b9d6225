// Lists and counts open rows: those of a list, of busy jobs, of one AWS resource.
import type { StoredScope } from '../row-shape.ts';
import { rowsOfRequests } from '../write/members.ts';
import { type Covers, isCovered } from './covers.ts';
import { preferredOf } from './preferred.ts';
import { isOpen, type ReadingBasis } from './reading-basis.ts';
import { type ScannedRow, type ScanQuery, scopeIds } from './row-scan.ts';
import { idsAtOnce, type RowsById } from './rows-by-id.ts';

export interface OpenQuery extends Pick<ScanQuery, 'resource' | 'scopes' | 'limit'> {
  /** Epoch ms: rows with at least this time, and rows without a time. */
  readonly since?: number | undefined;
  /** Rows that a list with these bounds contains. */
  readonly covers?: Covers | undefined;
  /** Ids of requests for which the store notes the listed rows. Without bounds of time. */
  readonly requests?: readonly number[] | undefined;
  /** Rows that have this value themselves: shared members are not tested. */
  readonly says?: { readonly member: string; readonly value: string };
}

export interface CountQuery {
  readonly resource: string;
  readonly scopes: readonly StoredScope[];
  /** Epoch ms. */
  readonly since: number;
  /** The count stops here. */
  readonly most: number;
}

export interface SubjectQuery extends OpenQuery {
  /** ARN of an AWS resource. */
  readonly subject: string;
}

export interface OpenVersion {
  readonly id: number;
  /** The number of the transaction that last wrote the row. */
  readonly seq: number;
}

export interface OpenLists {
  /** Newest first. */
  openIds(query: OpenQuery): number[];
  /** The same, each with its version. */
  openVersions(query: Pick<OpenQuery, 'resource' | 'scopes'>): OpenVersion[];
  /** Ids of busy rows. */
  busyIds(query: Pick<OpenQuery, 'resource' | 'scopes'>): number[];
  /** Counts the rows with at least this time. */
  countSince(query: CountQuery): number;
  /** Open rows about one AWS resource, newest first. */
  ofSubject(query: SubjectQuery): number[];
}

const whereOpen = ({ says }: Pick<OpenQuery, 'says'>): Pick<ScanQuery, 'where' | 'values'> =>
  says ? { where: `${isOpen} and doc ->> ? = ?`, values: [`$.${says.member}`, says.value] } : { where: isOpen };

export function createOpenLists(basis: ReadingBasis, rows: RowsById['rows']): OpenLists {
  const { statement, names, scan } = basis;

  const openIds = (query: OpenQuery): number[] =>
    coveredIds(query.requests ? ofRequests(query) : scan({ ...query, ...whereOpen(query) }), query.covers, rows);

  const openVersions = (query: Pick<OpenQuery, 'resource' | 'scopes'>): OpenVersion[] =>
    scan({ ...query, where: isOpen }).map(({ id, seq }) => ({ id, seq }));

  function busyIds({ resource, scopes = [] }: Pick<OpenQuery, 'resource' | 'scopes'>): number[] {
    const [resourceId, ids] = [names.resourceId(resource), scopeIds(scopes, names)];
    const found = statement(`select id, scope, key from row indexed by row_busy where resource = ? and busy = 1
      and ${isOpen}`).all(resourceId ?? 0) as unknown as ScannedRow[];
    return preferredOf(
      found.filter(({ scope }) => ids.has(scope)),
      ids,
    ).map(({ id }) => id);
  }

  function countSince({ resource, scopes, since, most }: CountQuery): number {
    const ids = [...scopeIds(scopes, names).keys()];
    const sql = `select count(*) as count from (select 1 from row indexed by row_key where resource = ? and ${isOpen}
      and scope in (select value from json_each(?)) and at >= ? limit ?)`;
    return Number(statement(sql).get(names.resourceId(resource) ?? 0, JSON.stringify(ids), since, most)?.count ?? 0);
  }

  function ofRequests({ resource, scopes = [], requests = [] }: OpenQuery): readonly ScannedRow[] {
    const [resourceId, ids] = [names.resourceId(resource), scopeIds(scopes, names)];
    const sql = `select id, scope, at, key, shared, valid_from, valid_to, seq from row where id in (${rowsOfRequests})
      and resource = ? and ${isOpen} order by at desc, id desc`;
    const found = statement(sql).all(JSON.stringify(requests), resourceId ?? 0) as unknown as ScannedRow[];
    return preferredOf(
      found.filter(({ scope }) => ids.has(scope)),
      ids,
    );
  }

  const ofSubject = ({ subject, ...query }: SubjectQuery): number[] =>
    coveredIds(
      scan({
        ...query,
        index: 'row_shared',
        values: [subject],
        where: `${isOpen} and shared in (select id from shared where subject = ?)`,
      }),
      query.covers,
      rows,
    );

  return { openIds, openVersions, busyIds, countSince, ofSubject };
}

/** The ids of those rows that a list with these bounds contains. */
function coveredIds(found: readonly ScannedRow[], covers: Covers | undefined, rows: RowsById['rows']): number[] {
  if (covers === undefined) return found.map(({ id }) => id);
  const covered: number[] = [];
  for (let from = 0; from < found.length; from += idsAtOnce) {
    const chunk = found.slice(from, from + idsAtOnce);
    const read = covers.equals ? rows(chunk.map(({ id }) => id)) : [];
    const isListed = ({ at }: ScannedRow, index: number) =>
      isCovered(covers, { at, members: () => read[index]?.row ?? {} });
    covered.push(...chunk.filter(isListed).map(({ id }) => id));
  }
  return covered;
}
