// The response to the list of backup jobs, reduced to the jobs that the rules read: mostly a tenth of tens of
// thousands.
import type { ListResponse, ScopeFacts } from '../../../domain/attention/facts.ts';
import {
  hasPartsAlone,
  isAnyCopied,
  type JobOutline,
  type Lately,
  latelySince,
  type NeededJob,
  neededAtFirst,
  wholeGroups,
} from '../../../domain/attention/runs/needed-jobs.ts';
import type { Job } from '../../../domain/jobs/job.ts';
import { resources } from '../../../resources/index.ts';
import type { OpenRow } from '../../../store/read/open-rows.ts';
import type { StoreReader } from '../../../store/read/store-reader.ts';
import type { FactSource } from './fact-places.ts';
import type { ReadKeptRows } from './kept-rows.ts';
import { listedSince, type ResponseReader } from './response-reader.ts';

const list = 'backup-jobs';

export interface NeededRowsOptions {
  readonly reader: Pick<StoreReader, 'outlines'>;
  readonly rowsOf: ReadKeptRows;
  readonly responses: ResponseReader;
}

/** `others`: the responses to other lists. `now`: epoch ms of the evaluation; `jobsMs`: see `WantedFacts`. */
export type ReadNeededJobs = (
  sources: readonly FactSource[],
  others: Pick<ScopeFacts, 'rules' | 'copyJobs' | 'points' | 'scanJobs'>,
  time: { readonly now: number; readonly jobsMs: number },
) => ListResponse<Job> | undefined;

export function createNeededJobs({ reader, rowsOf, responses }: NeededRowsOptions): ReadNeededJobs {
  return (sources, others, { now, jobsMs }) => {
    const [source, another] = responses.answered(list, sources);
    if (!source) return undefined;
    // If two identities see a job, one row may have more members than the other.
    if (another) return responses.read(list, sources) as ListResponse<Job>;
    const { stored: scope, scope: rowScope, at } = source;
    const outlines = reader.outlines({ resource: list, scope, since: listedSince(list, at), usual: 'COMPLETED' });
    const isLeftOut = (job: Job) => resources[list].isGone?.(job, at) ?? false;
    const read = (some: readonly JobOutline[]) =>
      rowsOf(
        { resource: list, scope, rowScope },
        some.map(([id]) => id),
      ).map(({ row: job, shared: alike }: OpenRow): NeededJob => ({ job, alike, isLeftOut: isLeftOut(job) }));
    const lately = {
      since: Math.min(latelySince(now, { ...others, backupJobs: { at } }), now - jobsMs),
      withLastBefore: isAnyCopied(others),
    };
    const jobs = readNeeded(outlines, lately, { read, whole: (first) => wholeGroups(first, others) });
    return { rows: jobs.flatMap((one) => (one.isLeftOut ? [] : [one.job])), at };
  };
}

interface NeededReading {
  /** Newest first. */
  read(outlines: readonly JobOutline[]): NeededJob[];
  whole(read: readonly NeededJob[]): ReadonlySet<number>;
}

function readNeeded(outlines: readonly JobOutline[], lately: Lately, { read, whole }: NeededReading): NeededJob[] {
  const isFirst = new Uint8Array(outlines.length);
  for (const index of neededAtFirst(outlines, lately)) isFirst[index] = 1;
  const first = read(outlines.filter((_, index) => isFirst[index] === 1));
  const groups = whole(first);
  if (groups.size === 0) return first;
  const more = outlines.filter(([, , , alike], index) => isFirst[index] === 0 && groups.has(alike ?? 0));
  const jobs = more.length === 0 ? first : [...first, ...read(more)];
  if (hasPartsAlone(jobs)) return read(outlines);
  return more.length === 0 ? jobs : jobs.toSorted(({ job: one }, { job: other }) => other.createdAt - one.createdAt);
}
