// What is new among jobs, in as few questions as will do.
import { jobDayMs, jobHistoryMs, lookUpAgainMs, mostInWindow } from '../../../config/polling.ts';
import { AwsProblemError } from '../../aws/errors/errors.ts';
import type { Job } from '../../domain/jobs/job.ts';
import { endOf, isActive } from '../../domain/jobs/job-state.ts';
import { scopeKey } from '../../domain/scope.ts';
import { dayMs } from '../../lib/duration.ts';
import type { KnownRows, Saying } from '../known.ts';
import type { Params } from '../resource.ts';
import type { Stored } from '../stored.ts';

/** Jobs asked for by id in one turn: a job may end without a completion date, and no list of changes has it then. */
const mostAskedById = 20;
/** AWS does not say whether its bounds are inclusive. */
export const edgeMs = 1_000;

// Ids come in upper and in lower case. Joined, since a text that is put together stays in pieces, each with a head.
export const jobKey = ({ scope, kind, id }: Pick<Job, 'scope' | 'kind' | 'id'>): string =>
  [scopeKey(scope), kind, id.toUpperCase()].join('/');

export const isJobGone = (job: Job, now: number): boolean =>
  job.isLost === true || (!isActive(job) && job.createdAt < now - jobHistoryMs);

/** What a job has of its own beside its times and its state. */
const ownMembers: readonly (keyof Job)[] = [
  ...([
    'id',
    'startBy',
    'completedAt',
    'expectedAt',
    'percent',
    'sizeBytes',
    'transferredBytes',
    'messageCategory',
  ] as const),
  ...([
    'recoveryPointArn',
    'copiedPointArn',
    'createdResourceArn',
    'validationStatus',
    'isLost',
    'lookedUpAt',
    'isFromEvent',
  ] as const),
  'parentId',
];

/** An event does not tell these: they are made up, or rougher than in a list. */
const untold: ReadonlySet<string> = new Set<keyof Job>(['isFromEvent', 'createdAt', 'isParent', 'scope']);

const membersOfEvent = (job: Job): readonly (keyof Job)[] =>
  (Object.keys(job) as (keyof Job)[]).filter((member) => !untold.has(member));

export const storedJobs: Stored<Job> = {
  at: 'createdAt',
  state: ({ state }) => state,
  startedAt: ({ startedAt }) => startedAt,
  // The end is known of each job that is over: what counts the jobs of a day looks at it alone.
  endedAt: (job) => (isActive(job) ? undefined : endOf(job)),
  subject: ({ resourceArn }) => resourceArn || undefined,
  shared: [
    ...(['kind', 'resourceArn', 'resourceName', 'resourceType', 'vaultName', 'vaultArn', 'sourceVaultArn'] as const),
    ...(['createdBy', 'backupType', 'roleArn', 'restoreTestingPlanArn', 'isParent'] as const),
  ],
  sharedOnceOver: ['message'],
  lazy: {
    columns: { at: 'createdAt', state: 'state', started: 'startedAt' },
    own: ownMembers,
  },
  endsForGood: true,
  partial: (job) => (job.isFromEvent ? membersOfEvent(job) : undefined),
  isGone: ({ isLost }) => isLost === true,
  volatile: ['percent', 'transferredBytes', 'expectedAt', 'lookedUpAt'],
  memberOfParam: { state: 'state', resourceArn: 'resourceArn', recoveryPointArn: 'recoveryPointArn' },
  outlivesListing: true,
  listedMs: jobHistoryMs,
};

export const historyStart = (now: number): Date => new Date(now - jobHistoryMs);

/** What a list of jobs is narrowed to; each kind of job names its filters in its own way. */
export interface JobRange {
  readonly createdAfter?: Date;
  readonly createdBefore?: Date;
  readonly completedAfter?: Date;
  readonly state?: string;
}

/** Nothing narrows the question. */
export const isEverything = (params: Params): boolean => Object.keys(params).length === 0;

export interface JobSource {
  list(range: JobRange): AsyncGenerator<Job[]>;
  describe(job: Job): Promise<Job | undefined>;
  /** What a job made may be judged after the job is over. */
  readonly isJudged?: true;
}

/** All jobs that AWS still knows: those of the last day first, since that is what people look at. */
export async function* allJobs(now: number, list: JobSource['list']): AsyncGenerator<Job[]> {
  const lately = now - jobDayMs;
  yield* list({ createdAfter: new Date(lately) });
  yield* list({ createdAfter: historyStart(now), createdBefore: new Date(lately + edgeMs) });
}

/**
 * Each job that still moves was made after the oldest of them: one list from there on has them all, those that ended and
 * those that are new. Where that would be long, the moving ones are asked for by state and the rest by when they were
 * made and ended. A job that was moving and is in none of the lists is asked for by its id, once.
 */
export async function* jobChanges(
  now: number,
  since: number,
  known: KnownRows<Job>,
  source: JobSource,
): AsyncGenerator<Job[]> {
  const judged = source.isJudged ? await known.saying(validating(now)) : [];
  const moving = [...(await known.busy()), ...judged];
  const missing = new Map(moving.map((job) => [jobKey(job), job]));
  for (const range of await rangesOf(since, known, moving)) {
    for await (const jobs of source.list(range)) {
      for (const job of jobs) missing.delete(jobKey(job));
      yield jobs;
    }
  }
  const asked = [...missing.values()].filter(({ lookedUpAt = 0 }) => now - lookedUpAt >= lookUpAgainMs);
  yield await Promise.all(asked.slice(0, mostAskedById).map((job) => lookUp(job, now, source)));
}

/** A restore test's validation goes on after its restore is over: for 168 hours at most, after a restore that took long. */
const longestJudgingMs = 10 * dayMs;

const validating = (now: number): Saying<Job> => ({
  member: 'validationStatus',
  value: 'VALIDATING',
  since: now - longestJudgingMs,
});

async function rangesOf(since: number, known: KnownRows<Job>, moving: readonly Job[]): Promise<JobRange[]> {
  const from = moving.reduce((oldest, { createdAt }) => Math.min(oldest, createdAt), since) - edgeMs;
  if ((await known.count(from, mostInWindow + 1)) <= mostInWindow) return [{ createdAfter: new Date(from) }];
  const states = new Set(['RUNNING', ...moving.filter(isActive).map(({ state }) => state)]);
  return [
    ...[...states].map((state) => ({ state })),
    { createdAfter: new Date(since) },
    { completedAfter: new Date(since) },
  ];
}

/** A refusal is no failure of the list: the job stays as it was, and is asked for again after a while. */
async function lookUp(job: Job, now: number, source: JobSource): Promise<Job> {
  try {
    return (await source.describe(job)) ?? { ...job, isLost: true };
  } catch (error) {
    const isLost = error instanceof AwsProblemError && error.problem.kind === 'not-found';
    return { ...job, lookedUpAt: now, ...(isLost ? { isLost } : {}) };
  }
}

/** Only the jobs that pass, with no empty pages left out: an empty page is progress too. */
export async function* only(pages: AsyncGenerator<Job[]>, test: (job: Job) => boolean): AsyncGenerator<Job[]> {
  for await (const jobs of pages) yield jobs.filter(test);
}
