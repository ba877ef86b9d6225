// What the live screen is put together from.
import type { ScreenSettings } from '../../app/state/settings.ts';
import type { Log } from '../../lib/files/log.ts';
import type { DebugMeter } from '../../runtime/debug/debug-meter.ts';
import type { RecentEvents } from '../../runtime/recent-events.ts';
import type { LoadedConfig } from '../config/load-config.ts';
import type { FirstScreen } from '../launch.ts';
import type { AppliedConfig } from './apply-config.ts';
import type { DashboardArguments } from './arguments.ts';
import type { LiveEngineThread } from './engine/remote-engine.ts';
import type { Children } from './terminal/children.ts';
import type { Ending } from './terminal/ending.ts';
import type { LiveTerminal } from './terminal/live-terminal.ts';

export interface LiveOptions {
  readonly settings: ScreenSettings;
  /** The config file as it was, which need not be there. */
  readonly loaded: LoadedConfig;
  /** What flags and file say together, now that the file says something else; throws a UsageError where they do not go together. */
  readAgain(loaded: LoadedConfig): AppliedConfig;
  readonly log: Log;
  /** Takes the events of the screen, for the report of a fault. */
  readonly recentEvents: RecentEvents;
  /** Shown as a badge: "DEMO". */
  readonly origin?: string | undefined;
  /** To be said at the start. */
  readonly notice?: string | undefined;
  /** With VAULTOP_DEBUG=1. */
  readonly debug?: DebugMeter | undefined;
  /** What the launcher painted already. */
  readonly first?: FirstScreen | undefined;
}

export interface ScreenSetup {
  readonly args: DashboardArguments;
  readonly thread: LiveEngineThread;
  readonly options: LiveOptions;
  readonly terminal: LiveTerminal;
  readonly ending: Ending;
  readonly children: Children;
}
