// Converts the config file to the settings of the screen.

import type { SavedView } from '../../app/state/saved-view.ts';
import { defaultSettings, type ScreenSettings } from '../../app/state/settings.ts';
import { findZone, machineZone } from '../../domain/time-zones.ts';
import type { ConfigView } from '../../settings/views.ts';
import { listByName } from './check-names.ts';
import { keymapOf } from './key-table.ts';
import { themesOf } from './own-themes.ts';
import type { ProgramSettings as Loaded } from './settings.ts';

/** Names were checked when the file was read: unknown ones are left out. */
export function toSettings({ config }: Pick<Loaded, 'config'>): ScreenSettings {
  const views = savedViews(config);
  const columns = Object.entries(config.columns ?? {}).flatMap(([name, ids]) => {
    const resource = listByName(name);
    return resource ? [[resource.id, ids] as const] : [];
  });
  const { slowAnswer, staleAfterTurns } = config.thresholds ?? {};
  const firstView = firstViewOf(config.view, views);
  return {
    ...defaultSettings,
    views,
    columns: new Map(columns),
    themes: themesOf(config.themes),
    keys: keymapOf(config.keys),
    zones: zonesOf(config.timezone),
    accessPoints: true,
    contextColors: new Map(
      Object.entries(config.contexts ?? {}).flatMap(([name, { color }]) =>
        color === undefined ? [] : [[name, color]],
      ),
    ),
    ...(config.coverage ? { coverage: true } : {}),
    ...(slowAnswer === undefined ? {} : { slowAnswerMs: slowAnswer }),
    ...(staleAfterTurns === undefined ? {} : { staleAfterTurns }),
    ...(firstView ? { firstView } : {}),
  };
}

/** The other zone of UTC is that of this machine, which is not looked up before it is shown: that may take 30 ms. */
function zonesOf(name = 'utc'): ScreenSettings['zones'] {
  const found = findZone(name);
  const shown = 'zone' in found ? found.zone : 'UTC';
  if (shown !== 'UTC') return { shown, other: 'UTC' };
  return {
    shown,
    get other() {
      return machineZone();
    },
  };
}

export const savedViews = ({ views = {} }: Pick<Loaded['config'], 'views'>): ReadonlyMap<string, SavedView> =>
  new Map(
    Object.entries(views).flatMap(([name, view]) => {
      const saved = toView(view);
      return saved ? [[name, saved] as const] : [];
    }),
  );

function toView({ resource: name, filter, sort, columns, params = {} }: ConfigView): SavedView | undefined {
  const resource = listByName(name);
  if (!resource) return undefined;
  return {
    resource: resource.id,
    params,
    ...(filter === undefined ? {} : { filter }),
    ...(sort === undefined ? {} : { sort: { column: sort.replace(/^[+-]/, ''), descending: sort.startsWith('-') } }),
    ...(columns === undefined ? {} : { columns }),
  };
}

function firstViewOf(name: string | undefined, views: ReadonlyMap<string, SavedView>): SavedView | undefined {
  if (name === undefined || name === 'overview') return undefined;
  const resource = listByName(name);
  return views.get(name) ?? (resource ? { resource: resource.id, params: {} } : undefined);
}
