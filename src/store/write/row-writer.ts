// Writes a row of a response: as a new row, as a new version, in place, or not at all.

import { createRowCodec, type EncodedRow, type Members, type RowCodec, type RowColumns } from '../row-codec.ts';
import type { AnyRow, RowShape } from '../row-shape.ts';
import { type KnownResponse, wasGoneLater } from './responses.ts';
import type { SharedParts } from './shared-parts.ts';
import type { ResourceScope, RowContent, StoredRows, StoredVersion } from './stored-rows.ts';
import type { Transaction } from './transactions.ts';
import { differenceOf, isOutOfDate, mergeThin } from './verdict.ts';

export type WriteOutcome = 'added' | 'versions' | 'inPlace' | 'unchanged' | 'ignored';

export interface RespondedRow extends ResourceScope {
  readonly row: AnyRow;
  readonly requestedAt: number;
  readonly isThin: boolean;
  /** Responses to later requests of the same resource. */
  readonly later: readonly KnownResponse[];
  /** Called with the id of the open row. */
  onListed(id: number): void;
}

/** A row of a response, as received and as encoded. */
interface Response {
  readonly responded: RespondedRow;
  readonly encoded: EncodedRow;
}

export interface RowWriterOptions {
  readonly shape: RowShape;
  readonly rows: StoredRows;
  readonly sharedParts: SharedParts;
}

export interface RowWriter {
  readonly shape: RowShape;
  write(responded: RespondedRow, transaction: Transaction): WriteOutcome;
  /** The open row with the same key. */
  find(place: ResourceScope, row: AnyRow): StoredVersion | undefined;
  membersOf(stored: Pick<StoredVersion, 'doc' | 'shared'>, key: string): Members;
}

/** What a row's response and its stored version contain, with the shared members. */
function createRowContents(codec: RowCodec, sharedParts: SharedParts) {
  function isSameText({ doc, shared }: StoredVersion, encoded: EncodedRow): boolean {
    return doc === encoded.doc && shared === sharedIdOf(encoded);
  }

  const sharedIdOf = ({ sharedDoc }: EncodedRow): number | null =>
    sharedDoc === undefined ? null : (sharedParts.find(sharedDoc) ?? notStored);

  /** If the shared members are equal, only the own members are compared: mostly the progress. */
  function contentsOf({ doc, shared }: StoredVersion, encoded: EncodedRow): { stored: Members; responded: Members } {
    const { key } = encoded;
    const isSame = shared === sharedIdOf(encoded);
    const storedDoc = isSame || shared === null ? undefined : sharedParts.docOf(shared);
    return {
      stored: codec.parse({ key, doc, sharedDoc: storedDoc }),
      responded: codec.parse({ key, doc: encoded.doc, sharedDoc: isSame ? undefined : encoded.sharedDoc }),
    };
  }

  function contentOf({ responded, encoded }: Response): RowContent {
    const columns = codec.columns(responded.row, encoded);
    return { ...responded, encoded, columns, shared: sharedFor(encoded, columns) };
  }

  function sharedFor({ sharedDoc }: EncodedRow, { sharedSearch, subject }: RowColumns): number | null {
    if (sharedDoc === undefined) return null;
    return sharedParts.find(sharedDoc) ?? sharedParts.add({ doc: sharedDoc, search: sharedSearch, subject });
  }

  return { isSameText, contentsOf, contentOf };
}

export function createRowWriter({ shape, rows, sharedParts }: RowWriterOptions): RowWriter {
  const codec = createRowCodec(shape);
  const { isSameText, contentsOf, contentOf } = createRowContents(codec, sharedParts);

  const membersOf: RowWriter['membersOf'] = ({ doc, shared }, key) =>
    codec.decode({ key, doc, sharedDoc: shared === null ? undefined : sharedParts.docOf(shared) });

  const findEncoded = (place: ResourceScope, encoded: EncodedRow): StoredVersion | undefined =>
    rows.find(place, encoded) ?? rows.findBusy(place, encoded);

  function write(given: RespondedRow, transaction: Transaction): WriteOutcome {
    const responded = { ...given, isThin: given.isThin || shape.partial?.(given.row) !== undefined };
    const encoded = codec.encode(responded.row);
    const stored = findEncoded(responded, encoded);
    if (!stored) return add({ responded, encoded }, transaction);
    responded.onListed(stored.id);
    if (responded.later.some(({ listed }) => listed.has(stored.id))) return 'ignored';
    return update(stored, merged(stored, { responded, encoded }), transaction);
  }

  /** A thin row joined with the stored members. The time of a row never changes. */
  function merged(stored: StoredVersion, { responded, encoded }: Response): Response {
    if (!responded.isThin) return { responded, encoded: { ...encoded, at: stored.at } };
    const members = mergeThin(membersOf(stored, encoded.key), responded.row, shape.partial?.(responded.row));
    const row = { ...members, scope: responded.row.scope };
    return {
      responded: { ...responded, row, isThin: stored.isThin },
      encoded: { ...codec.encode(row), at: stored.at },
    };
  }

  function add({ responded, encoded }: Response, transaction: Transaction): WriteOutcome {
    const covered = { at: encoded.at, members: () => codec.decode({ ...encoded }) };
    if (responded.requestedAt < rows.goneAt(responded, encoded, transaction.now)) return 'ignored';
    if (wasGoneLater(responded.later, responded.scope, covered)) return 'ignored';
    const content = contentOf({ responded, encoded });
    responded.onListed(rows.insert(content, { stamp: transaction.stamp, seq: transaction.seq() }));
    return 'added';
  }

  function update(stored: StoredVersion, response: Response, transaction: Transaction): WriteOutcome {
    const { responded, encoded } = response;
    const state = { requestedAt: responded.requestedAt, isBusy: encoded.isBusy };
    if (isOutOfDate(shape, { stored, responded: state, now: transaction.now })) return 'ignored';
    const isCompleted = stored.isThin && !responded.isThin;
    if (isSameText(stored, encoded) && !isCompleted) return 'unchanged';
    const { isAny, isVersion } = differenceOf(shape, { ...contentsOf(stored, encoded), isCompleted });
    if (!isAny && !isCompleted) return 'unchanged';
    const written = { stamp: transaction.stamp, seq: transaction.seq() };
    const content = contentOf(response);
    if (isVersion) {
      rows.keepVersion(stored.id, written);
      rows.replace(stored.id, content, written);
      return 'versions';
    }
    rows.replaceInPlace(stored, content, written);
    return 'inPlace';
  }

  return { shape, write, find: (place, row) => findEncoded(place, codec.encode(row)), membersOf };
}

/** The id of a shared part that the store does not have yet. */
const notStored = -1;
