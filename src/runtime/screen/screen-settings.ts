// The settings of the screen and of the attention list, which the config file may change while the program runs.
import type { SavedView } from '../../app/state/saved-view.ts';
import { defaultSettings, type ScreenSettings } from '../../app/state/settings.ts';
import { type AttentionSettings, noSettings } from '../../domain/attention/settings.ts';
import { isSame } from '../../lib/same.ts';
import type { Configured } from '../runtime.ts';
import type { ScreenOptions } from '../runtime-options.ts';

export interface CurrentSettings {
  /** undefined: the defaults. */
  screen(): ScreenSettings | undefined;
  /** The same object until the settings are others. */
  attention(): AttentionSettings;
  /** From now on `:view NAME` opens the view. */
  keepView(name: string, view: SavedView): void;
  /** Returns the zone that is shown from now on. */
  changeZone(): ScreenSettings['zones'];
  configure(next: Pick<Configured, 'settings' | 'attention'>): void;
}

export function createCurrentSettings(options: Pick<ScreenOptions, 'settings' | 'attention'>): CurrentSettings {
  let { settings, attention = noSettings } = options;
  return {
    screen: () => settings,
    attention: () => attention,
    keepView(name, view) {
      const { views, ...rest } = settings ?? defaultSettings;
      settings = { ...rest, views: new Map([...views, [name, view]]) };
    },
    changeZone() {
      const { zones, ...rest } = settings ?? defaultSettings;
      const changed = { shown: zones.other, other: zones.shown };
      settings = { ...rest, zones: changed };
      return changed;
    },
    configure(next) {
      settings = next.settings;
      if (!isSame(attention, next.attention)) attention = next.attention;
    },
  };
}
