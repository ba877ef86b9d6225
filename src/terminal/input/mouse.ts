// Parses the mouse reports of terminals: SGR reports (modes 1000 and 1006). https://invisible-island.net/xterm/ctlseqs/

/** Presses and the wheel, in coordinates without a limit of 223. */
export const mouseOn = '\x1b[?1000h\x1b[?1006h';
export const mouseOff = '\x1b[?1006l\x1b[?1000l';

/** In cells from the top left, starting at 0. */
export interface MouseEvent {
  readonly kind: 'click' | 'wheelUp' | 'wheelDown';
  readonly column: number;
  readonly row: number;
}

/** undefined for unused reports: releases, other buttons, modified clicks. */
export function readMouseReport(report: string): MouseEvent | undefined {
  const [, button, column, row, end] = /^\x1b\[<(\d+);(\d+);(\d+)([Mm])$/.exec(report) ?? [];
  const kind = end === 'M' ? kinds[Number(button)] : undefined;
  return kind && { kind, column: Number(column) - 1, row: Number(row) - 1 };
}

const kinds: Readonly<Record<number, MouseEvent['kind']>> = { 0: 'click', 64: 'wheelUp', 65: 'wheelDown' };
