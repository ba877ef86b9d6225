// What one reader of alerts was already notified of: plain data, so that a file or a database can store it.
import type { Severity } from '../attention/findings/severity.ts';

/** The entry of one finding or group. Times are epoch ms. */
export interface AlertEntry {
  /** The worst severity of which the reader was notified, and when the finding last had it. */
  readonly severity: Severity;
  readonly severityAt: number;
  /** The largest count of which the reader was notified, and when the finding last had it. */
  readonly count: number;
  readonly countAt: number;
  readonly notifiedAt: number;
  readonly seenAt: number;
  /** Account and Region. They distinguish an absent finding from a missing response. */
  readonly place: string;
  /** Set while the finding is known to be absent. */
  readonly awaySince?: number;
}

export interface AlertMemory {
  readonly entries: ReadonlyMap<string, AlertEntry>;
  /** Accounts with Regions that were evaluated before. */
  readonly places: ReadonlySet<string>;
  /** Epoch ms of the newest daily digest. */
  readonly digestAt?: number;
  /** A memory existed and cannot be read: each present finding may be new. */
  readonly isLost?: true;
}

export const emptyMemory: AlertMemory = { entries: new Map(), places: new Set() };

/** Stores a reader's memory beyond the end of the program. */
export interface AlertStore {
  /** undefined: this reader has no memory yet. */
  load(): Promise<AlertMemory | undefined>;
  save(memory: AlertMemory): Promise<void>;
}

/** Keeps the memory of a reader until the program ends. */
export function createBriefMemory(): AlertStore {
  let kept: AlertMemory | undefined;
  return {
    load: async () => kept,
    async save(memory) {
      kept = memory;
    },
  };
}
