// Reads one job by its id, of a known kind or of any kind.
import { AwsProblemError, isAbsent } from '../../aws/errors/errors.ts';
import type { Job } from '../../domain/jobs/job.ts';
import { resources } from '../../resources/index.ts';
import type { RequestContext } from '../../resources/resource.ts';
import type { jobListIds } from '../../resources/resource-id.ts';

export type JobList = (typeof jobListIds)[number];

export const jobKinds = ['backup', 'copy', 'restore'] as const satisfies readonly Job['kind'][];

export const listOfKind = (kind: Job['kind']): JobList => `${kind}-jobs`;

/** Binds the params of a list to a request. */
export type ContextOf = (params: Readonly<Record<string, string>>) => RequestContext;

/** Rejects if AWS does not return the job. */
export async function readJob(contextOf: ContextOf, kind: Job['kind'], id: string): Promise<Job> {
  for await (const page of resources[listOfKind(kind)].list(contextOf({ id }))) {
    const [job] = page as readonly Job[];
    if (job) return job;
  }
  throw new Error(`AWS returned no ${kind} job ${id}.`);
}

/**
 * Ids do not tell the kind of a job: each kind is asked for. undefined: AWS says of each kind that there is no such job.
 * Rejects if the job is not found while a kind cannot be asked for.
 */
export async function findJob(contextOf: ContextOf, id: string): Promise<Job | undefined> {
  let problem: unknown;
  for (const kind of jobKinds) {
    try {
      return await readJob(contextOf, kind, id);
    } catch (error) {
      if (!(error instanceof AwsProblemError && isAbsent(error.problem))) problem ??= error;
    }
  }
  if (problem !== undefined) throw problem;
  return undefined;
}
