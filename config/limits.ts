/** From when on something is worth a word. Each can be set in the config file under `thresholds`. */
export const thresholds = {
  /** An answer that takes longer than this, in ms. */
  slowAnswerMs: 3_000,
  /** An answer is stale when this many of its turns have passed without a newer one. */
  staleAfterTurns: 3,
} as const;
