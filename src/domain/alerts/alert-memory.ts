// What one reader of alerts knows already: plain data, so that a file or a database can keep it.
import type { Severity } from '../attention/findings/severity.ts';

/** Of one finding or group. Times are epoch ms. */
export interface AlertEntry {
  /** The worst that the reader was notified of, and when the finding was last as bad. */
  readonly severity: Severity;
  readonly severityAt: number;
  /** The most that the reader was notified of, and when there were last as many. */
  readonly count: number;
  readonly countAt: number;
  readonly notifiedAt: number;
  readonly seenAt: number;
  /** Account and Region, to tell absence from an answer that is missing. */
  readonly place: string;
  /** Set while the finding is known to be absent. */
  readonly awaySince?: number;
}

export interface AlertMemory {
  readonly entries: ReadonlyMap<string, AlertEntry>;
  /** Accounts with their Regions that were evaluated before. */
  readonly places: ReadonlySet<string>;
  /** Epoch ms of the newest daily digest. */
  readonly digestAt?: number;
  /** There was a memory that cannot be read: whatever stands now may be new. */
  readonly isLost?: true;
}

export const emptyMemory: AlertMemory = { entries: new Map(), places: new Set() };

/** Where a reader's memory outlives the program. */
export interface AlertStore {
  /** undefined: this reader never was here. */
  load(): Promise<AlertMemory | undefined>;
  save(memory: AlertMemory): Promise<void>;
}

/** The memory of a reader that ends with the program. */
export function createBriefMemory(): AlertStore {
  let kept: AlertMemory | undefined;
  return {
    load: async () => kept,
    async save(memory) {
      kept = memory;
    },
  };
}
