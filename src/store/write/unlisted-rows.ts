// Finds the rows that a whole response should have listed and did not.
import { type CoveredRow, type Covers, isCovered } from '../read/covers.ts';
import type { OldestListed } from '../read/oldest-listed.ts';
import type { KnownResponse } from './responses.ts';
import type { WritingBasis } from './writing-basis.ts';

export interface WholeResponse {
  readonly response: KnownResponse;
  readonly oldest: OldestListed;
  readonly covers: Covers;
}

/**
 * Ids of open rows that the response covers and that neither it nor a later one listed. `now`: epoch ms of AWS's clock.
 */
export function unlistedRows(basis: WritingBasis, { response, oldest, covers }: WholeResponse, now: number): number[] {
  const { statement, names, pages, responses } = basis;
  const { resource, scope, requestedAt } = response;
  const { membersOf } = pages.writerOf(names.resourceOf(resource) ?? '');
  const later = responses.laterThan(response, now);
  const known = [response, ...later];
  const since = covers.olderBy === undefined ? covers.since : undefined;
  const isListedWhole = (row: CoveredRow) => isCovered(covers, row) || oldest.covers(covers, row);
  const open = statement(
    `select id, at, key, shared, doc from row indexed by row_key
     where resource = ? and scope = ? and at >= ? and valid_to is null
       and (requested_at < ? or requested_at > ?)`,
  ).iterate(resource, scope, since ?? Number.MIN_SAFE_INTEGER, requestedAt, now);
  const ids: number[] = [];
  for (const found of open) {
    const row = found as unknown as { id: number; at: number; key: string; shared: number | null; doc: string };
    if (known.some(({ listed }) => listed.has(row.id))) continue;
    if (isListedWhole({ at: row.at, members: () => membersOf(row, row.key) })) ids.push(row.id);
  }
  return ids;
}
