// Job counts by day: never of today, as AWS counts days that are over.
import type {
  AggregationPeriod,
  BackupJobSummary,
  ListBackupJobSummariesInput,
  ListBackupJobSummariesOutput,
  ListCopyJobSummariesInput,
  ListCopyJobSummariesOutput,
  ListRestoreJobSummariesInput,
  ListRestoreJobSummariesOutput,
} from '@aws-sdk/client-backup';
import { backupState } from '../../estate/backup-fate.ts';
import { copyState, restoreStatus } from '../../estate/follow-fates.ts';
import { pageOf } from '../../wire/paging.ts';
import type { Call } from '../service.ts';
import { messageCategory } from './backup-jobs.ts';

const dayMs = 86_400_000;
const periodDays: Record<AggregationPeriod, { days: number; buckets: number }> = {
  ONE_DAY: { days: 1, buckets: 14 },
  SEVEN_DAYS: { days: 7, buckets: 1 },
  FOURTEEN_DAYS: { days: 14, buckets: 1 },
};

interface Counted {
  createdAt: number;
  state: string | undefined;
  type: string;
  category?: string | undefined;
}

type SummaryInput = Omit<ListBackupJobSummariesInput, 'State'> & { State?: string | undefined };
type Summary = Omit<BackupJobSummary, 'State'> & { State?: string };

const sumOfAll = 'AGGREGATE_ALL';

/** What a job counts as along one dimension; undefined when it is not asked for. */
function labelOf(asked: string | undefined, actual: string | undefined): string | undefined {
  if (asked === undefined || asked === sumOfAll) return sumOfAll;
  if (asked === 'ANY' || asked === actual) return actual;
  return undefined;
}

function summarize(input: SummaryInput, call: Call, jobsBetween: (from: number, to: number) => Counted[]) {
  const { days, buckets } = periodDays[input.AggregationPeriod ?? 'ONE_DAY'];
  const end = Math.floor(call.now / dayMs) * dayMs;
  const counts = new Map<string, Summary>();
  for (const job of jobsBetween(end - days * buckets * dayMs, end)) {
    const state = labelOf(input.State, job.state);
    const type = labelOf(input.ResourceType, job.type);
    const category = labelOf(input.MessageCategory, job.category ?? 'MISCELLANEOUS');
    const account = labelOf(input.AccountId ?? call.account, call.account);
    if (state === undefined || type === undefined || category === undefined || account === undefined) continue;
    const start = end - Math.ceil((end - job.createdAt) / (days * dayMs)) * days * dayMs;
    const key = [start, account, state, type, category].join(' ');
    const known = counts.get(key);
    counts.set(key, {
      Region: call.region,
      AccountId: account,
      State: state,
      ResourceType: type,
      MessageCategory: category,
      Count: (known?.Count ?? 0) + 1,
      StartTime: new Date(start),
      EndTime: new Date(start + days * dayMs),
    });
  }
  const sorted = [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
  const { items, nextToken } = pageOf(sorted, input, ([key]) => key);
  return { summaries: items.map(([, summary]) => summary), nextToken };
}

export function listBackupJobSummaries(input: ListBackupJobSummariesInput, call: Call): ListBackupJobSummariesOutput {
  const { summaries, nextToken } = summarize(input, call, (from, to) =>
    call.estate.timeline.backups(call.region, from, to).map((fate) => ({
      createdAt: fate.createdAt,
      state: backupState(fate, call.now),
      type: fate.resource.type,
      category: messageCategory(fate, call.now),
    })),
  );
  return {
    BackupJobSummaries: summaries as BackupJobSummary[],
    AggregationPeriod: input.AggregationPeriod ?? 'ONE_DAY',
    NextToken: nextToken,
  };
}

export function listCopyJobSummaries(input: ListCopyJobSummariesInput, call: Call): ListCopyJobSummariesOutput {
  const { summaries, nextToken } = summarize(input, call, (from, to) =>
    call.estate.timeline.copies(call.region, from, to).map((fate) => ({
      createdAt: fate.createdAt,
      state: copyState(fate, call.now),
      type: fate.backup.resource.type,
      category: fate.verdict?.category ?? 'SUCCESS',
    })),
  );
  return {
    CopyJobSummaries: summaries as NonNullable<ListCopyJobSummariesOutput['CopyJobSummaries']>,
    AggregationPeriod: input.AggregationPeriod ?? 'ONE_DAY',
    NextToken: nextToken,
  };
}

export function listRestoreJobSummaries(
  input: ListRestoreJobSummariesInput,
  call: Call,
): ListRestoreJobSummariesOutput {
  const { summaries, nextToken } = summarize(input, call, (from, to) =>
    call.estate.timeline.restores(call.region, from, to).map((fate) => ({
      createdAt: fate.createdAt,
      state: restoreStatus(fate, call.now),
      type: fate.backup.resource.type,
    })),
  );
  return {
    RestoreJobSummaries: summaries as NonNullable<ListRestoreJobSummariesOutput['RestoreJobSummaries']>,
    AggregationPeriod: input.AggregationPeriod ?? 'ONE_DAY',
    NextToken: nextToken,
  };
}
