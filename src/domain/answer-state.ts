// Whether a request has a response from which conclusions may be drawn. Plain data, for everything that stores
// responses.

/**
 * known: this run has a whole response, and no later attempt failed. unknown: there is no response yet, or the newest
 * attempt failed for a reason that may pass. refused: AWS refuses the request until somebody changes something. stale:
 * there is a whole response that later attempts did not confirm.
 */
export const answerStates = ['known', 'unknown', 'refused', 'stale'] as const;
export type AnswerState = (typeof answerStates)[number];

/** What is recorded about the responses to one request. */
export interface AnswerRecord {
  /** Epoch ms of the newest whole response. */
  readonly loadedAt?: number | undefined;
  /** That response is from an earlier run of the program. */
  readonly restored?: boolean | undefined;
  /** Set if the newest attempt failed. `lasting`: the same request keeps failing until somebody changes something. */
  readonly failure?: { readonly lasting: boolean } | undefined;
}

export function answerState({ loadedAt, restored = false, failure }: AnswerRecord): AnswerState {
  if (failure?.lasting) return 'refused';
  if (loadedAt === undefined) return 'unknown';
  return failure || restored ? 'stale' : 'known';
}
