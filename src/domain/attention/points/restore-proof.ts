// The last restore that proves that a resource can be restored.
import type { Job } from '../../jobs/job.ts';
import { endOf } from '../../jobs/job-state.ts';
import type { ResourceCase } from '../scope-view.ts';

export interface Proof {
  /** Epoch ms of the last successful restore. */
  readonly at: number;
  readonly job: Job;
}

export const badValidations: ReadonlySet<string> = new Set(['FAILED', 'TIMED_OUT']);

const isProof = ({ state, validationStatus }: Job): boolean =>
  state === 'COMPLETED' && !badValidations.has(validationStatus ?? '') && validationStatus !== 'VALIDATING';

/** `restores`: newest first. Returns the newest that succeeded. */
export function lastProof(restores: readonly Job[]): Proof | undefined {
  const job = restores.find(isProof);
  return job && { at: endOf(job), job };
}

/** Epoch ms. A copy is restored in its own account-Region, which proves the resource as well. */
export function newestProof(here: Proof | undefined, { remote }: Pick<ResourceCase, 'remote'>): number | undefined {
  const times = [here?.at, remote?.provenAt].filter((at) => at !== undefined);
  return times.length === 0 ? undefined : Math.max(...times);
}
