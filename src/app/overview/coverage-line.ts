// The line of coverage on the overview: the totals of all watched account-Regions, in parts that each open a list.
import { type CoverageState, coverageTone } from '../../domain/coverage/coverage-row.ts';
import { type CoverageCounts, coverageParts, totalsOf } from '../../domain/coverage/coverage-totals.ts';
import type { Tone } from '../../domain/tone.ts';
import { hourMs } from '../../lib/duration.ts';
import { formatAge } from '../../lib/text/format.ts';
import { displayWidth } from '../../lib/text/text.ts';
import type { Data } from '../state/data.ts';
import { everywhere, requestFor } from '../state/lists/list-requests.ts';
import { organizationAccounts } from '../state/places.ts';

export interface LinePart {
  /** The state of the resources in the list that the part opens; 'all' and 'others': every resource. */
  readonly key: CoverageState | 'all' | 'others';
  readonly text: string;
  readonly tone: Tone;
}

const between = ' · ';
/** An older inventory is shown with its age: two requests for it have failed, or it is not requested. */
const staleMs = hourMs;

/** Read from one row of each account-Region, which the engine keeps: no list is counted here. */
export function coverageLine(data: Data): readonly LinePart[] {
  const counts = storedCounts(data);
  const isRead = counts.some(({ readAt }) => readAt !== undefined);
  if (!isRead) return [{ key: 'all', text: unreadText(data), tone: 'muted' }];
  const parts = coverageParts(totalsOf(counts, organizationAccounts(data)));
  const oldest = Math.min(...counts.map(({ readAt = data.now }) => readAt));
  const age = data.now - oldest > staleMs ? [`inventory ${formatAge(data.now - oldest)} old`] : [];
  return [
    ...parts.map(({ state, text }) => ({
      key: state,
      text,
      tone: state === 'all' ? 'plain' : coverageTone({ state }),
    })),
    ...age.map((text): LinePart => ({ key: 'others', text, tone: 'warn' })),
  ];
}

function storedCounts(data: Data): readonly CoverageCounts[] {
  const own = everywhere('coverage-totals', data);
  const others = (data.organizationScopes ?? []).map((scope) => requestFor('coverage-totals', scope));
  return data.listed([...own, ...others]) as readonly CoverageCounts[];
}

function unreadText(data: Data): string {
  if (data.past) return 'not known then';
  const isRefused = everywhere('inventory', data).some((request) => data.snapshot(request)?.failure);
  if (isRefused) return 'not known; the inventory was refused';
  return data.settings?.coverage ? 'loading…' : 'not known; :coverage reads the inventory';
}

export interface LineRoom {
  /** In cells. */
  readonly width: number;
  /** The key of the part under the cursor, which stays. */
  readonly under?: string | undefined;
}

/** All parts, or what fits: the first one, the one under the cursor, what is not known, and the number of the others. */
export function fitLine(parts: readonly LinePart[], { width, under }: LineRoom): readonly LinePart[] {
  const [first, second] = parts;
  const chosen = parts.find(({ key }) => key === under && key !== first?.key && key !== 'others') ?? second;
  const unknown = parts.find(({ key }) => key === 'not-known');
  const fitting = [parts, withOnly(parts, [first, chosen, unknown]), withOnly(parts, [first, chosen])];
  return (
    fitting.find((some) => widthOf(some) <= width) ??
    withOnly(parts, [under === first?.key ? first : (chosen ?? first)])
  );
}

function withOnly(parts: readonly LinePart[], kept: readonly (LinePart | undefined)[]): readonly LinePart[] {
  const shown = parts.filter((part) => kept.includes(part));
  const others = parts.length - shown.length;
  return others === 0 ? shown : [...shown, { key: 'others', text: `${others} more`, tone: 'warn' }];
}

const widthOf = (parts: readonly LinePart[]): number => displayWidth(parts.map(({ text }) => text).join(between));

/** With the texts between them, for drawing. */
export const linePieces = (parts: readonly LinePart[]): { readonly part?: LinePart; readonly text: string }[] =>
  parts.flatMap((part, index) => [...(index === 0 ? [] : [{ text: between }]), { part, text: part.text }]);

/** The index of the part at a column, counted from the begin of the first one. */
export function partAt(parts: readonly LinePart[], column: number): number | undefined {
  let left = 0;
  const found = parts.findIndex(({ text }) => {
    const isIn = column >= left && column < left + displayWidth(text);
    left += displayWidth(text) + displayWidth(between);
    return isIn;
  });
  return found < 0 ? undefined : found;
}
