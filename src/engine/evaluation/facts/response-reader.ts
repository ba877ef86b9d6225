// Reads from the store the newest whole response to a list request without params, for one account-Region.
import type { ListResponse } from '../../../domain/attention/facts.ts';
import { resources } from '../../../resources/index.ts';
import type { ResourceId } from '../../../resources/resource-id.ts';
import type { StoreReader } from '../../../store/read/store-reader.ts';
import type { AnyRow, StoredScope } from '../../../store/row-shape.ts';
import type { FactSource } from './fact-places.ts';

export interface ResponseReader {
  /** undefined: there is no whole response yet, or the request was refused. */
  read(id: ResourceId, sources: readonly FactSource[]): ListResponse<AnyRow> | undefined;
  /** The same without reading any row; if more than one source has a response, the first source is used. */
  answered(id: ResourceId, sources: readonly FactSource[]): readonly AnsweredSource[];
  createRowFinder(): RowFinder;
}

/** Whether a list with a response has a row there. For many places at a moment: each response is looked up once. */
export type RowFinder = (id: ResourceId, sources: readonly FactSource[]) => boolean;

export interface AnsweredSource extends FactSource {
  /** Epoch ms of the request. */
  readonly at: number;
}

/** Whether the response to the request in this scope counts; `at`: epoch ms of the request. */
export type IsAnswered = (id: ResourceId, requested: StoredScope, at: number) => boolean;

export function createResponseReader(reader: StoreReader, isAnswered: IsAnswered = () => true): ResponseReader {
  const hasRow = (id: ResourceId, { stored: scope }: FactSource, at: number): boolean =>
    reader.hasOpenRows({ resource: id, scope, since: listedSince(id, at) });

  /** undefined: there is no response that counts. */
  function answeredAt(id: ResourceId, requested: StoredScope): number | undefined {
    const at = reader.wholeAt(id, requested);
    return at !== undefined && isAnswered(id, requested, at) ? at : undefined;
  }

  function answeredBy(id: ResourceId, sources: readonly FactSource[]): AnsweredSource[] {
    return sources.flatMap((source) => {
      const at = answeredAt(id, source.requested);
      if (at === undefined) return [];
      return source.responsesWithoutRows || hasRow(id, source, at) ? [{ ...source, at }] : [];
    });
  }

  function read(id: ResourceId, sources: readonly FactSource[]): ListResponse<AnyRow> | undefined {
    const [first, ...others] = answeredBy(id, sources);
    if (!first) return undefined;
    const { at } = first;
    const isGone = resources[id].isGone;
    const seen = others.length > 0 ? new Set<string>() : undefined;
    const rows: AnyRow[] = [];
    for (const { stored, scope } of [first, ...others]) {
      const found = reader.openRows({ resource: id, scope: stored, since: listedSince(id, at), rowScope: scope });
      for (const { key, row, isThin } of found) {
        // Only a list with params has this row: the whole response lacks it.
        if (isThin || seen?.has(key) || isGone?.(row, at)) continue;
        rows.push(row);
      }
      // If two identities see a row, the first identity's row is used.
      if (seen) for (const { key } of found) seen.add(key);
    }
    return { rows, at };
  }

  return {
    read,
    answered: answeredBy,
    createRowFinder() {
      const times = new Map<string, number | undefined>();
      const timeOf = (id: ResourceId, requested: StoredScope): number | undefined => {
        const key = `${id} ${requested.identity} ${requested.accountId} ${requested.region}`;
        if (!times.has(key)) times.set(key, answeredAt(id, requested));
        return times.get(key);
      };
      return (id, sources) =>
        sources.some((source) => {
          const at = timeOf(id, source.requested);
          return at !== undefined && hasRow(id, source, at);
        });
    },
  };
}

/** Epoch ms: rows that are older than this have left AWS's list because of their age. */
export function listedSince(id: ResourceId, at: number): number | undefined {
  const { outlivesListing, listedMs } = resources[id].stored ?? {};
  return outlivesListing && listedMs !== undefined ? at - listedMs : undefined;
}
