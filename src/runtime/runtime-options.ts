// What the runtime is given by whoever starts it: what its surroundings can do, and how its screen begins.
import type { ScreenSettings } from '../app/state/settings.ts';
import type { Size } from '../app/state/state.ts';
import type { AlertStore } from '../domain/alerts/alert-memory.ts';
import type { AttentionSettings } from '../domain/attention/settings.ts';
import type { AlertSettings } from '../engine/alerts.ts';
import type { EnginePorts } from '../engine/engine-ports.ts';
import type { ReadableStore } from '../engine/program-store.ts';
import type { Clock } from '../lib/clock.ts';
import type { NextTurn } from '../lib/process/turns.ts';
import type { Surroundings } from './effects.ts';
import type { LastStart } from './last-start.ts';
import type { RecentEvents } from './recent-events.ts';

export interface ScreenOptions extends Surroundings, AlertSettings {
  readonly clock: Clock;
  /** Absent: everything as it comes. */
  readonly settings?: ScreenSettings;
  /** Where rows are read. */
  readonly store: ReadableStore;
  /** What the start before looked at, where it began in the same way. */
  readonly lastStart?: LastStart | undefined;
  /** Of what the person was notified. Absent: it ends with the program. */
  readonly alertStore?: AlertStore | undefined;
  /** Of the memory: programs that share it and the store notify once. Absent: no other program shares it. */
  readonly alertMemoryName?: string | undefined;
  readonly size: Size;
  /** Shown as a badge: "DEMO". */
  readonly origin?: string;
  readonly attention?: AttentionSettings;
  /** Shared with whoever else has long work. Absent: nobody has. */
  readonly nextTurn?: NextTurn | undefined;
  /** Takes the events of the screen. Absent: nobody else reads them. */
  readonly recentEvents?: RecentEvents;
  /**
   * Writes down a fault of ours, and says where: what was done is then left undone, and the rest goes on. Absent: it is
   * thrown to whoever dispatched.
   */
  failed?(error: unknown, recentEvents: readonly string[]): string;
  /** Actions are shown as commands and not sent. */
  readonly dryRun?: boolean | undefined;
}

/** With an engine in the same thread. */
export type RuntimeOptions = EnginePorts & ScreenOptions;
