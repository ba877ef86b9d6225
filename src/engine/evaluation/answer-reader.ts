// The newest whole answer to a list that nothing narrows, of one account-Region, out of the store.
import type { Answer } from '../../domain/attention/facts.ts';
import { resources } from '../../resources/index.ts';
import type { ResourceId } from '../../resources/resource-id.ts';
import type { StoreReader } from '../../store/read/store-reader.ts';
import type { AnyRow, StoredScope } from '../../store/row-shape.ts';
import type { FactSource } from './fact-places.ts';

export interface AnswerReader {
  /** undefined: it has not been answered whole yet, or was refused. */
  read(id: ResourceId, sources: readonly FactSource[]): Answer<AnyRow> | undefined;
  /** The same without reading any row; where more than one source answers, the first one counts. */
  answered(id: ResourceId, sources: readonly FactSource[]): readonly AnsweredSource[];
  /** An answered list has a row there. */
  hasRows(id: ResourceId, sources: readonly FactSource[]): boolean;
}

export interface AnsweredSource extends FactSource {
  /** Epoch ms at which the answer was requested. */
  readonly at: number;
}

/** Whether that answer to the request in this scope counts; `at`: epoch ms at which it was requested. */
export type IsAnswered = (id: ResourceId, asked: StoredScope, at: number) => boolean;

export function createAnswerReader(reader: StoreReader, isAnswered: IsAnswered = () => true): AnswerReader {
  const hasRow = (id: ResourceId, { stored: scope }: FactSource, at: number): boolean =>
    reader.hasOpenRows({ resource: id, scope, since: listedSince(id, at) });

  function answeredBy(id: ResourceId, sources: readonly FactSource[]): AnsweredSource[] {
    return sources.flatMap((source) => {
      const at = reader.wholeAt(id, source.asked);
      if (at === undefined || !isAnswered(id, source.asked, at)) return [];
      return source.answersWithoutRows || hasRow(id, source, at) ? [{ ...source, at }] : [];
    });
  }

  function read(id: ResourceId, sources: readonly FactSource[]): Answer<AnyRow> | undefined {
    const [first, ...others] = answeredBy(id, sources);
    if (!first) return undefined;
    const { at } = first;
    const isGone = resources[id].isGone;
    const seen = others.length > 0 ? new Set<string>() : undefined;
    const rows: AnyRow[] = [];
    for (const { stored, scope } of [first, ...others]) {
      const found = reader.openRows({ resource: id, scope: stored, since: listedSince(id, at), rowScope: scope });
      for (const { key, row, isThin } of found) {
        // Only a narrower list names it: the whole answer does not have it.
        if (isThin || seen?.has(key) || isGone?.(row, at)) continue;
        rows.push(row);
      }
      // Of a row that two identities see, that of the first one counts.
      if (seen) for (const { key } of found) seen.add(key);
    }
    return { rows, at };
  }

  return {
    read,
    answered: answeredBy,
    hasRows: (id, sources) => answeredBy(id, sources).some((source) => hasRow(id, source, source.at)),
  };
}

/** Epoch ms: how old rows may be that leave AWS's list by growing old. */
export function listedSince(id: ResourceId, at: number): number | undefined {
  const { outlivesListing, listedMs } = resources[id].stored ?? {};
  return outlivesListing && listedMs !== undefined ? at - listedMs : undefined;
}
