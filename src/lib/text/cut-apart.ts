// Cuts the texts of a column to its width so that different texts still look different, in all of the column.
import { fingerprint } from '../fingerprint.ts';
import { displayWidth, truncate } from './text.ts';

type Cut = (text: string) => string;

/** Fewer cells allow no choice of the position. */
const narrowest = 4;
/** If more texts share a beginning, their differences are not searched. */
const mostCompared = 2_000;
const fingerprintLength = 6;

/**
 * Cuts each text. If the usual cut would make two of them look the same, the … is moved to where it hides less: to the
 * middle, to the start, or before the first character in which they differ.
 *
 * @param texts all texts of the column, without duplicates; more may be appended at any time.
 */
export function createCutApart(texts: readonly string[], width: number): Cut {
  const isLong = (text: string) => displayWidth(text) > width;
  const ways = cutsIn(width).map((cut) => ({ cut, count: createTally(texts, isLong, cut) }));
  const aroundDifference = createDifferenceCuts(texts, isLong, width);
  return (text) => {
    if (!isLong(text)) return text;
    if (width < narrowest) return usualCut(text, width);
    const way = ways.find(({ cut, count }) => count(cut(text)) < 2);
    return way?.cut(text) ?? aroundDifference(text) ?? withFingerprint(text, width);
  };
}

/** The usual cut of table cells: the ends of an ARN say more than its middle. */
export const usualCut = (text: string, width: number): string =>
  truncate(text, width, { at: text.startsWith('arn:') ? 'middle' : 'end' });

const cutsIn = (width: number): readonly Cut[] => [
  (text) => usualCut(text, width),
  (text) => truncate(text, width, { at: 'middle' }),
  (text) => truncate(text, width, { at: 'start' }),
];

/** The number of texts with the same look when cut; each text is cut once. */
function createTally(texts: readonly string[], isLong: (text: string) => boolean, cut: Cut): (shown: string) => number {
  const counts = new Map<string, number>();
  let counted = 0;
  return (shown) => {
    for (; counted < texts.length; counted += 1) {
      const text = texts[counted] as string;
      if (!isLong(text)) continue;
      const like = cut(text);
      counts.set(like, (counts.get(like) ?? 0) + 1);
    }
    return counts.get(shown) ?? 0;
  };
}

/** undefined: this cut does not distinguish the text from all others either. */
function createDifferenceCuts(
  texts: readonly string[],
  isLong: (text: string) => boolean,
  width: number,
): (text: string) => string | undefined {
  let compared = 0;
  let shown: ReadonlyMap<string, string> = new Map();
  return (text) => {
    if (compared !== texts.length) {
      compared = texts.length;
      const long = texts.filter(isLong);
      shown = long.length > mostCompared ? new Map() : differenceCuts(long, width);
    }
    return shown.get(text);
  };
}

function differenceCuts(texts: readonly string[], width: number): ReadonlyMap<string, string> {
  // In sorted order the text with the longest common beginning is adjacent.
  const ordered = texts.toSorted();
  const cuts = ordered.map((text, index) => {
    const differsAt = Math.max(...[index - 1, index + 1].map((at) => sameStart(text, ordered[at] ?? '')));
    return [text, fromDifference(text, differsAt, width)] as const;
  });
  const byCut = Map.groupBy(cuts, ([, cut]) => cut);
  return new Map(cuts.filter(([, cut]) => byCut.get(cut)?.length === 1));
}

/** A few characters before the first difference, and what follows. */
function fromDifference(text: string, differsAt: number, width: number): string {
  const head = Math.floor(width / 4);
  const from = Math.max(head, Math.min(differsAt - Math.floor(width / 4), text.length - (width - head - 1)));
  return truncate(`${text.slice(0, head)}…${text.slice(from)}`.toWellFormed(), width);
}

function sameStart(one: string, other: string): number {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  return at;
}

function withFingerprint(text: string, width: number): string {
  const length = Math.min(fingerprintLength, width - 2);
  return truncate(text, width - length) + fingerprint(text).slice(0, length);
}
