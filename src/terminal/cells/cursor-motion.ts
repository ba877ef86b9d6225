// The shortest bytes that move the cursor from one cell to another.
import type { TerminalCapabilities } from '../capabilities.ts';

export interface CursorPosition {
  /** 0-based; -1 if it is not known, as after the last column or a grapheme of uncertain width. */
  readonly column: number;
  /** 0-based; -1 if it is not known. */
  readonly line: number;
}

export type CursorMotion = (from: CursorPosition, column: number, line: number) => string;

export const createCursorMotion =
  ({ columnAddress }: Pick<TerminalCapabilities, 'columnAddress'>): CursorMotion =>
  (from, column, line) => {
    if (from.column === column && from.line === line) return '';
    const absolute = addressed(column, line);
    if (from.line < 0) return absolute;
    const down = line - from.line;
    let best = absolute;
    const consider = (motion: string) => {
      if (motion.length < best.length) best = motion;
    };
    // The tty may add a carriage return to a line feed (ONLCR), so line feeds are only used to reach column 0.
    if (down >= 0 && down <= 4) consider(`\r${'\n'.repeat(down)}${forward(column)}`);
    // After the last column the cursor is in a special state in which terminals interpret relative motions differently.
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
  };

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
