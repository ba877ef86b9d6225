// Requests new and changed jobs in as few requests as possible.
import { jobDayMs, jobHistoryMs, lookUpAgainMs, mostInWindow } from '../../../config/polling.ts';
import { AwsProblemError } from '../../aws/errors/errors.ts';
import type { Job } from '../../domain/jobs/job.ts';
import { endOf, isActive } from '../../domain/jobs/job-state.ts';
import { scopeKey } from '../../domain/scope.ts';
import { dayMs } from '../../lib/duration.ts';
import type { KnownRows, Saying } from '../known.ts';
import type { Params } from '../resource.ts';
import type { Stored } from '../stored.ts';

/**
 * The maximum number of lookups by id in one poll: a job may end without a completion date, and then no list of changes
 * contains it.
 */
const mostAskedById = 20;
/** AWS does not document whether its bounds are inclusive. */
export const edgeMs = 1_000;

// Ids occur in upper and in lower case. The parts are joined, because V8 keeps a concatenated text in pieces, each with
// a header.
export const jobKey = ({ scope, kind, id }: Pick<Job, 'scope' | 'kind' | 'id'>): string =>
  [scopeKey(scope), kind, id.toUpperCase()].join('/');

export const isJobGone = (job: Job, now: number): boolean =>
  job.isLost === true || (!isActive(job) && job.createdAt < now - jobHistoryMs);

/** The members of a job that differ between jobs, besides times and state. */
const ownMembers: readonly (keyof Job)[] = [
  'id',
  'startBy',
  'completedAt',
  'expectedAt',
  'percent',
  'sizeBytes',
  'transferredBytes',
  'messageCategory',
  'recoveryPointArn',
  'copiedPointArn',
  'createdResourceArn',
  'validationStatus',
  'isLost',
  'lookedUpAt',
  'isFromEvent',
  'parentId',
];

/** Members that an event lacks: their values are assumed, or less exact than in a list. */
const untold: ReadonlySet<string> = new Set<keyof Job>(['isFromEvent', 'createdAt', 'isParent', 'scope']);

const membersOfEvent = (job: Job): readonly (keyof Job)[] =>
  (Object.keys(job) as (keyof Job)[]).filter((member) => !untold.has(member));

/** A job before its end: without what AWS says only of a job that is over. `waiting`: the state before its start. */
export const beforeEndOf = (waiting: string): NonNullable<Stored<Job>['beforeEnd']> => ({
  state: 'RUNNING',
  waiting,
  row({ completedAt: _, message: __, messageCategory: ___, validationStatus: ____, startedAt, ...job }, time) {
    if (startedAt === undefined) return { ...job, state: 'RUNNING' };
    return startedAt <= time ? { ...job, startedAt, state: 'RUNNING' } : { ...job, state: waiting };
  },
});

export const storedJobs: Stored<Job> = {
  at: 'createdAt',
  state: ({ state }) => state,
  startedAt: ({ startedAt }) => startedAt,
  // Each job that is over has an end: the counts of a day read only this member.
  endedAt: (job) => (isActive(job) ? undefined : endOf(job)),
  subject: ({ resourceArn }) => resourceArn || undefined,
  shared: [
    'kind',
    'resourceArn',
    'resourceName',
    'resourceType',
    'vaultName',
    'vaultArn',
    'sourceVaultArn',
    'createdBy',
    'backupType',
    'roleArn',
    'restoreTestingPlanArn',
    'isParent',
  ],
  sharedOnceOver: ['message'],
  lazy: {
    columns: { at: 'createdAt', state: 'state', started: 'startedAt' },
    own: ownMembers,
  },
  endsForGood: true,
  beforeEnd: beforeEndOf('CREATED'),
  partial: (job) => (job.isFromEvent ? membersOfEvent(job) : undefined),
  isGone: ({ isLost }) => isLost === true,
  volatile: ['percent', 'transferredBytes', 'expectedAt', 'lookedUpAt'],
  memberOfParam: {
    state: 'state',
    resourceArn: 'resourceArn',
    recoveryPointArn: 'recoveryPointArn',
    type: 'resourceType',
  },
  outlivesListing: true,
  listedMs: jobHistoryMs,
};

export const historyStart = (now: number): Date => new Date(now - jobHistoryMs);

/** The range of a list of jobs; each kind of job has its own filter names. */
export interface JobRange {
  readonly createdAfter?: Date;
  readonly createdBefore?: Date;
  readonly completedAfter?: Date;
  readonly state?: string;
}

/** The request has no params. */
export const isEverything = (params: Params): boolean => Object.keys(params).length === 0;

export interface JobSource {
  /** Epoch ms, as of the request. */
  readonly now: number;
  list(range: JobRange): AsyncGenerator<Job[]>;
  describe(job: Job): Promise<Job | undefined>;
  /** The result of a job may be validated after the job is over. */
  readonly isJudged?: true;
}

/** All jobs that AWS still lists: those of the last day first, because people look at them. */
export async function* allJobs(now: number, list: JobSource['list']): AsyncGenerator<Job[]> {
  const lately = now - jobDayMs;
  yield* list({ createdAfter: new Date(lately) });
  yield* list({ createdAfter: historyStart(now), createdBefore: new Date(lately + edgeMs) });
}

/**
 * Each active job was created after the oldest active one: a single list from there on has all of them, including ended
 * and new ones. If that list would be long, active jobs are requested by state and the others by time of creation and
 * end. A job that was active and is in none of the lists is requested by id, once.
 */
export async function* jobChanges(source: JobSource, since: number, known: KnownRows<Job>): AsyncGenerator<Job[]> {
  const { now } = source;
  const judged = source.isJudged ? await known.saying(validating(now)) : [];
  const moving = [...(await known.busy()), ...judged];
  const missing = new Map(moving.map((job) => [jobKey(job), job]));
  for (const range of await rangesOf(since, known, moving)) {
    for await (const jobs of source.list(range)) {
      for (const job of jobs) missing.delete(jobKey(job));
      yield jobs;
    }
  }
  const requested = [...missing.values()].filter(({ lookedUpAt = 0 }) => now - lookedUpAt >= lookUpAgainMs);
  yield await Promise.all(requested.slice(0, mostAskedById).map((job) => lookUp(job, source)));
}

/**
 * The validation of a restore test continues after the restore: for at most 168 hours, after a restore of any duration.
 */
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

/** A refusal does not fail the list: the job stays unchanged, and is looked up again later. */
async function lookUp(job: Job, { now, describe }: JobSource): Promise<Job> {
  try {
    return (await describe(job)) ?? { ...job, isLost: true };
  } catch (error) {
    const isLost = error instanceof AwsProblemError && error.problem.kind === 'not-found';
    return { ...job, lookedUpAt: now, ...(isLost ? { isLost } : {}) };
  }
}

/** Yields the jobs that pass. Empty pages are kept: they are progress, too. */
export async function* only(pages: AsyncGenerator<Job[]>, test: (job: Job) => boolean): AsyncGenerator<Job[]> {
  for await (const jobs of pages) yield jobs.filter(test);
}
