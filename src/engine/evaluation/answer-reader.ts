// The newest whole answer to a list that nothing narrows, of one account-Region, out of the store.
import type { Answer } from '../../domain/attention/facts.ts';
import { resources } from '../../resources/index.ts';
import type { ResourceId } from '../../resources/resource-id.ts';
import type { AnyRow, StoredScope } from '../../store/row-shape.ts';
import type { StoreReader } from '../../store/store-reader.ts';
import type { StoredRow } from '../../store/stored-row.ts';
import type { FactSource } from './fact-places.ts';

export interface AnswerReader {
  /** undefined: it has not been answered whole yet, or was refused. */
  read(id: ResourceId, sources: readonly FactSource[]): Answer<AnyRow> | undefined;
  /** An answered list has a row there. */
  hasRows(id: ResourceId, sources: readonly FactSource[]): boolean;
  /** Whether rows or answers were written after the transaction `seq`. */
  changedSince(seq: number): (id: ResourceId, source: FactSource) => boolean;
}

interface Answered extends FactSource {
  /** Epoch ms at which the answer was requested. */
  readonly at: number;
}

/** The text of params that narrow nothing. */
const everything = '[]';

export function createAnswerReader(reader: StoreReader): AnswerReader {
  function answeredBy(id: ResourceId, sources: readonly FactSource[]): Answered[] {
    return sources.flatMap((source) => {
      const at = reader.requestState(id, source.asked, everything)?.wholeAt;
      if (at === undefined) return [];
      const isAnswer = source.answersWithoutRows || idsOf(id, [source.stored], at).length > 0;
      return isAnswer ? [{ ...source, at }] : [];
    });
  }

  function idsOf(id: ResourceId, scopes: readonly StoredScope[], at: number): number[] {
    const { outlivesListing, listedMs } = resources[id].stored ?? {};
    const since = outlivesListing && listedMs !== undefined ? at - listedMs : undefined;
    return reader.openIds({ resource: id, scopes, since });
  }

  function read(id: ResourceId, sources: readonly FactSource[]): Answer<AnyRow> | undefined {
    const answered = answeredBy(id, sources);
    const [first] = answered;
    if (!first) return undefined;
    const { at } = first;
    const isGone = resources[id].isGone;
    const scopes = new Map(answered.map(({ stored, scope }) => [textOf(stored), scope]));
    const ids = idsOf(
      id,
      answered.map(({ stored }) => stored),
      at,
    );
    const rows: AnyRow[] = [];
    for (const found of reader.rows(ids)) {
      if (!found || !isListed(found)) continue;
      const row = { ...found.row, scope: scopes.get(textOf(found.scope)) };
      if (!isGone?.(row, at)) rows.push(row);
    }
    return { rows, at };
  }

  return {
    read,
    hasRows: (id, sources) => (read(id, sources)?.rows.length ?? 0) > 0,
    changedSince(seq) {
      const changed = new Set(reader.changedSince(seq).map(({ resource, scope }) => `${resource} ${textOf(scope)}`));
      return (id, { stored }) => changed.has(`${id} ${textOf(stored)}`);
    },
  };
}

const textOf = ({ identity, accountId, region }: StoredScope): string => `${region} ${accountId} ${identity}`;

/** What only a narrower list names is known in part: the whole answer does not have it. */
const isListed = ({ isThin }: StoredRow): boolean => !isThin;
