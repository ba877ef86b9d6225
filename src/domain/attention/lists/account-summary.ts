// What is known of one account over its Regions: how much is protected, what fails, how old the oldest data is, and who read it.
import { defined } from '../../../lib/defined.ts';
import { dayMs } from '../../../lib/duration.ts';
import { type DayCounts, dayCounts, noCounts } from '../../jobs/day-counts.ts';
import type { Job } from '../../jobs/job.ts';
import { endOf, isActive } from '../../jobs/job-state.ts';
import type { Scope } from '../../scope.ts';
import { createEvaluationTime } from '../evaluation-time.ts';
import { type AnsweredFact, answeredFacts, type ScopeFacts } from '../facts.ts';
import { newestPoint } from '../points/newest-point.ts';
import type { ResourceCase, ScopeView } from '../scope-view.ts';

/** A figure is absent where nothing tells it, which is not 0. */
interface Figures {
  /** Protected resources, each where it lives: other account-Regions list those of which they have copies. */
  readonly protected?: number;
  /** Resources whose last backup job that is over did not complete. */
  readonly failing?: number;
  /** Epoch ms of the newest data of the resource whose newest data is the oldest. */
  readonly oldestAt?: number;
  /** Resources without a usable backup. */
  readonly withoutBackup?: number;
  /** Of backup, copy and restore jobs. */
  readonly last24Hours?: DayCounts;
  /** Epoch ms of the oldest answer to a list of jobs. */
  readonly readAt?: number;
}

/** The same of one of its Regions. */
export interface AccountPart extends Figures {
  readonly region: string;
  /** Lists that have no answer. */
  readonly unread: readonly AnsweredFact[];
}

export interface UnreadList {
  readonly list: AnsweredFact;
  readonly regions: readonly string[];
}

/** Where a figure lacks Regions, which `unread` tells, it is at least what it says. */
export interface AccountSummary extends Figures {
  /** Of its first Region. */
  readonly scope: Scope;
  readonly accountId: string;
  /** The id where AWS tells no name. */
  readonly name: string;
  readonly regions: readonly string[];
  readonly unread: readonly UnreadList[];
  /** ARN of the role or user that reads it. */
  readonly readBy: string;
  /** No credentials given here act in the account: it is known by the lists that span the organization. */
  readonly throughOrganization: boolean;
}

export type AccountOwner = Pick<AccountSummary, 'scope' | 'accountId' | 'name' | 'readBy' | 'throughOrganization'>;

export function accountPart(view: ScopeView, now: number): AccountPart {
  const { facts } = view;
  const { backupJobs, resources } = facts;
  const unread = answeredFacts.filter((list) => facts[list] === undefined);
  return {
    region: facts.scope.region,
    unread,
    ...defined({
      protected: resources?.rows.filter(({ arn }) => facts.elsewhere?.judgesHere(arn) ?? true).length,
      failing: backupJobs && [...view.cases.values()].filter(isFailing).length,
      last24Hours: countsOf(facts, now),
      readAt: oldestAnswer(facts),
    }),
    ...agesOf(view, now),
  };
}

const jobLists = ['backupJobs', 'copyJobs', 'restoreJobs'] as const satisfies readonly AnsweredFact[];

function isFailing({ backups }: ResourceCase): boolean {
  const last = backups.find((job) => !isActive(job));
  return last !== undefined && last.state !== 'COMPLETED';
}

function countsOf(facts: ScopeFacts, now: number): DayCounts | undefined {
  const answers = jobLists.flatMap((list) => facts[list] ?? []);
  if (answers.length === 0) return undefined;
  const jobs = answers.flatMap(({ rows }): readonly Job[] => rows);
  const ended = jobs.filter((job) => !isActive(job) && endOf(job) >= now - dayMs);
  return dayCounts(
    ended.map(({ state, messageCategory, message }) => ({ state, count: 1, ...defined({ messageCategory, message }) })),
    jobs.filter(isActive).length,
  );
}

const oldestAnswer = (facts: ScopeFacts): number | undefined => least(jobLists.map((list) => facts[list]?.at));

/** Without the points, whatever has no job of late may have a backup that is older. */
function agesOf(view: ScopeView, now: number): Pick<Figures, 'oldestAt' | 'withoutBackup'> {
  const { facts } = view;
  const context = { view, time: createEvaluationTime(now) };
  const homes = [...view.cases.values()].filter(({ isJudgedHere }) => isJudgedHere);
  const newest = homes.map((resource) => newestPoint(resource, context)?.at);
  const isKnown = facts.points !== undefined && facts.resources !== undefined;
  return defined({
    oldestAt: least(newest),
    withoutBackup: isKnown ? newest.filter((at) => at === undefined).length : undefined,
  });
}

export function accountSummary(owner: AccountOwner, inAnyOrder: readonly AccountPart[]): AccountSummary {
  const parts = inAnyOrder.toSorted((one, other) => (one.region < other.region ? -1 : 1));
  return {
    ...owner,
    regions: parts.map(({ region }) => region),
    unread: unreadIn(parts),
    ...defined({
      protected: sum(parts.map((part) => part.protected)),
      failing: sum(parts.map(({ failing }) => failing)),
      oldestAt: least(parts.map(({ oldestAt }) => oldestAt)),
      withoutBackup: sum(parts.map(({ withoutBackup }) => withoutBackup)),
      last24Hours: sumOfCounts(parts.flatMap(({ last24Hours }) => last24Hours ?? [])),
      readAt: least(parts.map(({ readAt }) => readAt)),
    }),
  };
}

function unreadIn(parts: readonly AccountPart[]): UnreadList[] {
  return answeredFacts.flatMap((list) => {
    const regions = parts.filter(({ unread }) => unread.includes(list)).map(({ region }) => region);
    return regions.length === 0 ? [] : [{ list, regions }];
  });
}

/** undefined: none of them is known. */
function sum(numbers: readonly (number | undefined)[]): number | undefined {
  const known = numbers.filter((number) => number !== undefined);
  return known.length === 0 ? undefined : known.reduce((total, number) => total + number, 0);
}

function least(numbers: readonly (number | undefined)[]): number | undefined {
  const known = numbers.filter((number) => number !== undefined);
  return known.length === 0 ? undefined : Math.min(...known);
}

function sumOfCounts(counts: readonly DayCounts[]): DayCounts | undefined {
  if (counts.length === 0) return undefined;
  const names = Object.keys(noCounts) as (keyof DayCounts)[];
  return Object.fromEntries(
    names.map((name) => [name, counts.reduce((total, one) => total + one[name], 0)]),
  ) as unknown as DayCounts;
}
