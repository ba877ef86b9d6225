// `--wait`: the ends of the jobs that an action started.
import type { RunTarget } from '../../app/forms/run.ts';
import { startedId } from '../../app/forms/started.ts';
import type { Job } from '../../domain/jobs/job.ts';
import { systemClock } from '../../lib/clock.ts';
import type { JobListId } from '../../resources/resource-id.ts';
import { exitCodes } from '../output/exit-codes.ts';
import { complain } from '../output/output.ts';
import { type Awaited, awaitJob } from '../wait/await-job.ts';
import { readJob } from '../wait/find-job.ts';
import { codeOf, reportJson, reportText, unknownCode } from '../wait/report.ts';
import type { ActArguments } from './arguments.ts';
import { requestContextIn, type Session } from './prepare.ts';

export interface JobWait {
  readonly code: number;
  /** Beside the outcome of the target; empty: no job was started. */
  readonly result: { readonly job?: object };
}

/** One for each target, in their order. Without `--wait`, and for a target without a job, the code is 0. */
export function awaitStarted(
  { action, waitMs }: ActArguments,
  targets: readonly RunTarget[],
  session: Session,
): Promise<readonly JobWait[]> {
  const until = systemClock.now() + (waitMs ?? 0);
  return Promise.all(
    targets.map(async (target): Promise<JobWait> => {
      if (waitMs === undefined || !action.starts || target.outcome !== 'done') {
        return { code: exitCodes.fine, result: {} };
      }
      const id = startedId(action, target);
      if (id === undefined) {
        complain(`${action.starts.title} started, but AWS did not return its id, so --wait cannot wait for it.`);
        return { code: unknownCode, result: {} };
      }
      const kind = kinds[action.starts.resource];
      const ended: Awaited = await awaitJob({
        clock: systemClock,
        until,
        read: () => readJob((params) => requestContextIn({ ...session, scope: target.scope }, params), kind, id),
        say: complain,
      });
      complain(reportText(id, ended));
      return { code: codeOf(ended), result: { job: reportJson(id, ended) } };
    }),
  );
}

const kinds: Readonly<Record<JobListId, Job['kind']>> = {
  'backup-jobs': 'backup',
  'copy-jobs': 'copy',
  'restore-jobs': 'restore',
};

/** A job that failed counts more than one whose end is not known. */
export const worstOf = (codes: readonly number[]): number =>
  codes.includes(exitCodes.failed) ? exitCodes.failed : Math.max(exitCodes.fine, ...codes);
