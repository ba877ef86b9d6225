// The initial data of the engine's thread: the place and the settings, as plain data.
import type { HistoryLimits } from '../../../../config/limits.ts';
import type { AttentionSettings } from '../../../domain/attention/settings.ts';
import type { OpenedExtract } from '../../../engine/extract/open-extract.ts';
import type { Cadences } from '../../../engine/polls/cadence-of.ts';
import type { Contexts, PlainPlace } from '../../../engine/protocol.ts';
import type { LogLevel } from '../../../lib/files/log-level.ts';
import type { StorePlace } from '../../../store/file/location.ts';
import type { Where } from '../../options/where.ts';
import type { RunFlags } from '../contexts.ts';

export interface EngineStart {
  readonly where: Where;
  /** URL of the embedded AWS; absent: AWS itself is used. */
  readonly demoUrl?: string | undefined;
  readonly watch: {
    readonly cadences?: Cadences | undefined;
    readonly cloudWatch: boolean;
    readonly queues: readonly string[];
  };
  /** The contexts that `:context` accepts, and the name of the one in use. */
  readonly contexts: Contexts;
  readonly context?: string | undefined;
  readonly runFlags: RunFlags;
  /** The last place of the previous engine. Absent: this is the first engine. */
  readonly resumed?: PlainPlace | undefined;
  readonly dryRun: boolean;
  readonly logLevel: LogLevel;
  /** The screen is empty: the first rows are requested together with the identity. */
  readonly isHurried: boolean;
  /** The directory of the compile cache; absent: there is none. */
  readonly codeFolder?: string | undefined;
  readonly store: { readonly place: StorePlace; readonly limits: HistoryLimits };
  /** Shown in place of an account. */
  readonly extract?: (EngineExtract & { readonly attention: AttentionSettings }) | undefined;
}

/** An extract without the functions of its opener. */
export type EngineExtract = Pick<OpenedExtract, 'path' | 'scopes' | 'from' | 'rowsFrom' | 'listsFrom' | 'to'>;

/** Used if the thread starts before that data is known: its first message contains the data. */
export interface AheadStart {
  readonly isAhead: true;
  readonly codeFolder?: string | undefined;
}
