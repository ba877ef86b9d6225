// The search in a detail: the matches in its sections or in its document, and the way from one to the next.
import { detailPageSize, detailWidth } from '../layout.ts';
import type { UpdateContext } from '../state/context.ts';
import type { DetailScreen, State } from '../state/state.ts';
import { type DetailView, detailHeight, detailMatches, detailView } from './detail-view.ts';
import { documentMatches } from './document-layout.ts';

/** Numbers of the lines of the tab that is shown. */
export const searchMatches = ({ tab, search }: DetailScreen, view: DetailView, now: number): number[] =>
  tab === 'document' ? documentMatches(view.lines, search.text) : detailMatches(view.sections, now, search.text);

/** The lines of the tab that is shown. */
export const contentHeight = ({ tab }: DetailScreen, { lines, sections }: DetailView): number =>
  tab === 'document' ? lines.length : detailHeight(sections);

/** Goes so many matches on; behind the last one comes the first. */
export const toMatch =
  (by: number) =>
  (screen: DetailScreen, { size }: State, { data }: UpdateContext): DetailScreen => {
    const view = detailView(screen, data, detailWidth(size));
    const matches = searchMatches(screen, view, data.now);
    if (matches.length === 0) return screen;
    const match = (screen.match + by + matches.length) % matches.length;
    const page = detailPageSize(size);
    const highest = Math.max(0, contentHeight(screen, view) - page);
    const top = Math.max(0, Math.min((matches[match] ?? 0) - Math.floor(page / 2), highest));
    return { ...screen, match, top };
  };
