// What the runtime is given by whoever starts it: the AWS it asks, where it looks, and what its surroundings can do.
import type { Settings } from '../app/settings.ts';
import type { Size } from '../app/state.ts';
import type { Aws } from '../aws/aws.ts';
import type { AlertStore } from '../domain/alerts/alert-memory.ts';
import type { AttentionSettings } from '../domain/attention/settings.ts';
import type { EarlyList } from '../engine/access/early-requests.ts';
import type { StartingPlace, Watch } from '../engine/access/place.ts';
import type { AlertSettings } from '../engine/alerts.ts';
import type { ProgramStore } from '../engine/program-store.ts';
import type { ActionLog } from '../journal/action-log.ts';
import type { Clock } from '../lib/clock.ts';
import type { NextTurn } from '../lib/turns.ts';
import type { Surroundings } from './wishes.ts';

export interface RuntimeOptions extends StartingPlace, Watch, Surroundings, AlertSettings {
  readonly aws: Aws;
  readonly clock: Clock;
  /** Absent: everything as it comes. */
  readonly settings?: Settings;
  /** Keeps the rows of all answers. Absent: nothing outlives the program. */
  readonly store?: ProgramStore | undefined;
  /** Of what the person was notified. Absent: it ends with the program. */
  readonly alertStore?: AlertStore | undefined;
  readonly size: Size;
  /** Lists that are requested while AWS is still asked who we are. */
  readonly early?: readonly EarlyList[] | undefined;
  /** Shown as a badge: "DEMO". */
  readonly origin?: string;
  readonly attention?: AttentionSettings;
  /** Somebody sits before it and types: what is much is worked out in many goes. Absent: each look is at everything. */
  readonly isWatched?: boolean;
  /** Shared with whoever else has long work. Absent: nobody has. */
  readonly nextTurn?: NextTurn;
  /**
   * Writes down a fault of ours, and says where: what was done is then left undone, and the rest goes on. Absent: it is
   * thrown to whoever dispatched.
   */
  failed?(error: unknown): string;
  /** Where actions are told; absent: none can be done. */
  readonly actionLog?: ActionLog;
  /** Actions are shown as commands and not sent. */
  readonly dryRun?: boolean;
  /** Makes the token of an action; for tests. */
  readonly newToken?: () => string;
}
