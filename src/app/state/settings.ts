// The user's display settings: saved views, columns, and thresholds for notices.
import { type Keymap, keymap } from '../../../config/keys.ts';
import { thresholds } from '../../../config/limits.ts';
import { type Theme, themes } from '../../../config/themes.ts';
import type { AnyResource, Column } from '../../resources/resource.ts';
import type { ResourceId } from '../../resources/resource-id.ts';
import type { CommandEvent } from './events.ts';
import type { SavedView } from './saved-view.ts';
import type { ListScreen } from './state.ts';

export interface ScreenSettings {
  readonly views: ReadonlyMap<string, SavedView>;
  /** Ids of the visible columns of each list. */
  readonly columns: ReadonlyMap<ResourceId, readonly string[]>;
  /** By name: built-in themes, and those of the user. */
  readonly themes: ReadonlyMap<string, Theme>;
  readonly keys: Keymap;
  /** By context: the color of its name in the header. */
  readonly contextColors?: ReadonlyMap<string, string>;
  readonly slowAnswerMs: number;
  readonly staleAfterTurns: number;
  /** The time zone of the screen, and the other one that a key changes to: IANA names, or UTC. */
  readonly zones: { readonly shown: string; readonly other: string };
  /** The view that opens first instead of the overview. */
  readonly firstView?: SavedView;
  /** Coverage by backup plans is evaluated whether or not its list is on screen. */
  readonly coverage?: boolean;
  /** The same of access points. */
  readonly accessPoints?: boolean;
}

export const defaultSettings: ScreenSettings = {
  views: new Map(),
  columns: new Map(),
  themes: new Map(Object.entries(themes)),
  keys: keymap,
  zones: { shown: 'UTC', other: 'UTC' },
  ...thresholds,
};

export const toListRequest = ({ filter, sort, columns, ...view }: SavedView): CommandEvent => ({
  type: 'listRequested',
  ...view,
  ...(filter ? { filter } : {}),
  ...(sort ? { sort } : {}),
  ...(columns ? { columns } : {}),
});

/** The present list as a view, without the params of the screen from which it was opened. */
export const toSavedView = ({ resource, params, filter, sort, columns }: ListScreen): SavedView => ({
  resource,
  params,
  sort,
  ...(filter.text.trim() === '' ? {} : { filter: filter.text.trim() }),
  ...(columns ? { columns } : {}),
});

/** The columns of the view, else of the settings, else all. Region and account are added or removed automatically. */
export function shownColumns(
  { id, columns }: AnyResource,
  chosen: readonly string[] | undefined,
  settings: ScreenSettings,
): AnyResource['columns'] {
  const ids = chosen ?? settings.columns.get(id);
  if (!ids) return columns;
  const found = ids.flatMap((wanted): Column<never>[] => columns.filter((column) => column.id === wanted));
  return found.length > 0 ? found : columns;
}
