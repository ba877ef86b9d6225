// The inputs of the engine: AWS, the place to watch, and the stores of rows and actions.
import type { Aws } from '../aws/aws.ts';
import type { WriteWindow } from '../aws/write-window.ts';
import type { ActionLog } from '../journal/action-log.ts';
import type { Clock } from '../lib/clock.ts';
import type { NextTurn } from '../lib/process/turns.ts';
import type { EarlyList } from './access/early-requests.ts';
import type { StartingPlace, Watch } from './access/place.ts';
import type { FirstRows } from './polls/first-rows.ts';
import type { EngineStore } from './program-store.ts';
import type { Contexts } from './protocol.ts';

export interface EnginePorts extends StartingPlace, Watch {
  readonly aws: Aws;
  readonly clock: Clock;
  /** Keeps the rows of all responses. Absent: nothing outlives the program. */
  readonly store: EngineStore;
  /** It reads the queues of the live feed for all programs that share the store. */
  readonly isCollector?: boolean | undefined;
  /** Lists that are requested before the identity is known. */
  readonly early?: readonly EarlyList[] | undefined;
  /** Lists that wait for the first one. Absent: each is requested at once. */
  readonly firstRows?: FirstRows | undefined;
  /** Shared with whoever else has long work. Absent: nobody has. */
  readonly nextTurn?: NextTurn | undefined;
  /** The log of actions; absent: no action can be carried out. */
  readonly actionLog?: ActionLog | undefined;
  /** Requests of actions are shown as commands and not sent. */
  readonly dryRun?: boolean | undefined;
  /** Creates the idempotency token of an action; for tests. */
  readonly newToken?: (() => string) | undefined;
  /** Takes the present contexts of the config file. Absent: the contexts read the file themselves. */
  configure?(contexts: Contexts): void;
  /** Write access for a time; absent: by the connections alone. */
  readonly writing?: WriteWindow | undefined;
  /** Takes the code of an MFA device. */
  readonly giveMfaCode?: ((code: string) => void) | undefined;
}
