// Lays out the sections of a detail in a given width: nothing is cut at the edge. A long value takes several lines, and
// a table that is too wide becomes a list of its rows, with each cell under its column title.
import { displayWidth, sanitize } from '../../lib/text/text.ts';
import { wrap } from '../../lib/text/wrap.ts';
import type { Column, DetailSection, Field } from '../../resources/resource.ts';
import { type FittedColumn, fitNatural } from '../list/table-layout.ts';

/** A space at each side of a cell, and a rule between cells. */
export const cellPadding = 1;
const widestLabel = 26;
/** Before a label, and between it and its value. */
const labelGap = 2;
/** A longer value is shown in the document only: its layout would take longer than a frame may. */
const longestValue = 20_000;

/** Cells of the widest label of a section and of the space after it. */
export const labelWidth = (fields: readonly Pick<Field, 'label'>[]): number =>
  Math.min(widestLabel, Math.max(0, ...fields.map(({ label }) => displayWidth(sanitize(label))))) + labelGap;

export interface DetailSpace {
  readonly width: number;
  /** Epoch ms. */
  readonly now: number;
}

export function layOut(section: DetailSection, space: DetailSpace): DetailSection {
  if (!Number.isFinite(space.width)) return section;
  if (section.kind === 'fields') return { ...section, fields: wrapFields(section.fields, space.width) };
  const { title, columns, rows } = section;
  if (rows.length === 0 || isWhole(columns, rows, space)) return section;
  return { kind: 'fields', title, fields: wrapFields(recordsOf(columns, rows, space.now), space.width) };
}

function wrapFields(fields: readonly Field[], width: number): Field[] {
  const room = Math.max(1, width - labelWidth(fields) - labelGap);
  return fields.flatMap((field) => {
    const safe = sanitize(field.text);
    const text = safe.length > longestValue ? `${safe.slice(0, longestValue).toWellFormed()}…` : safe;
    const [first, ...others] = wrap(text, room);
    if (!first || others.length === 0) return [{ ...field, text }];
    const more = others.map(
      (line): Field => ({ ...field, label: '', text: line.text, continues: { from: line.from } }),
    );
    return [{ ...field, text: first.text, whole: text }, ...more];
  });
}

/** Whether all columns fit, each as wide as its widest text. */
function isWhole(columns: readonly Column<unknown>[], rows: readonly unknown[], { width, now }: DetailSpace): boolean {
  const natural = naturalColumns(columns, rows, now);
  const fitted = fitNatural(natural, width - 1, 2 * cellPadding + 1);
  return fitted.length === columns.length && fitted.every((one, at) => one.width >= (natural[at]?.width ?? 0));
}

/** Each column as wide as its widest text. */
export const naturalColumns = (
  columns: readonly Column<unknown>[],
  rows: readonly unknown[],
  now: number,
): FittedColumn[] =>
  columns.map((column) => ({
    column,
    width: rows.reduce<number>(
      (most, row) => Math.max(most, displayWidth(sanitize(column.text(row, now)))),
      displayWidth(column.title),
    ),
  }));

/** The cells of each row one below the other, without the empty ones; an empty line between two rows. */
function recordsOf(columns: readonly Column<unknown>[], rows: readonly unknown[], now: number): Field[] {
  return rows.flatMap((row, index) => [
    ...(index === 0 ? [] : [{ label: '', text: '' }]),
    ...columns.flatMap((column): Field[] => {
      const text = column.text(row, now);
      const tone = column.tone?.(row, now);
      return text === '' ? [] : [{ label: column.title, text, ...(tone ? { tone } : {}) }];
    }),
  ]);
}
