// Job counts by day. AWS counts complete days only, so today is missing.
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
import type { Estate } from '../../estate/estate.ts';
import { backupState } from '../../estate/jobs/simulated-backup.ts';
import { copyState } from '../../estate/jobs/simulated-copy.ts';
import { restoreStatus } from '../../estate/jobs/simulated-restore.ts';
import { scanState, scansBetween } from '../../estate/jobs/simulated-scan.ts';
import type { Call } from '../../protocols/service.ts';
import { invalidParameter } from '../../wire/aws-error.ts';
import { pageOf } from '../../wire/paging.ts';
import { messageCategory } from './backup-jobs.ts';

const dayMs = 86_400_000;
const periodDays: Record<AggregationPeriod, { days: number; buckets: number }> = {
  ONE_DAY: { days: 1, buckets: 14 },
  SEVEN_DAYS: { days: 7, buckets: 1 },
  FOURTEEN_DAYS: { days: 14, buckets: 1 },
};

/** The values of a job, by the summary member that contains them. */
type Labels = Readonly<Record<string, string | undefined>>;

interface Counted {
  createdAt: number;
  labels: Labels;
}

type SummaryInput = Pick<ListBackupJobSummariesInput, 'AccountId' | 'AggregationPeriod' | 'MaxResults' | 'NextToken'>;
type Summary = Pick<BackupJobSummary, 'Region' | 'AccountId' | 'Count' | 'StartTime' | 'EndTime'>;

const sumOfAll = 'AGGREGATE_ALL';

/** The value of a job in one dimension of the summary; undefined if the filter excludes the job. */
function labelOf(requested: string | undefined, actual: string | undefined): string | undefined {
  if (requested === undefined || requested === sumOfAll) return sumOfAll;
  if (requested === 'ANY' || requested === actual) return actual;
  return undefined;
}

type Jobs = (estate: Estate, from: number, to: number) => Counted[];

/** An account other than the management account counts its own jobs, whatever account it requests. */
function countedEstates(requested: string | undefined, { estate }: Call): Estate[] {
  const { organization } = estate;
  if (requested === undefined || estate.account !== organization.management) return [estate];
  if (requested === 'ANY' || requested === sumOfAll) return organization.estates();
  return [organization.estateOf(requested)].filter((candidate) => candidate !== undefined);
}

function checkPeriod(requested: string = 'ONE_DAY') {
  if (Object.hasOwn(periodDays, requested)) return periodDays[requested as AggregationPeriod];
  throw invalidParameter(`Invalid aggregation period: ${requested}.`);
}

function summarize(kind: string, input: SummaryInput, call: Call, jobsBetween: Jobs) {
  const { days, buckets } = checkPeriod(input.AggregationPeriod);
  const end = Math.floor(call.now / dayMs) * dayMs;
  const { items, nextToken } = pageOf(counted(), input, ([key]) => key);
  return { summaries: items.map(([, summary]) => summary), nextToken };

  /** AWS counts the days of an organization once, after their end; so does the emulator. */
  function counted() {
    if (input.AccountId !== sumOfAll) return countDays(input, call, { end, days, buckets }, jobsBetween);
    const { MaxResults: _, NextToken: __, ...requested } = input;
    const key = `${kind} ${end} ${JSON.stringify(requested)}`;
    const collection = call.estate.overlay.planOverlay.collection<[string, Summary][]>('job-summaries', call.region);
    const known = collection.get(key) ?? countDays(input, call, { end, days, buckets }, jobsBetween);
    collection.set(key, known);
    return known;
  }
}

interface Period {
  /** Epoch ms at the end of the newest day. */
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
  const counted = countedEstates(input.AccountId, call).flatMap((estate) =>
    jobsBetween(estate, end - days * buckets * dayMs, end).map((job) => ({ ...job, account: estate.account })),
  );
  for (const job of counted) {
    const requested = input as Labels;
    const labels = Object.entries(job.labels).map(
      ([name, actual]) => [name, labelOf(requested[name], actual)] as const,
    );
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
    timeline.backups(call.region, from, to).map((job) => ({
      createdAt: job.createdAt,
      labels: {
        State: backupState(job, call.now),
        ResourceType: job.resource.type,
        MessageCategory: messageCategory(job, call.now) ?? 'MISCELLANEOUS',
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
    timeline.copies(call.region, from, to).map((job) => ({
      createdAt: job.createdAt,
      labels: {
        State: copyState(job, call.now),
        ResourceType: job.backup.resource.type,
        MessageCategory: job.reason?.category ?? 'SUCCESS',
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
    timeline.restores(call.region, from, to).map((job) => ({
      createdAt: job.createdAt,
      labels: { State: restoreStatus(job, call.now), ResourceType: job.backup.resource.type },
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
