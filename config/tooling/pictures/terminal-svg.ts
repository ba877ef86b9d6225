// The screen of a terminal as an SVG: one text for each run of cells that look alike.
import type { IBufferCell, Terminal } from '@xterm/headless';

/** The colors of the terminal that is drawn, as a person may have set them. */
export interface Palette {
  readonly background: string;
  readonly foreground: string;
  /** 0 to 15. */
  readonly colors: readonly string[];
}

export const darkPalette: Palette = {
  background: '#16181d',
  foreground: '#d4d7dd',
  // biome-ignore format: as a table
  colors: [
    '#1d2026', '#f0616d', '#7ec16e', '#dfb45a', '#5ea7f2', '#c583e0', '#4fbdbb', '#c5c9d2',
    '#6b7280', '#ff8088', '#9bdc8b', '#f5cf7c', '#86c1ff', '#dda4f3', '#76d9d6', '#ffffff',
  ],
};

export const lightPalette: Palette = {
  background: '#ffffff',
  foreground: '#24292f',
  // biome-ignore format: as a table
  colors: [
    '#24292f', '#b3261e', '#2f6f1f', '#7a5200', '#0a53a8', '#7b2b9e', '#08686b', '#57606a',
    '#6e7781', '#8f1d17', '#24561a', '#5f4000', '#083f80', '#5f217a', '#064f52', '#24292f',
  ],
};

const cellWidth = 8.43;
const lineHeight = 18;
const fontSize = 14;
const baseline = 13.5;
const margin = 12;
const fonts = "'DejaVu Sans Mono', 'JetBrains Mono', Menlo, Consolas, monospace";

interface Look {
  readonly color: string;
  readonly background: string | undefined;
  readonly isBold: boolean;
  readonly isDim: boolean;
  readonly isUnderlined: boolean;
}

interface Run {
  readonly look: Look;
  readonly column: number;
  readonly cells: number;
  readonly text: string;
}

/** `title`: what the picture shows, for readers that do not see it. */
export function terminalSvg(terminal: Terminal, palette: Palette, title: string): string {
  const { cols, rows } = terminal;
  const width = Math.ceil(cols * cellWidth + 2 * margin);
  const height = rows * lineHeight + 2 * margin;
  const lines = Array.from({ length: rows }, (_, row) =>
    runsOf(terminal, row, palette).flatMap((run) => drawn(run, margin + row * lineHeight)),
  ).flat();
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">`,
    `<title>${escaped(title)}</title>`,
    `<rect width="${width}" height="${height}" rx="8" fill="${palette.background}"/>`,
    `<g font-family="${fonts}" font-size="${fontSize}" xml:space="preserve">`,
    ...lines,
    '</g>',
    '</svg>',
    '',
  ].join('\n');
}

function runsOf(terminal: Terminal, row: number, palette: Palette): Run[] {
  const line = terminal.buffer.active.getLine(terminal.buffer.active.baseY + row);
  const runs: Run[] = [];
  for (let column = 0; line && column < terminal.cols; column += 1) {
    const cell = line.getCell(column);
    // The second cell of a wide character.
    if (!cell || cell.getWidth() === 0) continue;
    const [look, text, cells] = [lookOf(cell, palette), cell.getChars() || ' ', cell.getWidth()];
    const last = runs.at(-1);
    if (last && (isAlike(last.look, look) || (isUnseen(text, look) && isUnseen(text, last.look))))
      runs[runs.length - 1] = { ...last, text: last.text + text, cells: last.cells + cells };
    else runs.push({ look, column, cells, text });
  }
  return runs;
}

/** Whether a cell shows nothing: what color a blank has depends on what was on the screen before. */
const isUnseen = (text: string, { background, isUnderlined }: Look): boolean =>
  text === ' ' && background === undefined && !isUnderlined;

const isAlike = (one: Look, other: Look): boolean =>
  one.color === other.color &&
  one.background === other.background &&
  one.isBold === other.isBold &&
  one.isDim === other.isDim &&
  one.isUnderlined === other.isUnderlined;

function lookOf(cell: IBufferCell, palette: Palette): Look {
  const front = { isRgb: cell.isFgRGB(), isPalette: cell.isFgPalette(), value: cell.getFgColor() };
  const back = { isRgb: cell.isBgRGB(), isPalette: cell.isBgPalette(), value: cell.getBgColor() };
  const color = colorOf(front, palette) ?? palette.foreground;
  const background = colorOf(back, palette);
  const isInverse = cell.isInverse() !== 0;
  return {
    color: isInverse ? (background ?? palette.background) : color,
    background: isInverse ? color : background,
    isBold: cell.isBold() !== 0,
    isDim: cell.isDim() !== 0,
    isUnderlined: cell.isUnderline() !== 0,
  };
}

interface CellColor {
  readonly isRgb: boolean;
  readonly isPalette: boolean;
  /** The color itself, or its index in the palette. */
  readonly value: number;
}

/** undefined: the terminal's own. */
function colorOf({ isRgb, isPalette, value }: CellColor, { colors }: Palette): string | undefined {
  if (isRgb) return hex(value);
  if (!isPalette) return undefined;
  return colors[value] ?? hex(extendedColor(value));
}

const hex = (value: number): string => `#${value.toString(16).padStart(6, '0')}`;

/** The colors 16 to 255 of xterm: a cube of 6×6×6, then 24 greys. */
function extendedColor(index: number): number {
  if (index >= 232) return (8 + 10 * (index - 232)) * 0x01_01_01;
  const level = (step: number) => (step === 0 ? 0 : 55 + 40 * step);
  const at = index - 16;
  return (level(Math.floor(at / 36)) << 16) | (level(Math.floor(at / 6) % 6) << 8) | level(at % 6);
}

const round = (value: number): string => String(Math.round(value * 100) / 100);

/** Without the blanks around it that nobody sees. */
function trimmed(run: Run): Run {
  if (!isUnseen(' ', run.look)) return run;
  const [left, right] = [run.text.length - run.text.trimStart().length, run.text.length - run.text.trimEnd().length];
  return {
    ...run,
    column: run.column + left,
    cells: run.cells - left - right,
    text: run.text.trim(),
  };
}

/** The text has its exact width, whatever font the reader has. */
function drawn(run: Run, top: number): string[] {
  const { look, column, cells, text } = trimmed(run);
  const [left, width] = [round(margin + column * cellWidth), round(cells * cellWidth)];
  const behind = look.background
    ? [`<rect x="${left}" y="${top}" width="${width}" height="${lineHeight}" fill="${look.background}"/>`]
    : [];
  if (text.trim() === '') return behind;
  const style = [
    `fill="${look.color}"`,
    ...(look.isBold ? ['font-weight="bold"'] : []),
    ...(look.isDim ? ['opacity="0.65"'] : []),
    ...(look.isUnderlined ? ['text-decoration="underline"'] : []),
  ].join(' ');
  const place = `x="${left}" y="${top + baseline}" textLength="${width}" lengthAdjust="spacingAndGlyphs"`;
  return [...behind, `<text ${place} ${style}>${escaped(text)}</text>`];
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll(' ', '\u00a0');
