// What the engine is given by whoever starts it: the AWS it asks, where it looks, and where rows and actions are kept.
import type { Aws } from '../aws/aws.ts';
import type { ActionLog } from '../journal/action-log.ts';
import type { Clock } from '../lib/clock.ts';
import type { NextTurn } from '../lib/process/turns.ts';
import type { EarlyList } from './access/early-requests.ts';
import type { StartingPlace, Watch } from './access/place.ts';
import type { EngineStore } from './program-store.ts';
import type { Contexts } from './protocol.ts';

export interface EnginePorts extends StartingPlace, Watch {
  readonly aws: Aws;
  readonly clock: Clock;
  /** Keeps the rows of all answers. Absent: nothing outlives the program. */
  readonly store: EngineStore;
  /** Lists that are requested while AWS is still asked who we are. */
  readonly early?: readonly EarlyList[] | undefined;
  /** Shared with whoever else has long work. Absent: nobody has. */
  readonly nextTurn?: NextTurn | undefined;
  /** Where actions are written down; absent: none can be done. */
  readonly actionLog?: ActionLog | undefined;
  /** Actions are shown as commands and not sent. */
  readonly dryRun?: boolean | undefined;
  /** Makes the token of an action; for tests. */
  readonly newToken?: (() => string) | undefined;
  /** Takes what the config file says by now. Absent: the contexts know it by themselves. */
  configure?(contexts: Contexts): void;
  /** Takes the code of an MFA device. */
  readonly giveMfaCode?: ((code: string) => void) | undefined;
}
