// Texts that stand in one column, cut to its width so that those that differ still look different.
import { displayWidth, truncate } from './text.ts';

type Cut = (text: string, alike: readonly string[]) => string;

/**
 * The texts that do not fit, with what to show of each. Where the usual cut would make two of them look the same, the … goes
 * where it hides less: to the middle, to the start, or before the first character in which they differ.
 */
export function cutApart(texts: readonly string[], width: number): ReadonlyMap<string, string> {
  const long = [...new Set(texts)].filter((text) => text.length > width && displayWidth(text) > width);
  const shown = new Map<string, string>();
  if (long.length < 2 || width < 4) return shown;
  for (const alike of groups(long, (text) => usualCut(text, width))) tellApart(alike, width, shown);
  return shown;
}

const groups = (texts: readonly string[], cut: (text: string) => string): string[][] =>
  [...Map.groupBy(texts, cut).values()].filter((alike) => alike.length > 1);

function tellApart(alike: readonly string[], width: number, shown: Map<string, string>): void {
  const [best] = cutsIn(width).toSorted((a, b) => differing(b, alike) - differing(a, alike));
  if (!best || differing(best, alike) === 1) return;
  for (const text of alike) shown.set(text, best(text, alike));
  // Those that still look alike differ elsewhere.
  for (const same of groups(alike, (text) => best(text, alike))) tellApart(same, width, shown);
}

/** As the cells of a table are cut anyway: an ARN tells more at its ends than in its middle. */
export const usualCut = (text: string, width: number): string =>
  truncate(text, width, { at: text.startsWith('arn:') ? 'middle' : 'end' });

const differing = (cut: Cut, alike: readonly string[]): number => new Set(alike.map((text) => cut(text, alike))).size;

const cutsIn = (width: number): readonly Cut[] => [
  (text) => truncate(text, width, { at: 'middle' }),
  (text) => truncate(text, width, { at: 'start' }),
  (text, alike) => aroundDifference(text, alike, width),
];

/** A few characters before the first one that another text has not, and what follows. */
function aroundDifference(text: string, alike: readonly string[], width: number): string {
  const differsAt = Math.max(...alike.filter((other) => other !== text).map((other) => sameStart(text, other)));
  const head = Math.floor(width / 4);
  const from = Math.max(head, Math.min(differsAt - Math.floor(width / 4), text.length - (width - head - 1)));
  return truncate(`${text.slice(0, head)}…${text.slice(from)}`.toWellFormed(), width);
}

function sameStart(one: string, other: string): number {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  return at;
}
