// The last restore of a resource that proves that it can be restored.
import type { Job } from '../jobs/job.ts';
import { endOf } from '../jobs/job-state.ts';

export interface Proof {
  /** Epoch ms of the last restore that worked. */
  readonly at: number;
  readonly job: Job;
}

export const badValidations: ReadonlySet<string> = new Set(['FAILED', 'TIMED_OUT']);

const isProof = ({ state, validationStatus }: Job): boolean =>
  state === 'COMPLETED' && !badValidations.has(validationStatus ?? '') && validationStatus !== 'VALIDATING';

/** Newest first in, the newest that worked out. */
export function lastProof(restores: readonly Job[]): Proof | undefined {
  const job = restores.find(isProof);
  return job && { at: endOf(job), job };
}
