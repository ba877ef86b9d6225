// Asks for one job at intervals until it is over.
import type { Job } from '../../domain/jobs/job.ts';
import { outcomeOf } from '../../domain/jobs/job-outcome.ts';
import { type Clock, sleep } from '../../lib/clock.ts';
import { errorMessage } from '../../lib/error-message.ts';
import { formatDuration } from '../../lib/text/format.ts';

export interface AwaitOptions {
  readonly clock: Clock;
  /** Epoch ms by `clock`. */
  readonly until: number;
  /** Rejects if the state of the job is not known at the moment. */
  read(): Promise<Job>;
  /** A sentence for the person who waits. */
  say(text: string): void;
}

/** `job`: as AWS returned it last; absent: AWS has never returned it. */
export interface Awaited {
  readonly job?: Job;
  readonly isOver: boolean;
  /** Why the state is not known now. */
  readonly problem?: string;
}

const firstIntervalMs = 2_000;
const longestIntervalMs = 30_000;

/** A refused or failed request, such as with expired credentials, does not end the wait: only the timeout does. */
export async function awaitJob({ clock, until, read, say }: AwaitOptions): Promise<Awaited> {
  let job: Job | undefined;
  let problem: string | undefined;
  for (let intervalMs = firstIntervalMs; ; intervalMs = Math.min(intervalMs * 1.5, longestIntervalMs)) {
    const before = { state: job?.state, problem };
    try {
      job = await read();
      problem = undefined;
      if (outcomeOf(job) !== 'active') return { job, isOver: true };
    } catch (error) {
      problem = errorMessage(error);
    }
    const leftMs = until - clock.now();
    if (before.problem !== problem || before.state !== job?.state) say(progressText(job, problem, leftMs));
    if (leftMs <= 0) return { ...(job ? { job } : {}), isOver: false, ...(problem ? { problem } : {}) };
    await sleep(clock, Math.min(intervalMs, leftMs));
  }
}

function progressText(job: Job | undefined, problem: string | undefined, leftMs: number): string {
  const rest = leftMs > 0 ? `waiting for at most ${formatDuration(leftMs)} more` : 'the timeout is over';
  if (problem !== undefined) return `state unknown: ${problem} (${rest})`;
  return `${job?.kind} job ${job?.id}: ${job?.state} (${rest})`;
}
