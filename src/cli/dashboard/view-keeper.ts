// Saves views, exclusions and mutes to the config file.
import type { SavedView } from '../../app/state/saved-view.ts';
import type { Mute } from '../../domain/attention/settings.ts';
import { defined } from '../../lib/defined.ts';
import type { NewExclusion } from '../../resources/action.ts';
import type { MuteKeeper } from '../../runtime/attention/decide.ts';
import type { ViewKeeper } from '../../runtime/effects.ts';
import type { ConfigView } from '../../settings/views.ts';
import { homeFolder } from '../options/home.ts';

/** `written`: called after the file was changed. */
export const createViewKeeper = (path: string, written: () => Promise<void>): ViewKeeper => ({
  async save(name, view, replace) {
    // YAML and the schema are loaded only when they are used.
    const { saveView } = await import('../../settings/write/save-view.ts');
    await saveView({ path, name, view: toConfigView(view), replace });
    await written();
    return shownPath(path);
  },
});

/** `written`: called after the file was changed. */
export const createExcluder = (path: string, written: () => Promise<void>) =>
  async function exclude(exclusions: readonly NewExclusion[]): Promise<string> {
    const { saveExclusions } = await import('../../settings/write/save-exclusions.ts');
    await saveExclusions(path, exclusions.map(toWritten));
    await written();
    return shownPath(path);
  };

const toWritten = ({ arn, reason, until }: NewExclusion) =>
  defined({ name: arn, reason, until: until === undefined ? undefined : new Date(until).toISOString() });

/** `written`: called after the file was changed. */
export const createMuteKeeper = (path: string, written: () => Promise<void>): MuteKeeper => ({
  async add(mutes) {
    const { saveMutes } = await import('../../settings/write/save-mutes.ts');
    await saveMutes(path, mutes.map(toWrittenMute));
    await written();
    return shownPath(path);
  },
  async remove(mutes) {
    const { removeMutes } = await import('../../settings/write/save-mutes.ts');
    await removeMutes(path, mutes);
    await written();
    return shownPath(path);
  },
});

const dateText = (at: number | undefined): string | undefined =>
  at === undefined ? undefined : new Date(at).toISOString();

const toWrittenMute = ({ until, at, ...mute }: Mute) => defined({ ...mute, until: dateText(until), at: dateText(at) });

function shownPath(path: string): string {
  const home = homeFolder();
  return home !== undefined && path.startsWith(`${home}/`) ? `~${path.slice(home.length)}` : path;
}

export function toConfigView({ resource, params, filter, sort, columns }: SavedView): ConfigView {
  return defined({
    resource,
    filter,
    sort: sort && `${sort.descending ? '-' : ''}${sort.column}`,
    columns: columns && [...columns],
    params: Object.keys(params).length > 0 ? { ...params } : undefined,
  });
}
