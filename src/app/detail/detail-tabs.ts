// The tabs of a detail, at the right end of its first line.
import type { Tab } from '../state/state.ts';

const labels: Readonly<Record<Tab, string>> = { detail: '1 Detail', document: '2 JSON' };

export const tabs = Object.keys(labels) as Tab[];

export const tabText = (tab: Tab, current: Tab): string => (tab === current ? `[${labels[tab]}]` : ` ${labels[tab]} `);

/** The tab at a column of a line of this width. */
export function tabAt(column: number, width: number): Tab | undefined {
  let end = width;
  return tabs.toReversed().find((tab) => {
    end -= labels[tab].length + 2;
    return column >= end;
  });
}
