// Finds a block of rows that moved up or down, so that the terminal can scroll it instead of having it written again.
import { blankRow, type CellRow, countDifferences } from './row.ts';

export interface Scroll {
  /** First and last line of the scroll region, 0-based. */
  readonly top: number;
  readonly bottom: number;
  /** The number of lines: positive if the content moves up. */
  readonly by: number;
}

interface LineSpan {
  readonly first: number;
  readonly last: number;
}

/** The cost of setting a region, scrolling and resetting it, in bytes of cells. */
const overhead = 24;

export function findScroll(old: readonly CellRow[], next: readonly CellRow[]): Scroll | undefined {
  const by = likeliestShift(old, next);
  if (by === undefined) return undefined;
  const span = bestSpan(old, next, by);
  if (span === undefined) return undefined;
  const top = by > 0 ? span.first : span.first + by;
  const bottom = by > 0 ? span.last + by : span.last;
  const exposed = by > 0 ? { first: span.last + 1, last: bottom } : { first: top, last: span.first - 1 };
  return span.saved + exposedSaving(old, next, exposed) > overhead ? { top, bottom, by } : undefined;
}

export function scrollRows(rows: CellRow[], { top, bottom, by }: Scroll, columns: number): void {
  const blanks = Array.from({ length: Math.abs(by) }, () => blankRow(columns));
  if (by > 0) rows.splice(top, bottom - top + 1, ...rows.slice(top + by, bottom + 1), ...blanks);
  else rows.splice(top, bottom - top + 1, ...blanks, ...rows.slice(top, bottom + 1 + by));
}

/** The shift of most changed rows, determined from rows whose text occurs once. */
function likeliestShift(old: readonly CellRow[], next: readonly CellRow[]): number | undefined {
  const places = uniquePlaces(old);
  const votes = new Map<number, number>();
  let best: number | undefined;
  next.forEach((row, line) => {
    const place = row === old[line] || row.end === 0 ? undefined : places.get(row.source);
    if (place === undefined || place < 0 || place === line) return;
    const count = (votes.get(place - line) ?? 0) + 1;
    votes.set(place - line, count);
    if (best === undefined || count > (votes.get(best) ?? 0)) best = place - line;
  });
  return best;
}

function uniquePlaces(rows: readonly CellRow[]): Map<string, number> {
  const places = new Map<string, number>();
  rows.forEach((row, line) => {
    if (row.end > 0) places.set(row.source, places.has(row.source) ? -1 : line);
  });
  return places;
}

/** The range of lines with the largest saving by the shift (the maximum subarray of the savings of each line). */
function bestSpan(old: readonly CellRow[], next: readonly CellRow[], by: number) {
  let best: { first: number; last: number; saved: number } | undefined;
  let first = 0;
  let saved = 0;
  const end = Math.min(next.length, next.length - by);
  for (let line = Math.max(0, -by); line < end; line++) {
    if (saved <= 0) {
      first = line;
      saved = 0;
    }
    saved += saving(old[line], old[line + by], next[line]);
    if (saved > (best?.saved ?? 0)) best = { first, last: line, saved };
  }
  return best;
}

function saving(inPlace: CellRow | undefined, moved: CellRow | undefined, wanted: CellRow | undefined): number {
  if (!inPlace || !moved || !wanted) return 0;
  return countDifferences(inPlace, wanted) - countDifferences(moved, wanted);
}

/** The saving of the lines that the scroll blanks; mostly negative. */
function exposedSaving(old: readonly CellRow[], next: readonly CellRow[], { first, last }: LineSpan): number {
  let sum = 0;
  for (let line = first; line <= last; line++) {
    const row = next[line];
    const before = old[line];
    if (row && before) sum += countDifferences(before, row) - row.end;
  }
  return sum;
}
