// Whether there is an answer that something may be concluded from. Plain data: whoever keeps answers can say it.

/**
 * known: a whole answer of this run, and nothing has failed since. unknown: none yet, or the newest attempt failed by what
 * may pass. refused: AWS will refuse it until somebody changes something. stale: whole once, and no longer confirmed.
 */
export const answerStates = ['known', 'unknown', 'refused', 'stale'] as const;
export type AnswerState = (typeof answerStates)[number];

/** What is recorded of the answers to one request. */
export interface AnswerRecord {
  /** Epoch ms of the newest whole answer. */
  readonly loadedAt?: number | undefined;
  /** That answer is one of an earlier run. */
  readonly restored?: boolean | undefined;
  /** The newest attempt failed. `lasting`: the same request will not succeed by itself. */
  readonly failure?: { readonly lasting: boolean } | undefined;
}

export function answerState({ loadedAt, restored = false, failure }: AnswerRecord): AnswerState {
  if (failure?.lasting) return 'refused';
  if (loadedAt === undefined) return 'unknown';
  return failure || restored ? 'stale' : 'known';
}
