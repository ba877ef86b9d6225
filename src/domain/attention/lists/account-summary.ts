// The figures of one account over its Regions: protected resources, failing resources, age of the oldest data, and the
// identity that reads the account.
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

/** A figure is absent if no response has it. Absent does not mean 0. */
interface Figures {
  /**
   * Protected resources, each counted in the Region of the resource: other account-Regions also list the resources of
   * which they have copies.
   */
  readonly protected?: number;
  /** Resources whose newest ended backup job did not complete. */
  readonly failing?: number;
  /** For each resource the time of its newest data is taken; of these times, the earliest. Epoch ms. */
  readonly oldestAt?: number;
  /** Resources without a usable recovery point. */
  readonly withoutBackup?: number;
  /** Counts of backup, copy and restore jobs. */
  readonly last24Hours?: DayCounts;
  /** Epoch ms of the oldest response to a list of jobs. */
  readonly readAt?: number;
}

/** The figures of one Region of the account. */
export interface AccountPart extends Figures {
  readonly region: string;
  /** Lists without a response. */
  readonly unread: readonly AnsweredFact[];
}

export interface UnreadList {
  readonly list: AnsweredFact;
  readonly regions: readonly string[];
}

/** A figure that lacks Regions, which `unread` names, is a lower bound. */
export interface AccountSummary extends Figures {
  /** The scope of the account's first Region. */
  readonly scope: Scope;
  readonly accountId: string;
  /** The account id if AWS returns no name. */
  readonly name: string;
  readonly regions: readonly string[];
  readonly unread: readonly UnreadList[];
  /** ARN of the role or user that reads the account. */
  readonly readBy: string;
  /** No configured credentials reach the account: only the lists of the organization include it. */
  readonly throughOrganization: boolean;
}

export type AccountOwner = Pick<AccountSummary, 'scope' | 'accountId' | 'name' | 'readBy' | 'throughOrganization'>;

/** The figures of one Region; a figure without a response is absent. */
export function accountPart(view: ScopeView, now: number): AccountPart {
  const { facts } = view;
  const { backupJobs, resources } = facts;
  const unread = answeredFacts.filter((list) => facts[list] === undefined);
  return {
    region: facts.scope.region,
    unread,
    ...defined({
      protected: resources?.rows.filter(({ arn }) => facts.elsewhere?.evaluatesHere(arn) ?? true).length,
      failing: backupJobs && [...view.cases.values()].filter(isFailing).length,
      last24Hours: countsOf(facts, now),
      readAt: oldestResponse(facts),
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
  const responses = jobLists.flatMap((list) => facts[list] ?? []);
  if (responses.length === 0) return undefined;
  const jobs = responses.flatMap(({ rows }): readonly Job[] => rows);
  const ended = jobs.filter((job) => !isActive(job) && endOf(job) >= now - dayMs);
  return dayCounts(
    ended.map(({ state, messageCategory, message }) => ({ state, count: 1, ...defined({ messageCategory, message }) })),
    jobs.filter(isActive).length,
  );
}

const oldestResponse = (facts: ScopeFacts): number | undefined => least(jobLists.map((list) => facts[list]?.at));

/** Without recovery points the ages are unknown: a resource without a recent job may have an older recovery point. */
function agesOf(view: ScopeView, now: number): Pick<Figures, 'oldestAt' | 'withoutBackup'> {
  const { facts } = view;
  const context = { view, time: createEvaluationTime(now) };
  const homes = [...view.cases.values()].filter(({ isEvaluatedHere }) => isEvaluatedHere);
  const newest = homes.map((resource) => newestPoint(resource, context)?.at);
  const isKnown = facts.points !== undefined && facts.resources !== undefined;
  return defined({
    oldestAt: least(newest),
    withoutBackup: isKnown ? newest.filter((at) => at === undefined).length : undefined,
  });
}

/** Joins the figures of an account's Regions. */
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

/** undefined: all numbers are unknown. */
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
