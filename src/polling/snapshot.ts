// The state of a poll at one moment: the age of its rows, and the problem with newer ones. Times of requests and
// refusals are by this machine's clock, ages of rows by AWS's clock.

export interface PollFailure<Problem> {
  readonly problem: Problem;
  /** Epoch ms of the first of the consecutive refusals. */
  readonly since: number;
  readonly attempts: number;
  /** Epoch ms of the next attempt. */
  readonly retryAt: number;
}

export interface Snapshot<Problem> {
  readonly version: number;
  /** What the newest whole response lacks, in words: "mode of a lock". */
  readonly lacks?: string;
  /** The response to a document request. */
  readonly document?: unknown;
  /** Epoch ms of the request in flight. */
  readonly askingSince?: number;
  /** Epoch ms of its newest page. */
  readonly receivedAt?: number;
  /** Epoch ms by AWS's clock of the newest whole response. Absent: there is none yet. */
  readonly loadedAt?: number;
  /** Epoch ms by this machine's clock of its request. Absent: the response is from an earlier run, or there is none. */
  readonly askedAt?: number;
  /**
   * Epoch ms by AWS's clock of the newest response with all rows, if later ones contained only new rows: rows that have
   * gone or changed meanwhile are outdated.
   */
  readonly wholeAt?: number;
  /** The response is from an earlier run: nothing has arrived in this one. */
  readonly restored?: true;
  /** The store lost the response: all of it is requested again. */
  readonly lost?: true;
  /** Set while the newest attempt has failed. */
  readonly failure?: PollFailure<Problem>;
  /** A person stopped the poll: nothing is requested until `refresh`. */
  readonly halted?: true;
}

/** Whether this run has a result: a response, a refusal, or a stop. */
export const isAnswered = ({ loadedAt, restored, failure, halted }: Snapshot<unknown>): boolean =>
  (loadedAt !== undefined && !restored) || failure !== undefined || halted === true;
