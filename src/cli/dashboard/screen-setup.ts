// The inputs of the live screen.
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
  /** The config file as it was read; it may not exist. */
  readonly loaded: LoadedConfig;
  /** The effective values of flags and the changed file; throws a UsageError if they are incompatible. */
  readAgain(loaded: LoadedConfig): AppliedConfig;
  readonly log: Log;
  /** Collects the events of the screen, for crash reports. */
  readonly recentEvents: RecentEvents;
  /** Shown as a badge: "DEMO". */
  readonly origin?: string | undefined;
  /** The time to show first, as typed or in ISO 8601. Absent: the present. */
  readonly firstTime?: string | undefined;
  /** A notice at the start. */
  readonly notice?: string | undefined;
  /** With VAULTOP_DEBUG=1. */
  readonly debug?: DebugMeter | undefined;
  /** The screen that the launcher painted. */
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
