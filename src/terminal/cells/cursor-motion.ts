// The shortest bytes that bring the cursor from one cell to another.

export interface CursorPosition {
  /** 0-based; -1 when not known, as after the last column or a grapheme of doubtful width. */
  readonly column: number;
  /** 0-based; -1 when not known. */
  readonly line: number;
}

export function cursorMotion(from: CursorPosition, column: number, line: number, columnAddress: boolean): string {
  if (from.column === column && from.line === line) return '';
  const absolute = addressed(column, line);
  if (from.line < 0) return absolute;
  const down = line - from.line;
  let best = absolute;
  const consider = (motion: string) => {
    if (motion.length < best.length) best = motion;
  };
  // A line feed may come with a carriage return of the tty's own (ONLCR), so it is only used to get to column 0.
  if (down >= 0 && down <= 4) consider(`\r${'\n'.repeat(down)}${forward(column)}`);
  // A cursor past the last column is in a state of its own in which terminals disagree about everything relative.
  if (from.column < 0) {
    if (down === 0 && columnAddress) consider(`\x1b[${column + 1}G`);
    consider(`\r${vertical(down)}${forward(column)}`);
    return best;
  }
  const across = column - from.column;
  consider(vertical(down) + (across < 0 ? backward(-across) : forward(across)));
  if (columnAddress) consider(`${vertical(down)}\x1b[${column + 1}G`);
  consider(`\r${vertical(down)}${forward(column)}`);
  return best;
}

function addressed(column: number, line: number): string {
  if (column > 0) return `\x1b[${line + 1};${column + 1}H`;
  return line > 0 ? `\x1b[${line + 1}H` : '\x1b[H';
}

const times = (count: number, final: string): string => (count === 1 ? `\x1b[${final}` : `\x1b[${count}${final}`);
const forward = (count: number): string => (count === 0 ? '' : times(count, 'C'));
const backward = (count: number): string => (count <= 4 ? '\b'.repeat(count) : times(count, 'D'));

function vertical(down: number): string {
  if (down === 0) return '';
  return down > 0 ? times(down, 'B') : times(-down, 'A');
}
