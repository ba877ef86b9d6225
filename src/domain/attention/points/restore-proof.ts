// The last restore of a resource that proves that it can be restored.
import type { Job } from '../../jobs/job.ts';
import { endOf } from '../../jobs/job-state.ts';
import type { ResourceCase } from '../scope-view.ts';

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

/** Epoch ms: copies are restored where they lie, which proves the resource as well. */
export function newestProof(here: Proof | undefined, { remote }: Pick<ResourceCase, 'remote'>): number | undefined {
  const times = [here?.at, remote?.provenAt].filter((at) => at !== undefined);
  return times.length === 0 ? undefined : Math.max(...times);
}
