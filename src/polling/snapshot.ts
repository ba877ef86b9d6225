// What a poll knows at one moment: how old its rows are, and what stands in the way of newer ones. Of when it asked
// and was refused it tells by this machine's clock; of how old its rows are by that of where they come from.

export interface PollFailure<Problem> {
  readonly problem: Problem;
  /** Epoch ms of the first refusal in this run of refusals. */
  readonly since: number;
  readonly attempts: number;
  /** Epoch ms of the next attempt. */
  readonly retryAt: number;
}

export interface Snapshot<Problem> {
  readonly version: number;
  /** What its newest whole answer does not tell, in words: "mode of a lock". */
  readonly lacks?: string;
  /** What a request for one document was answered with. */
  readonly document?: unknown;
  /** Epoch ms at which the question went out that has no whole answer yet. */
  readonly askingSince?: number;
  /** Epoch ms of the newest page of that answer. */
  readonly receivedAt?: number;
  /** Epoch ms, where the rows come from, of the newest complete answer. Absent: nothing complete yet. */
  readonly loadedAt?: number;
  /** Epoch ms, here, at which its question went out. Absent: it is of an earlier run, or nothing is complete yet. */
  readonly askedAt?: number;
  /**
   * Epoch ms, where the rows come from, of the newest answer to everything, where those since then told only of what is new: rows that have gone or
   * changed meanwhile stand as they were.
   */
  readonly wholeAt?: number;
  /** The answer is one of an earlier run, kept on disk: nothing has come in this one. */
  readonly restored?: true;
  /** The answer that it had was lost with the store that kept it: all of it is requested again. */
  readonly lost?: true;
  /** Set while the newest attempt has failed. */
  readonly failure?: PollFailure<Problem>;
  /** A person told it to stop: nothing is asked until `refresh`. */
  readonly halted?: true;
}

/** Whether this run knows something: an answer, a refusal, or the word to stop. */
export const isAnswered = ({ loadedAt, restored, failure, halted }: Snapshot<unknown>): boolean =>
  (loadedAt !== undefined && !restored) || failure !== undefined || halted === true;
