// A version of a row as it is read from the store.
import type { Names } from './names.ts';
import type { PastTime } from './past/past-database.ts';
import { membersAt } from './past/row-at.ts';
import { createRowCodec } from './row-codec.ts';
import type { AnyRow, RowShape, StoredScope } from './row-shape.ts';

export interface StoredRow<Row = AnyRow> {
  readonly id: number;
  readonly resource: string;
  readonly scope: StoredScope;
  /** The key within the scope. */
  readonly key: string;
  readonly at: number;
  readonly row: Row;
  /** Only a listing with fewer members has the row. */
  readonly isThin: boolean;
  /** The time of the first request whose response has these values. */
  readonly requestedAt: number;
  readonly validFrom: number;
  /** undefined: the version is the present one. */
  readonly validTo: number | undefined;
  readonly closedBy: 'changed' | 'gone' | undefined;
  readonly seq: number;
}

/** The columns that are read, with the joined shared members. */
export const rowSource = `select row.id, row.resource, row.scope, row.at, row.key, row.thin, row.doc, row.requested_at,
  row.valid_from, row.valid_to, row.closed_by, row.seq, shared.doc as shared_doc
  from row left join shared on shared.id = row.shared`;

export interface RowReading {
  readonly names: Names;
  readonly shapes: readonly RowShape[];
  /** The scope that a row gets. */
  toScope(stored: StoredScope): unknown;
  /** Absent: the present. */
  readonly past?: PastTime | undefined;
}

/** undefined: the row belongs to a resource or a scope that is unknown here. */
export function createRowReading({ names, shapes, toScope, past }: RowReading) {
  const codecs = new Map(shapes.map((shape) => [shape.resource, { shape, codec: createRowCodec(shape) }] as const));
  return (found: Record<string, unknown>): StoredRow | undefined => {
    const resource = names.resourceOf(Number(found.resource));
    const scope = names.scopeOf(Number(found.scope));
    const known = codecs.get(resource ?? '');
    if (resource === undefined || scope === undefined || !known) return undefined;
    const key = String(found.key);
    const [requestedAt, validFrom] = [Number(found.requested_at), Number(found.valid_from)];
    const { shape, codec } = known;
    const stored = codec.decode({ key, doc: String(found.doc), sharedDoc: found.shared_doc as string | null });
    const members = past ? membersAt(shape, { members: stored, validFrom, requestedAt }, past.time) : stored;
    return {
      id: Number(found.id),
      resource,
      scope,
      key,
      at: Number(found.at),
      row: { ...members, scope: toScope(scope) },
      isThin: found.thin === 1,
      requestedAt,
      validFrom,
      validTo: found.valid_to === null ? undefined : Number(found.valid_to),
      closedBy: (found.closed_by ?? undefined) as StoredRow['closedBy'],
      seq: Number(found.seq),
    };
  };
}
