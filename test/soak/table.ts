// The output of a soak: aligned columns, and a line for each claim with whether it holds.

type Cell = string | number;

/** The first column to the left, numbers to the right. */
export function table(head: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const lines = [head, ...rows].map((cells) => cells.map(String));
  const widths = head.map((_, column) => Math.max(...lines.map((cells) => cells[column]?.length ?? 0)));
  return lines
    .map((cells) =>
      cells.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0))),
    )
    .map((cells) => `  ${cells.join('  ')}\n`)
    .join('');
}

export interface Claim {
  readonly text: string;
  readonly holds: boolean;
}

export const verdicts = (claims: readonly Claim[]): string =>
  claims.map(({ text, holds }) => `  ${holds ? 'holds' : 'FAILS'}  ${text}\n`).join('');

/** Of a line through the points, least squares: how much comes with each step. */
export function slope(points: readonly number[]): number {
  const middle = (points.length - 1) / 2;
  const mean = points.reduce((sum, y) => sum + y, 0) / points.length;
  const up = points.reduce((sum, y, x) => sum + (x - middle) * (y - mean), 0);
  const along = points.reduce((sum, _, x) => sum + (x - middle) ** 2, 0);
  return along === 0 ? 0 : up / along;
}

/** "12 min 5 s": of real time. */
export function took(sinceMs: number): string {
  const seconds = Math.round((performance.now() - sinceMs) / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
