// How a person wants to see things: saved views, columns, and from when on something is worth a word.
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
  /** Ids of the columns that each list shows. */
  readonly columns: ReadonlyMap<ResourceId, readonly string[]>;
  /** By name: ours, and those of the person. */
  readonly themes: ReadonlyMap<string, Theme>;
  readonly keys: Keymap;
  readonly slowAnswerMs: number;
  readonly staleAfterTurns: number;
  /** What opens first instead of the overview. */
  readonly firstView?: SavedView;
}

export const defaultSettings: ScreenSettings = {
  views: new Map(),
  columns: new Map(),
  themes: new Map(Object.entries(themes)),
  keys: keymap,
  ...thresholds,
};

export const toListRequest = ({ filter, sort, columns, ...view }: SavedView): CommandEvent => ({
  type: 'listRequested',
  ...view,
  ...(filter ? { filter } : {}),
  ...(sort ? { sort } : {}),
  ...(columns ? { columns } : {}),
});

/** A list as it stands; what it is narrowed to by where it was opened from is no part of it. */
export const toSavedView = ({ resource, params, filter, sort, columns }: ListScreen): SavedView => ({
  resource,
  params,
  sort,
  ...(filter.text.trim() === '' ? {} : { filter: filter.text.trim() }),
  ...(columns ? { columns } : {}),
});

/** Those of the view, else those of the list, else all. Region and account come and go by themselves. */
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
