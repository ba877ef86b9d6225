// What the engine's thread begins with: where to look and how, as plain data.
import type { HistoryLimits } from '../../../../config/limits.ts';
import type { Cadences } from '../../../engine/polls/cadence-of.ts';
import type { Contexts, PlainPlace } from '../../../engine/protocol.ts';
import type { LogLevel } from '../../../lib/files/log-level.ts';
import type { StorePlace } from '../../../store/file/location.ts';
import type { Where } from '../../options/where.ts';
import type { RunFlags } from '../contexts.ts';

export interface EngineStart {
  readonly where: Where;
  /** Of the embedded AWS; absent: AWS itself is asked. */
  readonly demoUrl?: string | undefined;
  readonly watch: {
    readonly cadences?: Cadences | undefined;
    readonly cloudWatch: boolean;
    readonly queues: readonly string[];
  };
  /** What `:context` may name, and the one that says where we look. */
  readonly contexts: Contexts;
  readonly context?: string | undefined;
  readonly runFlags: RunFlags;
  /** Where the engine before looked at last. Absent: it is the first. */
  readonly resumed?: PlainPlace | undefined;
  readonly dryRun: boolean;
  readonly logLevel: LogLevel;
  /** Nothing stands on the screen yet: the first rows are asked for while AWS is asked who we are. */
  readonly isHurried: boolean;
  /** Where compiled code is kept; absent: nowhere. */
  readonly codeFolder?: string | undefined;
  readonly store: { readonly place: StorePlace; readonly limits: HistoryLimits };
}

/** Instead, where the thread is started before that is known: its first message is the other. */
export interface AheadStart {
  readonly isAhead: true;
  readonly codeFolder?: string | undefined;
}
