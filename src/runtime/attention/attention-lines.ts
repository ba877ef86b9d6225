// The lines of the attention list, over all watched account-Regions: the store has the findings of each, with one row
// for each cause, and the rows of one cause become one line.
import type { ListRequest } from '../../app/state/lists/poll-request.ts';
import { lineRowsOfAll } from '../../domain/attention/findings/finding-groups.ts';
import type { LineRow } from '../../domain/attention/findings/line-row.ts';
import type { Scope } from '../../domain/scope.ts';
import type { ReadableStore } from '../../engine/program-store.ts';
import type { IdentityOf } from '../../engine/requested-scopes.ts';
import { acknowledgementsMark, markAcknowledged } from '../../engine/store/acknowledgements.ts';
import type { StoreReader } from '../../store/read/store-reader.ts';
import { derivedRequests } from '../lists/derived-requests.ts';
import { type CollectedFor, createListPlaces, type ListPlaces } from '../lists/list-places.ts';

export interface AttentionLinesOptions {
  readonly store: ReadableStore | undefined;
  readonly identityOf: IdentityOf;
  /** Absent: no rows of other identities are read. */
  readonly collected?: CollectedFor | undefined;
  /** In organization mode: the scopes in which lists that span accounts are requested. */
  organizationScopes(): readonly Scope[] | undefined;
}

export interface AttentionLines {
  /**
   * Includes muted lines, in no order; the same object until something is written. undefined: nothing can be read yet.
   */
  read(requests: readonly ListRequest[]): readonly LineRow[] | undefined;
}

interface Known {
  readonly reader: StoreReader;
  readonly places: ListPlaces;
  /** The last transaction that the rows include. */
  readonly seq: number;
  /** The number of change events of the store at that time. */
  readonly changes: number;
  /** By id. */
  readonly parts: ReadonlyMap<number, Part>;
  /** The state of the acknowledgements that the lines include. */
  readonly mark: number;
  readonly lines: readonly LineRow[];
}

/** The row of one account-Region, and the transaction that wrote it. */
interface Part {
  readonly seq: number;
  readonly row: LineRow;
}

/** All account-Regions, and those of narrower lists on the stack. */
const mostKnown = 4;

export function createAttentionLines(options: AttentionLinesOptions): AttentionLines {
  const { store } = options;
  const placesOf = createListPlaces(options.identityOf, options.collected);
  let known: readonly Known[] = [];
  let changes = 0;
  store?.subscribe(() => {
    changes += 1;
  });

  return {
    read(requests) {
      const reader = store?.sight()?.reader;
      const organizationScopes = options.organizationScopes() ?? [];
      const places = reader && placesOf(derivedRequests(requests, { organizationScopes }));
      if (!reader || !places) return undefined;
      const before = known.find((one) => one.reader === reader && one.places.text === places.text);
      const mark = acknowledgementsMark(reader);
      if (before?.changes === changes && before.mark === mark) return before.lines;
      const now = { ...readAgain(reader, places, { before, mark }), mark, changes };
      known = [now, ...known.filter((one) => one !== before)].slice(0, mostKnown);
      return now.lines;
    },
  };
}

interface Since {
  readonly before: Known | undefined;
  /** The present state of the acknowledgements. */
  readonly mark: number;
}

/** Reads only the rows that were written since the last read. */
function readAgain(reader: StoreReader, places: ListPlaces, { before, mark }: Since): Omit<Known, 'changes' | 'mark'> {
  const seq = reader.lastSeq();
  const isSame = before && !reader.wasWrittenSince('attention', before.seq);
  if (isSame && before.mark === mark) return { ...before, seq };
  const parts = isSame ? before.parts : readParts(reader, places, before);
  const lines = lineRowsOfAll([...parts.values()].map(({ row }) => row));
  return { reader, places, seq, parts, lines: markAcknowledged(lines, reader) };
}

function readParts(reader: StoreReader, places: ListPlaces, before: Known | undefined): Known['parts'] {
  const found = reader.openVersions({ resource: 'attention', scopes: places.scopes(reader.scopeIds()) });
  const written = found.filter((one) => before?.parts.get(one.id)?.seq !== one.seq);
  const read = new Map(
    reader
      .rows(written.map(({ id }) => id))
      .flatMap((one) =>
        one ? [[one.id, { seq: one.seq, row: { ...one.row, scope: places.scopeOf(one.scope) } }] as const] : [],
      ),
  );
  return new Map(
    found.flatMap(({ id }) => {
      const part = read.get(id) ?? before?.parts.get(id);
      return part ? [[id, part] as const] : [];
    }),
  );
}
