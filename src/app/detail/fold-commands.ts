// Opens and closes the sections of a detail, and moves from one to another.
import type { DetailSection } from '../../resources/resource.ts';
import { detailPageSize, detailWidth } from '../layout.ts';
import type { UpdateContext } from '../state/context.ts';
import type { DetailScreen, State } from '../state/state.ts';
import { detailHeight, detailView, sectionHeight } from './detail-view.ts';
import { currentIn, nameOf } from './fold-sections.ts';

/** Closes all sections first; then opens or closes the current one. */
export function toggleFold(screen: DetailScreen, state: State, context: UpdateContext): DetailScreen {
  const { folding, ...unfolded } = screen;
  if (screen.tab !== 'detail') return screen;
  const { sections } = detailView(unfolded, context.data, detailWidth(state.size));
  if (!folding)
    return withTop({ ...screen, folding: { open: [], at: firstVisible(sections, screen.top) } }, state, context);
  const section = sections[currentIn(folding, sections)];
  if (!section) return screen;
  const name = nameOf(section);
  const others = folding.open.filter((one) => one !== name);
  const open = others.length < folding.open.length ? others : [...folding.open, name];
  return withTop({ ...screen, folding: { ...folding, open } }, state, context);
}

/** Another section becomes the current one. */
export function moveFold(screen: DetailScreen, by: number, { state, context }: Moving): DetailScreen {
  const { folding } = screen;
  if (!folding) return screen;
  const { sections } = detailView(screen, context.data, detailWidth(state.size));
  const at = currentIn({ ...folding, at: currentIn(folding, sections) + by }, sections);
  return withTop({ ...screen, folding: { ...folding, at } }, state, context);
}

interface Moving {
  readonly state: State;
  readonly context: UpdateContext;
}

/** The title of the current section is in view, and as much of the section as fits. */
function withTop(screen: DetailScreen, { size }: State, { data }: UpdateContext): DetailScreen {
  const { sections } = detailView(screen, data, detailWidth(size));
  const at = screen.folding ? currentIn(screen.folding, sections) : 0;
  const line = detailHeight(sections.slice(0, at));
  const page = detailPageSize(size);
  const end = line + Math.min(page, sections[at] ? sectionHeight(sections[at]) : 0);
  const highest = Math.max(0, detailHeight(sections) - page);
  return { ...screen, top: Math.min(highest, Math.max(end - page, Math.min(screen.top, line))) };
}

function firstVisible(sections: readonly DetailSection[], top: number): number {
  const found = sections.findIndex((_, index) => detailHeight(sections.slice(0, index)) >= top);
  return found < 0 ? sections.length - 1 : found;
}
