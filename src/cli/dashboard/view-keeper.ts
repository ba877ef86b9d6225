// Saves views to the config file.
import type { SavedView } from '../../app/state/saved-view.ts';
import { defined } from '../../lib/defined.ts';
import type { ViewKeeper } from '../../runtime/effects.ts';
import type { ConfigView } from '../../settings/views.ts';
import { homeFolder } from '../options/home.ts';

/** `written`: called after the file was changed. */
export const createViewKeeper = (path: string, written: () => Promise<void>): ViewKeeper => ({
  async save(name, view, replace) {
    // YAML and the schema are loaded only when they are used.
    const { saveView } = await import('../../settings/save-view.ts');
    await saveView({ path, name, view: toConfigView(view), replace });
    await written();
    const home = homeFolder();
    return home !== undefined && path.startsWith(`${home}/`) ? `~${path.slice(home.length)}` : path;
  },
});

export function toConfigView({ resource, params, filter, sort, columns }: SavedView): ConfigView {
  return defined({
    resource,
    filter,
    sort: sort && `${sort.descending ? '-' : ''}${sort.column}`,
    columns: columns && [...columns],
    params: Object.keys(params).length > 0 ? { ...params } : undefined,
  });
}
