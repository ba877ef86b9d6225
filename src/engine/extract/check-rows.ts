// Reads each row of a stranger's extract as the screen will: a row that cannot be read, named or drawn refuses the file.
import { errorMessage } from '../../lib/error-message.ts';
import { sanitize } from '../../lib/text/text.ts';
import { resources } from '../../resources/index.ts';
import type { AnyResource } from '../../resources/resource.ts';
import { ExtractRefused } from '../../store/extract/refused.ts';
import { createNames } from '../../store/names.ts';
import { createRowCodec, type RowCodec } from '../../store/row-codec.ts';
import type { AnyRow } from '../../store/row-shape.ts';
import type { Database } from '../../store/sqlite.ts';
import { createRowReading, rowSource, type StoredRow } from '../../store/stored-row.ts';
import { kindOf, type MemberKind } from '../anonymize/kinds.ts';
import { createRowShapes } from '../store/row-shapes.ts';
import { toScope } from '../stored-scope.ts';

/** Throws an ExtractRefused that names the first row that is none. `now`: epoch ms. */
export function checkRows(database: Database, now: number): void {
  const shapes = createRowShapes(() => now);
  const codecs = new Map(shapes.map((shape) => [shape.resource, createRowCodec(shape)]));
  const byName: Readonly<Record<string, AnyResource>> = resources;
  const read = createRowReading({ names: createNames(database), shapes, toScope });
  for (const found of database.prepare(`${rowSource} order by row.id`).iterate()) {
    try {
      const stored = read(found as Record<string, unknown>);
      const [resource, codec] = [byName[stored?.resource ?? ''], codecs.get(stored?.resource ?? '')];
      // A list that only another version has is not shown.
      if (stored && resource && codec) checkRow(stored, { resource, codec, now });
    } catch (error) {
      throw new ExtractRefused(`row ${found.id} cannot be read (${sanitize(errorMessage(error)).slice(0, 120)}).`);
    }
  }
}

interface RowChecks {
  readonly resource: AnyResource;
  readonly codec: RowCodec;
  readonly now: number;
}

function checkRow({ row, key, at }: StoredRow, { resource, codec, now }: RowChecks): void {
  // Of lists that follow from others no kinds are known.
  if (resource.derivedFrom === undefined) checkTypes(resource.id, row);
  const encoded = codec.encode(row);
  if (encoded.key !== key || encoded.at !== at) throw new Error('the key does not match its members');
  codec.columns(row, encoded);
  draw(row, resource, now);
}

/** Rules compare times and take names apart: a number stands where a number belongs, and a text where a text does. */
function checkTypes(resource: string, members: AnyRow): void {
  for (const [name, value] of Object.entries(members)) {
    const kind = name === 'scope' ? undefined : kindOf(resource, name);
    if (kind !== undefined && kind !== 'left out' && !isOfKind(kind, value))
      throw new Error(`${name} has the wrong type`);
  }
}

function isOfKind(kind: MemberKind, value: unknown): boolean {
  if (value === null) return true;
  if (Array.isArray(value)) return value.every((item) => isOfKind(kind, item));
  const type = typeof value;
  if (kind === 'plain') return type === 'number' || type === 'boolean';
  if (kind === 'members' || kind === 'counts') return type === 'object';
  return type === 'string';
}

/** All that the screen and the other lists read of it. */
function draw(row: AnyRow, resource: AnyResource, now: number): void {
  for (const column of resource.columns) {
    assertText(column.text(row, now));
    column.tone?.(row, now);
    column.sortBy?.(row, now);
    column.pieces?.(row, now);
  }
  assertText(resource.label(row));
  assertText(resource.copyText(row, now));
  resource.detail(row, undefined, now);
  resource.isBusy?.(row);
  for (const { params, scope, filter } of resource.drillDowns) {
    params(row);
    scope?.(row);
    filter?.(row);
  }
}

function assertText(value: unknown): void {
  if (typeof value !== 'string') throw new Error('a member has the wrong type');
}
