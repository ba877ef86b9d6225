// The facts of one account-Region, put together by resource and by plan.

import { shortName } from '../arn.ts';
import type { Job } from '../job.ts';
import { isActive } from '../job-state.ts';
import type { PlanRule } from '../plan-rule.ts';
import type { ProtectedResource } from '../protected-resource.ts';
import type { RecoveryPoint } from '../recovery-point.ts';
import { isRestoreTestResource } from '../resource-type.ts';
import type { Selection } from '../selection.ts';
import type { Vault } from '../vault.ts';
import type { ScopeFacts } from './facts.ts';
import { only, touchedResources } from './touched-resources.ts';

/** All that is known of one resource. Jobs newest first, without those of its parts. */
export interface ResourceCase {
  readonly arn: string;
  readonly name: string;
  readonly type: string;
  readonly backups: readonly Job[];
  readonly copies: readonly Job[];
  readonly restores: readonly Job[];
  /** Jobs of all kinds that are not over. */
  readonly active: readonly Job[];
  readonly points: readonly RecoveryPoint[];
  readonly listed?: ProtectedResource;
}

export interface ScopeView {
  readonly facts: ScopeFacts;
  readonly rules: ReadonlyMap<string, PlanRule>;
  readonly rulesOfPlan: ReadonlyMap<string, readonly PlanRule[]>;
  /** undefined: not known. */
  readonly selectionsOfPlan: ReadonlyMap<string, readonly Selection[]> | undefined;
  readonly vaultOfName: ReadonlyMap<string, Vault>;
  readonly cases: ReadonlyMap<string, ResourceCase>;
}

interface OpenCase {
  arn: string;
  name: string;
  type: string;
  backups: Job[];
  copies: Job[];
  restores: Job[];
  active: Job[];
  points: RecoveryPoint[];
  listed?: ProtectedResource;
}

/** `before`: the view of the same account-Region as it was; resources of which nothing changed stay the same objects. */
export function createScopeView(facts: ScopeFacts, before?: ScopeView): ScopeView {
  const rules = (facts.rules?.rows ?? []).filter(({ goneAt }) => goneAt === undefined);
  return {
    facts,
    rules: new Map(rules.map((rule) => [rule.id, rule])),
    rulesOfPlan: Map.groupBy(rules, ({ planId }) => planId),
    selectionsOfPlan: facts.selections && Map.groupBy(facts.selections.rows, ({ planId }) => planId),
    vaultOfName: new Map((facts.vaults?.rows ?? []).map((vault) => [vault.name, vault])),
    cases: (before && casesSince(before, facts)) ?? gatherCases(facts),
  };
}

/** undefined: too much has changed to be told resource by resource. */
function casesSince(
  { facts: old, cases }: ScopeView,
  facts: ScopeFacts,
): ReadonlyMap<string, ResourceCase> | undefined {
  const touched = touchedResources(old, facts);
  if (!touched || touched.size > cases.size / 4) return undefined;
  const anew = gatherCases(only(facts, touched));
  const next = new Map(cases);
  for (const arn of touched) {
    const found = anew.get(arn);
    if (found) next.set(arn, found);
    else next.delete(arn);
  }
  return next;
}

function gatherCases(facts: ScopeFacts): ReadonlyMap<string, ResourceCase> {
  const cases = new Map<string, OpenCase>();
  const passedOver = new Set<string>();
  /** undefined: plans pass over it, and so does the list. */
  const caseOf = (arn: string, name: string, type: string): OpenCase | undefined => {
    const known = cases.get(arn);
    if (known) {
      if (known.type === '') known.type = type;
      return known;
    }
    if (arn === '' || passedOver.has(arn)) return undefined;
    if (isRestoreTestResource(arn, name)) {
      passedOver.add(arn);
      return undefined;
    }
    const lists = { backups: [], copies: [], restores: [], active: [], points: [] };
    const created: OpenCase = { arn, name: name || shortName(arn), type, ...lists };
    cases.set(arn, created);
    return created;
  };
  const putJobs = (jobs: readonly Job[] = [], list: 'backups' | 'copies' | 'restores') => {
    const isPart = partsOf(jobs);
    for (const job of jobs) {
      if (isPart(job)) continue;
      const found = caseOf(job.resourceArn, job.resourceName, job.resourceType);
      found?.[list].push(job);
      if (found && isActive(job)) found.active.push(job);
    }
  };
  putJobs(facts.backupJobs?.rows, 'backups');
  putJobs(facts.copyJobs?.rows, 'copies');
  putJobs(facts.restoreJobs?.rows, 'restores');
  const members = new Set<string>();
  for (const point of facts.points?.rows ?? []) {
    // Nested points belong to their parent's set, which is counted already.
    if (point.parentArn !== undefined) {
      members.add(point.resourceArn);
      continue;
    }
    caseOf(point.resourceArn, point.resourceName, point.resourceType)?.points.push(point);
  }
  for (const row of facts.resources?.rows ?? []) {
    // Only a part of something else: that is what is protected.
    if (members.has(row.arn) && !cases.has(row.arn)) continue;
    const found = caseOf(row.arn, row.name, row.type);
    if (found) found.listed = row;
  }
  for (const found of cases.values()) {
    for (const list of [found.backups, found.copies, found.restores]) newestFirst(list);
  }
  return cases;
}

function newestFirst(jobs: Job[]): void {
  const isSorted = jobs.every((job, index) => index === 0 || (jobs[index - 1]?.createdAt ?? 0) >= job.createdAt);
  if (!isSorted) jobs.sort((a, b) => b.createdAt - a.createdAt);
}

/** Jobs of a composite's members say what their parent's state says already. */
function partsOf(jobs: readonly Job[]): (job: Job) => boolean {
  if (!jobs.some(({ parentId }) => parentId !== undefined)) return () => false;
  const ids = new Set(jobs.map(({ id }) => id.toUpperCase()));
  return ({ parentId }) => parentId !== undefined && ids.has(parentId.toUpperCase());
}

export const activeBackup = ({ active }: ResourceCase): Job | undefined => active.find(({ kind }) => kind === 'backup');
