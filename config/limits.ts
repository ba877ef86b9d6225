/** Thresholds for notices and warnings. Each can be set in the config file under `thresholds`. */
export const thresholds = {
  /** A response that takes longer than this, in ms. */
  slowAnswerMs: 3_000,
  /** A response is stale after this many intervals without a newer one. */
  staleAfterTurns: 3,
} as const;

/**
 * The number of requests that a start sends before the identity is known: if the sign-in is refused, no more than these
 * are refused too.
 */
export const mostEarlyRequests = 6;
/** A response that has waited longer for the identity is requested again. Far less than `overlapMs` covers. */
export const earlyForMs = 60_000;

/** Rows of a page that are read in one turn of the event loop: a millisecond, about three at first. */
export const rowsInTurn = 30;

/** Lists that are no longer watched and that are kept for going back. */
export const keptLists = 24;

/** How much of the past the store keeps; the first limit that is reached applies. */
export interface HistoryLimits {
  readonly keepMs: number;
  /** In addition at most a tenth of the free space of the disk. */
  readonly maxBytes: number;
}

/** Each can be set in the config file under `history`. */
export const history: HistoryLimits = { keepMs: 400 * 86_400_000, maxBytes: 2_000_000_000 };

/** The largest extract that is opened: as large as a store. */
export const largestExtractBytes = 2_000_000_000;

/** The system shows the thread by this name, if Node names its threads. */
export const engineThreadName = 'engine';

/** The engine's thread produces as much garbage as it reads rows: a small young generation keeps the process small. */
export const engineThreadLimits = { maxYoungGenerationSizeMb: 8 } as const;
