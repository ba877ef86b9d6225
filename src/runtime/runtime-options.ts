// The inputs of the runtime: the services of its environment, and the initial screen.
import type { ScreenSettings } from '../app/state/settings.ts';
import type { Size } from '../app/state/state.ts';
import type { AlertStore } from '../domain/alerts/alert-memory.ts';
import type { AttentionSettings } from '../domain/attention/settings.ts';
import type { AlertSettings } from '../engine/alerts.ts';
import type { EnginePorts } from '../engine/engine-ports.ts';
import type { ReadableStore } from '../engine/program-store.ts';
import type { Clock } from '../lib/clock.ts';
import type { NextTurn } from '../lib/process/turns.ts';
import type { LookStore } from './changes/last-look.ts';
import type { Surroundings } from './effects.ts';
import type { LastStart } from './last-start.ts';
import type { RecentEvents } from './recent-events.ts';

export interface ScreenOptions extends Surroundings, AlertSettings {
  readonly clock: Clock;
  /** Absent: the defaults. */
  readonly settings?: ScreenSettings;
  /** The store from which rows are read. */
  readonly store: ReadableStore;
  /** The previous start, if it began with the same options. */
  readonly lastStart?: LastStart | undefined;
  /** The memory of notifications. Absent: it ends with the program. */
  readonly alertStore?: AlertStore | undefined;
  /** The name of the memory: programs that share it and the store notify once. Absent: no other program shares it. */
  readonly alertMemoryName?: string | undefined;
  /** Where the time of the last look is kept. Absent: nowhere. */
  readonly lookStore?: LookStore | undefined;
  /** ARNs of identities of this user whose rows in the store are shown, too. Absent: none. */
  readonly otherIdentities?: readonly string[] | undefined;
  readonly size: Size;
  /** The time to show first, as typed: "yesterday 05:00". Absent: the present. */
  readonly firstTime?: string | undefined;
  /** Lists are not requested: only the store is read. */
  readonly isStoreOnly?: boolean | undefined;
  /** Shown as a badge: "DEMO". */
  readonly origin?: string;
  readonly attention?: AttentionSettings;
  /** Shared with other long work. Absent: there is none. */
  readonly nextTurn?: NextTurn | undefined;
  /** Records the events of the screen. Absent: they are not recorded. */
  readonly recentEvents?: RecentEvents;
  /**
   * Logs an error of this program, and returns the path of the log: the failed work is undone, and the program
   * continues. Absent: the error is thrown to the caller of `dispatch`.
   */
  failed?(error: unknown, recentEvents: readonly string[]): string;
  /** Requests of actions are shown as commands and not sent. */
  readonly dryRun?: boolean | undefined;
}

/** With an engine in the same thread. */
export type RuntimeOptions = EnginePorts & ScreenOptions;
