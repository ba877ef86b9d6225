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

/** Title, counts (two lines in a narrow panel), sparklines. */
const dayHeight = 4;
const dayHeightOneColumn = 3;

function oneColumn({ columns, rows }: Size): Readonly<Record<PanelId, Rectangle>> {
  const body = rows - headerHeight - footerHeight;
  const [running, vaults, attention, audits] = shares(body - dayHeightOneColumn, [5, 5, 4, 4]) as [
    number,
    number,
    number,
    number,
  ];
  let top = 0;
  const place = (height: number): Rectangle => {
    const at = { left: 0, top, width: columns, height };
    top += height;
    return at;
  };
  return {
    last24h: place(dayHeightOneColumn),
    running: place(running),
    vaults: place(vaults),
    attention: place(attention),
    audits: place(audits),
  };
}

/** Vaults, the last day and audits on the left; running jobs and attention on the right. */
function twoColumns({ columns, rows }: Size): Readonly<Record<PanelId, Rectangle>> {
  const body = rows - headerHeight - footerHeight;
  const gap = 2;
  const left = Math.floor((columns - gap) * 0.46);
  const right = { left: left + gap, width: columns - left - gap };
  const vaults = Math.max(5, Math.floor((body - dayHeight) * 0.5));
  const running = Math.floor(body * 0.58);
  return {
    last24h: { left: 0, top: 0, width: left, height: dayHeight },
    vaults: { left: 0, top: dayHeight, width: left, height: vaults },
    audits: { left: 0, top: dayHeight + vaults, width: left, height: body - dayHeight - vaults },
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
