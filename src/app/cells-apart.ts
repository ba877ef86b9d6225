// The cells of a table's rows that are not shown as every row alone would show them: names that several things share, and
// names that would be cut to the same text.
import { namesApart } from '../domain/arn-names.ts';
import { cutApart } from '../lib/cut-apart.ts';
import { sanitize } from '../lib/text.ts';
import type { FittedColumn } from './table-layout.ts';

// biome-ignore lint/suspicious/noExplicitAny: rows of all resources pass through here
type AnyRow = any;

/** Text by column id. */
export type ApartCells = Readonly<Record<string, string>>;

/** No name is told apart by what comes after so many characters. */
const longestName = 500;

/** For each row its cells that are shown in another way; undefined where there is none. */
export function cellsApart(rows: readonly AnyRow[], fitted: readonly FittedColumn[]): (ApartCells | undefined)[] {
  const cells: Record<string, string>[] = rows.map(() => ({}));
  const places = placesOf(rows, fitted);
  for (const { column, width } of fitted) {
    const { identity } = column;
    if (!identity || rows.length < 2) continue;
    const plain = rows.map((row) => sanitize(column.text(row, 0).slice(0, longestName)));
    const told = toldApart(plain, places, (index) => identity(rows[index]));
    const cuts = cutApart(told, width);
    told.forEach((text, index) => {
      const shown = cuts.get(text) ?? text;
      const own = cells[index];
      if (shown !== plain[index] && own) own[column.id] = shown;
    });
  }
  return cells.map((own) => (Object.keys(own).length === 0 ? undefined : own));
}

function toldApart(
  plain: readonly string[],
  places: readonly string[],
  idOf: (index: number) => string | undefined,
): string[] {
  const seen = Map.groupBy(plain.keys(), (index) => places[index]);
  const told = [...plain];
  for (const indexes of seen.values()) {
    const names = namesApart(indexes.map((index) => ({ name: plain[index] ?? '', id: idOf(index) })));
    indexes.forEach((index, at) => {
      told[index] = names[at] ?? '';
    });
  }
  return told;
}

/** Columns that tell two things of one name apart already. */
const places = new Set(['type', 'region', 'account', 'plan']);

const placesOf = (rows: readonly AnyRow[], fitted: readonly FittedColumn[]): string[] => {
  const shown = fitted.filter(({ column }) => places.has(column.id) && column.text.length < 2);
  return rows.map((row) => shown.map(({ column }) => column.text(row, 0)).join('\n'));
};
