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
  ListScanJobSummariesInput,
  ListScanJobSummariesOutput,
} from '@aws-sdk/client-backup';
import { backupState } from '../../estate/backup-fate.ts';
import type { Estate } from '../../estate/estate.ts';
import { copyState, restoreStatus } from '../../estate/follow-fates.ts';
import { scanState, scansBetween } from '../../estate/scan-fates.ts';
import { invalidParameter } from '../../wire/aws-error.ts';
import { pageOf } from '../../wire/paging.ts';
import type { Call } from '../service.ts';
import { messageCategory } from './backup-jobs.ts';

const dayMs = 86_400_000;
const periodDays: Record<AggregationPeriod, { days: number; buckets: number }> = {
  ONE_DAY: { days: 1, buckets: 14 },
  SEVEN_DAYS: { days: 7, buckets: 1 },
  FOURTEEN_DAYS: { days: 14, buckets: 1 },
};

/** What a job counts as, by the member of the summary that says so. */
type Labels = Readonly<Record<string, string | undefined>>;

interface Counted {
  createdAt: number;
  labels: Labels;
}

type SummaryInput = Pick<ListBackupJobSummariesInput, 'AccountId' | 'AggregationPeriod' | 'MaxResults' | 'NextToken'>;
type Summary = Pick<BackupJobSummary, 'Region' | 'AccountId' | 'Count' | 'StartTime' | 'EndTime'>;

const sumOfAll = 'AGGREGATE_ALL';

/** What a job counts as along one dimension; undefined when it is not asked for. */
function labelOf(asked: string | undefined, actual: string | undefined): string | undefined {
  if (asked === undefined || asked === sumOfAll) return sumOfAll;
  if (asked === 'ANY' || asked === actual) return actual;
  return undefined;
}

type Jobs = (estate: Estate, from: number, to: number) => Counted[];

/** Whoever is not the management account gets its own jobs counted, whichever it asks for. */
function estatesCounted(asked: string | undefined, { estate }: Call): Estate[] {
  const { organization } = estate;
  if (asked === undefined || estate.account !== organization.management) return [estate];
  if (asked === 'ANY' || asked === sumOfAll) return organization.estates();
  return [organization.estateOf(asked)].filter((one) => one !== undefined);
}

function checkPeriod(asked: string = 'ONE_DAY') {
  if (Object.hasOwn(periodDays, asked)) return periodDays[asked as AggregationPeriod];
  throw invalidParameter(`Invalid aggregation period: ${asked}.`);
}

function summarize(kind: string, input: SummaryInput, call: Call, jobsBetween: Jobs) {
  const { days, buckets } = checkPeriod(input.AggregationPeriod);
  const end = Math.floor(call.now / dayMs) * dayMs;
  const { items, nextToken } = pageOf(counted(), input, ([key]) => key);
  return { summaries: items.map(([, summary]) => summary), nextToken };

  /** AWS counts an organization's days once, when they are over; so does this. */
  function counted() {
    if (input.AccountId !== sumOfAll) return countDays(input, call, { end, days, buckets }, jobsBetween);
    const { MaxResults: _, NextToken: __, ...asked } = input;
    const key = `${kind} ${end} ${JSON.stringify(asked)}`;
    const shelf = call.estate.overlay.planSide.shelf<[string, Summary][]>('job-summaries', call.region);
    const known = shelf.get(key) ?? countDays(input, call, { end, days, buckets }, jobsBetween);
    shelf.set(key, known);
    return known;
  }
}

interface Period {
  /** Epoch ms at which the newest day is over. */
  readonly end: number;
  readonly days: number;
  readonly buckets: number;
}

function countDays(
  input: SummaryInput,
  call: Call,
  { end, days, buckets }: Period,
  jobsBetween: Jobs,
): [string, Summary][] {
  const counts = new Map<string, Summary>();
  const counted = estatesCounted(input.AccountId, call).flatMap((estate) =>
    jobsBetween(estate, end - days * buckets * dayMs, end).map((job) => ({ ...job, account: estate.account })),
  );
  for (const job of counted) {
    const asked = input as Labels;
    const labels = Object.entries(job.labels).map(([name, actual]) => [name, labelOf(asked[name], actual)] as const);
    if (labels.some(([, label]) => label === undefined)) continue;
    const account = input.AccountId === sumOfAll ? sumOfAll : job.account;
    const start = end - Math.ceil((end - job.createdAt) / (days * dayMs)) * days * dayMs;
    const key = [start, account, ...labels.map(([, label]) => label)].join(' ');
    const known = counts.get(key);
    counts.set(key, {
      Region: call.region,
      AccountId: account,
      ...Object.fromEntries(labels),
      Count: (known?.Count ?? 0) + 1,
      StartTime: new Date(start),
      EndTime: new Date(start + days * dayMs),
    });
  }
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
}

export function listBackupJobSummaries(input: ListBackupJobSummariesInput, call: Call): ListBackupJobSummariesOutput {
  const { summaries, nextToken } = summarize('backup', input, call, ({ timeline }, from, to) =>
    timeline.backups(call.region, from, to).map((fate) => ({
      createdAt: fate.createdAt,
      labels: {
        State: backupState(fate, call.now),
        ResourceType: fate.resource.type,
        MessageCategory: messageCategory(fate, call.now) ?? 'MISCELLANEOUS',
      },
    })),
  );
  return {
    BackupJobSummaries: summaries as BackupJobSummary[],
    AggregationPeriod: input.AggregationPeriod ?? 'ONE_DAY',
    NextToken: nextToken,
  };
}

export function listCopyJobSummaries(input: ListCopyJobSummariesInput, call: Call): ListCopyJobSummariesOutput {
  const { summaries, nextToken } = summarize('copy', input, call, ({ timeline }, from, to) =>
    timeline.copies(call.region, from, to).map((fate) => ({
      createdAt: fate.createdAt,
      labels: {
        State: copyState(fate, call.now),
        ResourceType: fate.backup.resource.type,
        MessageCategory: fate.verdict?.category ?? 'SUCCESS',
      },
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
  const { summaries, nextToken } = summarize('restore', input, call, ({ timeline }, from, to) =>
    timeline.restores(call.region, from, to).map((fate) => ({
      createdAt: fate.createdAt,
      labels: { State: restoreStatus(fate, call.now), ResourceType: fate.backup.resource.type },
    })),
  );
  return {
    RestoreJobSummaries: summaries as NonNullable<ListRestoreJobSummariesOutput['RestoreJobSummaries']>,
    AggregationPeriod: input.AggregationPeriod ?? 'ONE_DAY',
    NextToken: nextToken,
  };
}

export function listScanJobSummaries(input: ListScanJobSummariesInput, call: Call): ListScanJobSummariesOutput {
  const { summaries, nextToken } = summarize('scan', input, call, (estate, from, to) =>
    scansBetween(estate, call.region, from, to).map((scan) => ({
      createdAt: scan.createdAt,
      labels: {
        State: scanState(scan, call.now),
        ResourceType: scan.backup.resource.type,
        MalwareScanner: 'GUARDDUTY',
        ScanResultStatus: scan.endsAt <= call.now ? (scan.result ?? 'UNKNOWN') : 'UNKNOWN',
      },
    })),
  );
  return {
    ScanJobSummaries: summaries as NonNullable<ListScanJobSummariesOutput['ScanJobSummaries']>,
    AggregationPeriod: input.AggregationPeriod ?? 'ONE_DAY',
    NextToken: nextToken,
  };
}
