// Where the panels of the overview are. Rows that a panel does not need go to the others of its column; attention comes
// first while something is critical; on a small screen the panel with the focus is alone.
import { everyPanel, wideColumns } from '../../../config/layout.ts';
import { bodyHeight, type Rectangle } from '../layout.ts';
import { type PanelId, panelIds, type Size } from '../state/state.ts';

export interface PanelNeeds {
  readonly focus: PanelId;
  /** Something is critical. */
  readonly attentionFirst: boolean;
  /** How many rows each panel could show. */
  readonly rows: Readonly<Record<PanelId, number>>;
}

export type PanelPlaces = Readonly<Record<PanelId, Rectangle>>;

/** One panel at a time: tab shows the next one. */
export const isOnePanel = ({ columns, rows }: Size): boolean => columns < everyPanel.columns || rows < everyPanel.rows;

/** Panels have column titles if there is enough space. */
export const panelHasHeads = (size: Size): boolean => size.rows >= 30 || isOnePanel(size);

/** The rows of a panel below its title and column titles. */
export function panelPageSize(panel: PanelId, size: Size, places: PanelPlaces): number {
  const heads = panelHasHeads(size) && panel !== 'last24h' ? 1 : 0;
  return Math.max(1, places[panel].height - 1 - heads);
}

/** Rectangles of the overview's panels in the body; the first line of each is its title. Without height: not shown. */
export function overviewPlaces(size: Size, needs: PanelNeeds): PanelPlaces {
  if (isOnePanel(size)) return onePanel(size, needs);
  return size.columns >= wideColumns ? twoColumns(size, needs) : oneColumn(size, needs);
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

/** A panel in its column: its height if it is fixed, or its share of what is left. */
type Part = readonly [id: PanelId, size: { readonly height: number } | { readonly weight: number }];

function onePanel(size: Size, { focus }: PanelNeeds): PanelPlaces {
  const shown = { left: 0, top: 0, width: size.columns, height: focus === 'coverage' ? lineHeight : bodyHeight(size) };
  return placesOf([[focus, shown]]);
}

function oneColumn(size: Size, needs: PanelNeeds): PanelPlaces {
  const isRoomy = size.rows >= roomyRows;
  const attention: Part = ['attention', { weight: needs.attentionFirst ? 5 : 4 }];
  const parts: Part[] = [
    ['last24h', { height: dayHeightOneColumn }],
    ['coverage', { height: lineHeight }],
    ['runs', isRoomy ? { weight: 3 } : { height: lineHeight }],
    ['running', { weight: 5 }],
    ['vaults', { weight: isRoomy ? 5 : 4 }],
    attention,
    ['audits', { weight: isRoomy ? 4 : 3 }],
  ];
  const order = needs.attentionFirst ? [attention, ...parts.filter((part) => part !== attention)] : parts;
  return placesOf(placesIn({ left: 0, width: size.columns, parts: order }, size, needs));
}

/**
 * The last day, coverage, newest runs, vaults and audits on one side; running jobs and attention on the other, which is
 * the left one while attention comes first.
 */
function twoColumns(size: Size, needs: PanelNeeds): PanelPlaces {
  const gap = 2;
  const narrow = Math.floor((size.columns - gap) * 0.46);
  const wide = size.columns - narrow - gap;
  const isRoomy = size.rows >= roomyRows;
  const day: Part[] = [
    ['last24h', { height: dayHeight }],
    ['coverage', { height: lineHeight }],
    ['runs', isRoomy ? { weight: 25 } : { height: lineHeight }],
    ['vaults', { weight: 38 }],
    ['audits', { weight: 37 }],
  ];
  const running: Part = ['running', { weight: 58 }];
  const attention: Part = ['attention', { weight: 42 }];
  const { attentionFirst } = needs;
  const now = attentionFirst ? [attention, running] : [running, attention];
  return placesOf([
    ...placesIn({ left: attentionFirst ? wide + gap : 0, width: narrow, parts: day }, size, needs),
    ...placesIn({ left: attentionFirst ? 0 : narrow + gap, width: wide, parts: now }, size, needs),
  ]);
}

type Placed = readonly [PanelId, Rectangle];

/** Panels one below the other. */
interface PanelColumn extends Pick<Rectangle, 'left' | 'width'> {
  readonly parts: readonly Part[];
}

function placesIn({ left, width, parts }: PanelColumn, size: Size, needs: PanelNeeds): readonly Placed[] {
  let top = 0;
  return heightsOf(parts, size, needs).map((height, index): Placed => {
    const place = { left, width, top, height };
    top += height;
    return [parts[index]?.[0] ?? 'last24h', place];
  });
}

function heightsOf(parts: readonly Part[], size: Size, { rows }: PanelNeeds): number[] {
  const fixed = parts.reduce((sum, [, part]) => sum + ('height' in part ? part.height : 0), 0);
  const weights = parts.map(([, part]) => ('weight' in part ? part.weight : 0));
  const heads = panelHasHeads(size) ? 1 : 0;
  const wanted = parts.map(([id], index) => (weights[index] === 0 ? 0 : 1 + heads + Math.max(1, rows[id])));
  const shared = levelled(shares(bodyHeight(size) - fixed, weights), wanted);
  return parts.map(([, part], index) => ('height' in part ? part.height : (shared[index] ?? 1)));
}

/** Takes what is more than wanted, and gives it in turn to those that want more; what nobody wants stays. */
function levelled(heights: readonly number[], wanted: readonly number[]): number[] {
  const given = heights.map((height, index) => Math.min(height, wanted[index] ?? height));
  const want = (index: number): boolean => (given[index] ?? 0) < (wanted[index] ?? 0);
  let spare = sum(heights) - sum(given);
  while (spare > 0 && given.some((_, index) => want(index)))
    for (let index = 0; index < given.length && spare > 0; index += 1) {
      if (!want(index)) continue;
      given[index] = (given[index] ?? 0) + 1;
      spare -= 1;
    }
  return given.map((height, index) => {
    const back = Math.min(spare, Math.max(0, (heights[index] ?? 0) - height));
    spare -= back;
    return height + back;
  });
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** Splits `total` by weight; the parts add up to `total`. */
function shares(total: number, weights: readonly number[]): number[] {
  const parts = weights.map((weight) => Math.floor((total * weight) / Math.max(1, sum(weights))));
  let left = total - sum(parts);
  return parts.map((part, index) => {
    if (left <= 0 || weights[index] === 0) return part;
    left -= 1;
    return part + 1;
  });
}

const hidden: Rectangle = { left: 0, top: 0, width: 0, height: 0 };

const placesOf = (placed: readonly Placed[]): PanelPlaces => ({
  ...(Object.fromEntries(panelIds.map((id) => [id, hidden])) as PanelPlaces),
  ...(Object.fromEntries(placed) as PanelPlaces),
});
