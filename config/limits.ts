/** From when on something is worth a word. Each can be set in the config file under `thresholds`. */
export const thresholds = {
  /** An answer that takes longer than this, in ms. */
  slowAnswerMs: 3_000,
  /** An answer is stale when this many of its turns have passed without a newer one. */
  staleAfterTurns: 3,
} as const;

/** Requests that a start sends before it knows who asks: where the sign-in is refused, no more than these are refused too. */
export const mostEarlyRequests = 6;
/** A response that has waited longer for the identity is asked for anew. Far less than what `overlapMs` covers. */
export const earlyForMs = 60_000;

/** Rows of a page that are read and taken in in one turn of the event loop: a millisecond, at first some three. */
export const rowsInTurn = 30;

/** Lists that nobody looks at any more and that stay for the way back. */
export const keptLists = 24;

/** What the store keeps of the past, whichever comes first. */
export interface HistoryLimits {
  readonly keepMs: number;
  /** And at most a tenth of the free space of its disk. */
  readonly maxBytes: number;
}

/** Each can be set in the config file under `history`. */
export const history: HistoryLimits = { keepMs: 400 * 86_400_000, maxBytes: 2_000_000_000 };

/** The engine's thread makes as much garbage as it has rows: a small young part of its heap keeps the process small. */
export const engineThreadLimits = { maxYoungGenerationSizeMb: 8 } as const;
