// The facts of one account-Region, joined by resource and by plan.

import { lazily } from '../../lib/lazily.ts';
import { shortName } from '../arn.ts';
import type { Job } from '../jobs/job.ts';
import { isActive } from '../jobs/job-state.ts';
import type { PlanRule } from '../plans/plan-rule.ts';
import type { Selection } from '../plans/selection.ts';
import { isRestoreTestResource } from '../resource-type.ts';
import type { ProtectedResource } from '../vaults/protected-resource.ts';
import type { RecoveryPoint } from '../vaults/recovery-point.ts';
import type { Vault } from '../vaults/vault.ts';
import type { ScopeFacts } from './facts.ts';
import { factsAbout } from './facts-about.ts';
import type { RemoteResource } from './points/remote-resource.ts';
import { type InfectedPoints, infectedPoints } from './points/usable-point.ts';
import { type NamingSelections, namingSelections } from './runs/naming-selections.ts';
import { type TakenBy, takenBy } from './runs/taken-by.ts';

/** All facts about one resource. Jobs are sorted newest first, without the jobs of its parts. */
export interface ResourceCase {
  readonly arn: string;
  readonly name: string;
  readonly type: string;
  readonly backups: readonly Job[];
  readonly copies: readonly Job[];
  readonly restores: readonly Job[];
  /** Jobs of all kinds that have not ended. */
  readonly active: readonly Job[];
  readonly points: readonly RecoveryPoint[];
  readonly taken: TakenBy;
  readonly listed?: ProtectedResource;
  /** What other account-Regions know of the resource. */
  readonly remote?: RemoteResource;
  /** The objectives of the resource are evaluated in this account-Region, and in no other. */
  readonly isEvaluatedHere: boolean;
}

export interface ScopeView {
  readonly facts: ScopeFacts;
  /** Sorted by id, like the selections. */
  readonly rules: ReadonlyMap<string, PlanRule>;
  readonly rulesOfPlan: ReadonlyMap<string, readonly PlanRule[]>;
  /** undefined: not known. */
  readonly selectionsOfPlan: ReadonlyMap<string, readonly Selection[]> | undefined;
  readonly vaultOfName: ReadonlyMap<string, Vault>;
  readonly cases: ReadonlyMap<string, ResourceCase>;
  readonly infected: InfectedPoints;
  /** The selections that name resources by ARN or by type. Computed at the first call. */
  readonly naming: () => NamingSelections;
  /** The last run of each rule. Computed at the first call. */
  readonly lastRuns: () => ReadonlyMap<string, LastRun>;
}

/** The newest job of a rule. */
export interface LastRun {
  readonly arn: string;
  /** Epoch ms. */
  readonly at: number;
  /** Epoch ms of the newest job of another resource. */
  readonly otherAt?: number;
}

interface OpenCase {
  readonly arn: string;
  readonly backups: Job[];
  readonly copies: Job[];
  readonly restores: Job[];
  readonly active: Job[];
  readonly points: RecoveryPoint[];
  listed?: ProtectedResource;
  remote?: RemoteResource;
}

export function createScopeView(facts: ScopeFacts): ScopeView {
  const rules = (facts.rules?.rows ?? []).filter(({ goneAt }) => goneAt === undefined).toSorted(byId);
  const selections = facts.selections?.rows.toSorted(byId);
  const selectionsOfPlan = selections && Map.groupBy(selections, ({ planId }) => planId);
  const cases = gatherCases(facts);
  return {
    facts,
    rules: new Map(rules.map((rule) => [rule.id, rule])),
    rulesOfPlan: Map.groupBy(rules, ({ planId }) => planId),
    selectionsOfPlan,
    vaultOfName: new Map((facts.vaults?.rows ?? []).map((vault) => [vault.name, vault])),
    cases,
    infected: infectedPoints(facts.scanJobs?.rows ?? []),
    naming: lazily(() => namingSelections([...(selectionsOfPlan?.values() ?? [])].flat())).value,
    lastRuns: lazily(() => lastRunsOf(cases)).value,
  };
}

/** The view of facts that differ from those of `known` in the rows about these resources, which have no parts. */
export function changedScopeView(known: ScopeView, facts: ScopeFacts, changed: ReadonlySet<string>): ScopeView {
  const found = gatherCases({ ...facts, ...factsAbout(changed, facts), ...elsewhereAbout(changed, facts) });
  const cases = new Map(known.cases);
  for (const arn of changed) {
    const resource = found.get(arn);
    if (resource) cases.set(arn, resource);
    else cases.delete(arn);
  }
  return { ...known, facts, cases, lastRuns: lazily(() => lastRunsOf(cases)).value };
}

function elsewhereAbout(arns: ReadonlySet<string>, { elsewhere }: ScopeFacts): Pick<ScopeFacts, 'elsewhere'> {
  if (!elsewhere) return {};
  const found = [...arns].flatMap((arn) => {
    const remote = elsewhere.resources.get(arn);
    return remote ? [[arn, remote] as const] : [];
  });
  return { elsewhere: { ...elsewhere, resources: new Map(found) } };
}

/** A fixed order: the findings do not depend on the order of the rows. */
const byId = (one: { readonly id: string }, other: { readonly id: string }): number => (one.id < other.id ? -1 : 1);

function lastRunsOf(cases: Cases): ReadonlyMap<string, LastRun> {
  const found = new Map<string, LastRun>();
  for (const { arn, backups } of cases.values()) {
    for (const { createdBy, createdAt } of backups) {
      if (createdBy?.ruleId) found.set(createdBy.ruleId, withRun(found.get(createdBy.ruleId), arn, createdAt));
    }
  }
  return found;
}

function withRun(known: LastRun | undefined, arn: string, at: number): LastRun {
  if (!known) return { arn, at };
  if (known.arn === arn) return at > known.at ? { ...known, at } : known;
  if (at > known.at) return { arn, at, otherAt: known.at };
  return at > (known.otherAt ?? 0) ? { ...known, otherAt: at } : known;
}

type Cases = ReadonlyMap<string, ResourceCase>;

function gatherCases(facts: ScopeFacts): Cases {
  const open = new Map<string, OpenCase>();
  const caseOf = (arn: string): OpenCase => {
    const known = open.get(arn);
    if (known) return known;
    const created: OpenCase = { arn, backups: [], copies: [], restores: [], active: [], points: [] };
    open.set(arn, created);
    return created;
  };
  for (const [jobs, list] of [
    [facts.backupJobs, 'backups'],
    [facts.copyJobs, 'copies'],
    [facts.restoreJobs, 'restores'],
  ] as const) {
    const isPart = partsOf(jobs?.rows ?? []);
    for (const job of jobs?.rows ?? []) {
      if (isPart(job)) continue;
      const found = caseOf(job.resourceArn);
      found[list].push(job);
      if (isActive(job)) found.active.push(job);
    }
  }
  const members = new Set<string>();
  for (const point of facts.points?.rows ?? []) {
    // Nested recovery points belong to their parent, which is counted already.
    if (point.parentArn !== undefined) members.add(point.resourceArn);
    else caseOf(point.resourceArn).points.push(point);
  }
  for (const row of facts.resources?.rows ?? []) {
    // A resource that exists only as a part of another one is not protected by itself.
    if (!members.has(row.arn) || open.has(row.arn)) caseOf(row.arn).listed = row;
  }
  const { elsewhere } = facts;
  for (const [arn, remote] of elsewhere?.resources ?? []) caseOf(arn).remote = remote;
  const cases = new Map<string, ResourceCase>();
  for (const found of open.values()) {
    const resource = closeCase(found, elsewhere?.evaluatesHere(found.arn) ?? true);
    // Plans skip resources that restore tests made, and so does this list.
    if (found.arn !== '' && !isRestoreTestResource(found.arn, resource.name)) cases.set(found.arn, resource);
  }
  return cases;
}

/** A resource of which only the name is known. */
export const emptyCase = (arn: string, name: string, type: string): ResourceCase => ({
  arn,
  name,
  type,
  backups: [],
  copies: [],
  restores: [],
  active: [],
  points: [],
  taken: { plans: new Map(), rules: new Map() },
  isEvaluatedHere: true,
});

function closeCase(found: OpenCase, isEvaluatedHere: boolean): ResourceCase {
  const { arn, backups, copies, restores, active, points, remote } = found;
  for (const list of [backups, copies, restores, active]) newestFirst(list);
  const { name, type } = namedBy(found);
  return { ...found, name: name || shortName(arn), type, taken: takenBy(backups, points, remote), isEvaluatedHere };
}

/** The name in the newest row of the first list that has one: the Name tag may have changed since. */
function namedBy({ backups, copies, restores, points, listed, remote }: OpenCase): { name: string; type: string } {
  const jobs = [backups[0], copies[0], restores[0]].filter((job) => job !== undefined);
  const [job] = jobs;
  const point = jobs.every(({ resourceType }) => resourceType === '') ? newestOf(points) : undefined;
  const type = [...jobs, ...(point ? [point] : [])].find(({ resourceType }) => resourceType !== '')?.resourceType;
  const other = listed ?? remote;
  return { name: (job ?? point)?.resourceName ?? other?.name ?? '', type: type ?? other?.type ?? '' };
}

const newestOf = (points: readonly RecoveryPoint[]): RecoveryPoint | undefined =>
  points.reduce<RecoveryPoint | undefined>(
    (newest, point) => (newest && newest.createdAt >= point.createdAt ? newest : point),
    undefined,
  );

/** The order of two jobs of the same time does not depend on the order of the rows. */
export const byNewest = (a: Job, b: Job): number => b.createdAt - a.createdAt || (a.id < b.id ? -1 : 1);

function newestFirst(jobs: Job[]): void {
  const isSorted = jobs.every((job, index) => index === 0 || byNewest(jobs[index - 1] as Job, job) < 0);
  if (!isSorted) jobs.sort(byNewest);
}

/** The state of a composite job already includes the states of its members' jobs. */
function partsOf(jobs: readonly Job[]): (job: Job) => boolean {
  if (!jobs.some(({ parentId }) => parentId !== undefined)) return () => false;
  const ids = new Set(jobs.map(({ id }) => id.toUpperCase()));
  return ({ parentId }) => parentId !== undefined && ids.has(parentId.toUpperCase());
}

export const activeBackup = ({ active }: ResourceCase): Job | undefined => active.find(({ kind }) => kind === 'backup');
