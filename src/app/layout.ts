// The geometry of the screen, in cells. Pure: `update` needs page sizes, the components need positions.
import { smallest, wideColumns } from '../../config/layout.ts';
import type { PanelId, Size } from './state/state.ts';

export interface Rectangle {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export const isTooSmall = (size: Size): boolean => size.columns < smallest.columns || size.rows < smallest.rows;

/** The identity and cost line, then the Region line. */
export const headerHeight = 2;
/** Hints, a notice, or the input line. */
export const footerHeight = 1;

export const bodyHeight = (size: Size): number => Math.max(1, size.rows - headerHeight - footerHeight);

/** A list has a breadcrumb line and a line of column titles above its rows. */
export const listPageSize = (size: Size): number => Math.max(1, bodyHeight(size) - 2);

/** A detail has a breadcrumb line with its tabs. */
export const detailPageSize = (size: Size): number => Math.max(1, bodyHeight(size) - 1);

/** The gutter for search marks beside the lines of a detail. */
export const detailGutter = 2;
export const detailWidth = (size: Size): number => Math.max(1, size.columns - detailGutter);

/** The help fills the body below a title line, in as many columns as fit. */
export const helpPageSize = (size: Size): number => Math.max(1, bodyHeight(size) - 1);
export const helpColumns = (size: Size): number => Math.max(1, Math.min(3, Math.floor(size.columns / 40)));

/** Panels have column titles if there is enough space. */
export const panelHasHeads = (size: Size): boolean => size.rows >= 30;

/** The rows of a panel below its title and column titles. */
export function panelPageSize(panel: PanelId, size: Size): number {
  const heads = panelHasHeads(size) && panel !== 'last24h' ? 1 : 0;
  return Math.max(1, overviewPlaces(size)[panel].height - 1 - heads);
}

/** Rectangles of the overview's panels in the body; the first line of each is its title. */
export function overviewPlaces(size: Size): Readonly<Record<PanelId, Rectangle>> {
  return size.columns >= wideColumns ? twoColumns(size) : oneColumn(size);
}

/** A panel that is its title alone. */
const lineHeight = 1;
/** From here on the panel of the newest runs has rows. */
const roomyRows = 36;

/** The cells before the text of the line of coverage: the mark, its number, and its title. */
export const coverageIndent = '> 5 Coverage '.length;
export const coverageRoom = ({ width }: Rectangle): number => width - coverageIndent - 1;

/** The panel has no room for rows: its title shows the one under the cursor. */
export const isLine = ({ height }: Rectangle): boolean => height === lineHeight;

/** Title, counts (two lines in a narrow panel), sparklines. */
const dayHeight = 4;
const dayHeightOneColumn = 3;

function oneColumn({ columns, rows }: Size): Readonly<Record<PanelId, Rectangle>> {
  const body = rows - headerHeight - footerHeight;
  const isRoomy = rows >= roomyRows;
  const weights = isRoomy ? [5, 5, 4, 4, 3] : [5, 4, 4, 3];
  const left = body - dayHeightOneColumn - lineHeight - (isRoomy ? 0 : lineHeight);
  const [running = 1, vaults = 1, attention = 1, audits = 1, runs = lineHeight] = shares(left, weights);
  let top = 0;
  const place = (height: number): Rectangle => {
    const at = { left: 0, top, width: columns, height };
    top += height;
    return at;
  };
  return {
    last24h: place(dayHeightOneColumn),
    coverage: place(lineHeight),
    runs: place(runs),
    running: place(running),
    vaults: place(vaults),
    attention: place(attention),
    audits: place(audits),
  };
}

/** The last day, coverage, newest runs, vaults and audits on the left; running jobs and attention on the right. */
function twoColumns({ columns, rows }: Size): Readonly<Record<PanelId, Rectangle>> {
  const body = rows - headerHeight - footerHeight;
  const gap = 2;
  const left = Math.floor((columns - gap) * 0.46);
  const right = { left: left + gap, width: columns - left - gap };
  const room = body - dayHeight - lineHeight;
  const runs = rows >= roomyRows ? Math.floor(room * 0.25) : lineHeight;
  const vaults = Math.max(5, Math.floor((room - runs) * 0.5));
  const running = Math.floor(body * 0.58);
  let top = 0;
  const place = (height: number): Rectangle => {
    const at = { left: 0, top, width: left, height };
    top += height;
    return at;
  };
  return {
    last24h: place(dayHeight),
    coverage: place(lineHeight),
    runs: place(runs),
    vaults: place(vaults),
    audits: place(room - runs - vaults),
    running: { ...right, top: 0, height: running },
    attention: { ...right, top: running, height: body - running },
  };
}

/** Splits `total` by weight; the parts add up to `total`. */
function shares(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((a, b) => a + b, 0);
  const parts = weights.map((weight) => Math.floor((total * weight) / sum));
  const left = total - parts.reduce((a, b) => a + b, 0);
  return parts.map((part, index) => (index < left ? part + 1 : part));
}
