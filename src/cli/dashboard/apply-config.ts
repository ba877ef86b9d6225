// Applies a changed config file to the live screen.
import type { ScreenSettings } from '../../app/state/settings.ts';
import type { AlertSettings } from '../../engine/alerts.ts';
import type { Contexts } from '../../engine/protocol.ts';
import type { Runtime } from '../../runtime/runtime.ts';
import type { LoadedConfig } from '../config/load-config.ts';
import type { DashboardArguments } from './arguments.ts';

export interface AppliedConfig {
  readonly contexts: Contexts;
  readonly args: DashboardArguments;
  readonly settings: ScreenSettings;
}

export interface ConfigApplierOptions {
  readonly runtime: Pick<Runtime, 'configure' | 'dispatch' | 'view'>;
  /** The effective values of flags and file; throws a UsageError if they are incompatible. */
  readAgain(loaded: LoadedConfig): AppliedConfig;
  alertsOf(args: DashboardArguments): AlertSettings;
  /** The theme of flags and file at the start. */
  readonly themeName: string | undefined;
  /** The theme if the file has none: it depends on the terminal. */
  readonly themeOfTerminal: string;
}

export function createConfigApplier(options: ConfigApplierOptions): (loaded: LoadedConfig) => void {
  const { runtime, readAgain, alertsOf, themeOfTerminal } = options;
  let { themeName } = options;
  return (loaded) => {
    const { args, settings, contexts } = readAgain(loaded);
    const { attention, theme: name } = args;
    runtime.configure({ settings, attention, contexts, ...alertsOf(args) });
    // The colours of the theme in use may have changed.
    const isInUse = runtime.view().state.theme === undefined || name !== themeName;
    if (isInUse && (name ?? themeName) !== undefined) {
      runtime.dispatch({ type: 'themeChosen', name: name ?? themeOfTerminal });
    }
    themeName = name;
  };
}
