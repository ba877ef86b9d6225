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
type Summary = Pick<BackupJobSummary, 'AccountId' | 'Count' | 'StartTime' | 'EndTime'>;

const sumOfAll = 'AGGREGATE_ALL';

/** The value of a job in one dimension of the summary; undefined if the filter excludes the job. */
function labelOf(requested: string | undefined, actual: string | undefined): string | undefined {
  if (requested === undefined || requested === sumOfAll) return sumOfAll;
  if (requested === 'ANY' || requested === actual) return actual;
  return undefined;
}

/** The jobs of one kind. */
interface JobSource {
  kind: 'backup' | 'copy' | 'restore' | 'scan';
  between(estate: Estate, from: number, to: number): Counted[];
}

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

function summarize({ kind, between }: JobSource, input: SummaryInput, call: Call) {
  const { days, buckets } = checkPeriod(input.AggregationPeriod);
  const end = Math.floor(call.now / dayMs) * dayMs;
  const { items, nextToken } = pageOf(counted(), input, ([key]) => key);
  return { summaries: items.map(([, summary]) => ({ Region: call.region, ...summary })), nextToken };

  function countAll() {
    const jobs = countedEstates(input.AccountId, call).flatMap((estate) =>
      between(estate, end - days * buckets * dayMs, end).map((job) => ({ ...job, account: estate.account })),
    );
    return countDays(jobs, input, { end, days });
  }

  /** AWS counts the days of an organization once, after their end; so does the emulator. */
  function counted() {
    if (input.AccountId !== sumOfAll) return countAll();
    const { MaxResults: _, NextToken: __, ...requested } = input;
    const key = `${kind} ${end} ${JSON.stringify(requested)}`;
    const collection = call.estate.overlay.planOverlay.collection<[string, Summary][]>('job-summaries', call.region);
    const known = collection.get(key) ?? countAll();
    collection.set(key, known);
    return known;
  }
}

interface Period {
  /** Epoch ms at the end of the newest day. */
  readonly end: number;
  readonly days: number;
}

type CountedJob = Counted & { account: string };

function countDays(jobs: readonly CountedJob[], input: SummaryInput, { end, days }: Period): [string, Summary][] {
  const counts = new Map<string, Summary>();
  for (const job of jobs) {
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
  const { summaries, nextToken } = summarize(
    {
      kind: 'backup',
      between: ({ timeline }, from, to) =>
        timeline.backups(call.region, from, to).map((job) => ({
          createdAt: job.createdAt,
          labels: {
            State: backupState(job, call.now),
            ResourceType: job.resource.type,
            MessageCategory: messageCategory(job, call.now) ?? 'MISCELLANEOUS',
          },
        })),
    },
    input,
    call,
  );
  return {
    BackupJobSummaries: summaries as BackupJobSummary[],
    AggregationPeriod: input.AggregationPeriod ?? 'ONE_DAY',
    NextToken: nextToken,
  };
}

export function listCopyJobSummaries(input: ListCopyJobSummariesInput, call: Call): ListCopyJobSummariesOutput {
  const { summaries, nextToken } = summarize(
    {
      kind: 'copy',
      between: ({ timeline }, from, to) =>
        timeline.copies(call.region, from, to).map((job) => ({
          createdAt: job.createdAt,
          labels: {
            State: copyState(job, call.now),
            ResourceType: job.backup.resource.type,
            MessageCategory: job.reason?.category ?? 'SUCCESS',
          },
        })),
    },
    input,
    call,
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
  const { summaries, nextToken } = summarize(
    {
      kind: 'restore',
      between: ({ timeline }, from, to) =>
        timeline.restores(call.region, from, to).map((job) => ({
          createdAt: job.createdAt,
          labels: { State: restoreStatus(job, call.now), ResourceType: job.backup.resource.type },
        })),
    },
    input,
    call,
  );
  return {
    RestoreJobSummaries: summaries as NonNullable<ListRestoreJobSummariesOutput['RestoreJobSummaries']>,
    AggregationPeriod: input.AggregationPeriod ?? 'ONE_DAY',
    NextToken: nextToken,
  };
}

export function listScanJobSummaries(input: ListScanJobSummariesInput, call: Call): ListScanJobSummariesOutput {
  const { summaries, nextToken } = summarize(
    {
      kind: 'scan',
      between: (estate, from, to) =>
        scansBetween(estate, call.region, { from, to }).map((scan) => ({
          createdAt: scan.createdAt,
          labels: {
            State: scanState(scan, call.now),
            ResourceType: scan.backup.resource.type,
            MalwareScanner: 'GUARDDUTY',
            ScanResultStatus: scan.endsAt <= call.now ? (scan.result ?? 'UNKNOWN') : 'UNKNOWN',
          },
        })),
    },
    input,
    call,
  );
  return {
    ScanJobSummaries: summaries as NonNullable<ListScanJobSummariesOutput['ScanJobSummaries']>,
    AggregationPeriod: input.AggregationPeriod ?? 'ONE_DAY',
    NextToken: nextToken,
  };
}
