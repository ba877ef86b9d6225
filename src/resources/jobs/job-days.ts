import type {
  BackupJobSummary,
  CopyJobSummary,
  ListBackupJobSummariesInput,
  RestoreJobSummary,
} from '@aws-sdk/client-backup';
import type { Job } from '../../domain/jobs/job.ts';
import { addCounts, type JobDay } from '../../domain/jobs/job-day.ts';
import { stateTone } from '../../domain/jobs/job-state.ts';
import { scopeKey } from '../../domain/scope.ts';
import { dayMs } from '../../lib/duration.ts';
import { formatDateTime } from '../../lib/text/format.ts';
import { epochOf, wordsOf } from '../reading.ts';
import type { Column, RequestContext, Resource } from '../resource.ts';
import { fieldsSection, scopeEntries, timeText } from '../sections.ts';

type Summary = BackupJobSummary | CopyJobSummary | RestoreJobSummary;
type Counts = Record<string, number>;

/** The maximum that the operations document. */
const summariesOnPage = 500;
const input = {
  State: 'ANY',
  AggregationPeriod: 'ONE_DAY',
  MaxResults: summariesOnPage,
} as const satisfies ListBackupJobSummariesInput;

const count = (title: string, keep: number, of: (day: JobDay) => number): Column<JobDay> => ({
  id: title.toLowerCase(),
  title,
  width: 9,
  keep,
  align: 'right',
  sortBy: of,
  text: (day) => (of(day) === 0 ? '-' : String(of(day))),
  tone: (day) => (of(day) === 0 ? 'muted' : stateTone(title)),
});
const inState = (state: string, keep: number) => count(state, keep, ({ counts }) => counts[state] ?? 0);
const at = ({ startsAt }: JobDay): number => startsAt;
const dayOf = ({ startsAt }: JobDay): string => formatDateTime(startsAt).slice(0, 10);
const total = ({ counts }: JobDay) => Object.values(counts).reduce((sum, each) => sum + each, 0);

/** AWS's own counts of the last 14 whole days: three calls for each Region, for any number of jobs. */
/** AWS counts each of the newest fourteen whole days; the oldest of them began at most this long ago. */
const listedDaysMs = 15 * dayMs;

export const jobDays: Resource<JobDay> = {
  id: 'job-days',
  title: 'job day',
  plural: 'job days',
  aliases: ['days', 'jd', 'summaries', 'job-summaries'],
  cadence: 'settings',
  acrossAccounts: true,
  params: {},
  fields: ['kind', 'startsAt', 'endsAt', 'counts'],
  async *list(request) {
    yield* daysOf(
      request,
      'backup',
      summaries(request.pages('backup', 'ListBackupJobSummaries', input), 'BackupJobSummaries'),
    );
    yield* daysOf(
      request,
      'copy',
      summaries(request.pages('backup', 'ListCopyJobSummaries', input), 'CopyJobSummaries'),
    );
    yield* daysOf(
      request,
      'restore',
      summaries(request.pages('backup', 'ListRestoreJobSummaries', input), 'RestoreJobSummaries'),
    );
  },
  key: ({ scope, kind, startsAt }) => `${scopeKey(scope)}/${kind}/${startsAt}`,
  stored: {
    at: 'startsAt',
    volatile: ['endsAt', 'counts'],
    always: ['endsAt', 'counts'],
    outlivesListing: true,
    listedMs: listedDaysMs,
  },
  columns: [
    { id: 'day', title: 'DAY (UTC)', width: 10, keep: 100, text: dayOf, sortBy: at },
    { id: 'kind', title: 'JOBS', width: 8, keep: 99, text: ({ kind }) => kind },
    inState('COMPLETED', 95),
    inState('FAILED', 96),
    inState('EXPIRED', 80),
    inState('ABORTED', 60),
    inState('PARTIAL', 70),
    count('TOTAL', 90, total),
  ],
  sort: { column: 'day', descending: true },
  label: (day) => `${day.kind} jobs of ${dayOf(day)}`,
  copyText: dayOf,
  describe: async (_ask, day) => day,
  detail: (day, _document, now) => [
    fieldsSection('Day', [
      ['Jobs', day.kind],
      ['Began', timeText(day.startsAt, now)],
      ['As of', timeText(day.endsAt, now)],
      ...scopeEntries(day.scope),
    ]),
    fieldsSection(
      'Jobs by state',
      Object.entries(day.counts).map(([state, number]) => [state, String(number), stateTone(state)]),
    ),
  ],
  drillDowns: [],
};

async function* summaries<Name extends string>(
  pages: AsyncGenerator<{ readonly [Member in Name]?: Summary[] | undefined }>,
  name: Name,
): AsyncGenerator<Summary[]> {
  for await (const page of pages) yield page[name] ?? [];
}

/** Yields when all pages have arrived: the states of a day may be on two pages. */
async function* daysOf(
  request: RequestContext,
  kind: Job['kind'],
  pages: AsyncGenerator<Summary[]>,
): AsyncGenerator<JobDay[]> {
  const days = new Map<number, JobDay & { readonly counts: Counts }>();
  const jobs = { scope: request.scope, kind };
  for await (const page of pages) for (const raw of page) addTo(days, raw, jobs);
  yield [...days.values()];
}

function addTo(
  days: Map<number, JobDay & { counts: Counts }>,
  raw: Summary,
  jobs: Pick<JobDay, 'scope' | 'kind'>,
): void {
  const [startsAt, endsAt, state] = [epochOf(raw.StartTime), epochOf(raw.EndTime), wordsOf(raw.State)];
  if (startsAt === undefined || endsAt === undefined || state === undefined) return;
  const day = days.get(startsAt) ?? { ...jobs, startsAt, endsAt, counts: {} };
  addCounts(day.counts, { [state]: raw.Count ?? 0 });
  days.set(startsAt, day);
}
