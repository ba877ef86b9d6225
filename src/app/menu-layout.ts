// Where the items of a menu are: for drawing them, and for the click on one.
import { choicesIn } from './command-line/picker.ts';
import { followingLines } from './following/following-menu.ts';
import { offers } from './forms/start.ts';
import { headerHeight } from './layout.ts';
import { copyForms } from './references/copy-forms.ts';
import { relationsOfRow } from './relations/relations-of-row.ts';
import { selected, type UpdateContext } from './state/context.ts';
import { possibleDrillDowns } from './state/open.ts';
import { hasOverlay, type Overlay, type State, type WithOverlay } from './state/state.ts';

const notMenus = ['help', 'command', 'act'] as const;
type MenuKind = Exclude<Overlay['kind'], (typeof notMenus)[number]>;
export type MenuOverlay = Extract<Overlay, { readonly kind: MenuKind }>;

export interface MenuWindow {
  /** The index of the first item in view, and the number of items that have room. */
  readonly first: number;
  readonly room: number;
  /** The row of the body in which the frame begins. */
  readonly top: number;
}

/** Rows of the screen besides the items: header, frame, title, last line, and some of what is below. */
const otherRows = 9;
const fewestItems = 3;
/** The frame's first line and the title. */
const aboveItems = 2;

export function menuWindow({ kind, choice }: MenuOverlay, count: number, rows: number): MenuWindow {
  // Few items, which all have room.
  if (kind === 'drill' || kind === 'copyAs') return { first: 0, room: count, top: 2 };
  const room = Math.max(fewestItems, rows - otherRows);
  const before = kind === 'actions' || kind === 'pick' ? choice - room + 1 : choice - Math.floor(room / 2);
  return { first: Math.max(0, Math.min(before, count - room)), room, top: 1 };
}

export const hasMenu = (state: State): state is WithOverlay<MenuKind> =>
  state.overlay !== undefined && !notMenus.some((kind) => hasOverlay(state, kind));

/** The item in this row of the screen. */
export function menuItemAt(state: WithOverlay<MenuKind>, row: number, context: UpdateContext): number | undefined {
  const count = itemCount(state, context);
  const { first, room, top } = menuWindow(state.overlay, count, state.size.rows);
  const line = row - headerHeight - top - aboveItems;
  return line >= 0 && line < Math.min(room, count - first) ? first + line : undefined;
}

function itemCount(state: WithOverlay<MenuKind>, context: UpdateContext): number {
  const { overlay } = state;
  switch (overlay.kind) {
    case 'drill': {
      const row = selected(state, context);
      return row ? possibleDrillDowns(row).length : 0;
    }
    case 'actions':
      return offers(state, context).length;
    case 'copyAs':
      return copyForms(state, context).length;
    case 'relations':
      return relationsOfRow(state, context).length;
    case 'following':
      return followingLines(state).length;
    case 'pick':
      return choicesIn(overlay, context.data, state).length;
  }
}
