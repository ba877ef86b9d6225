// The facts of one account-Region, put together by resource and by plan.

import { finish, forEach, type Steps } from '../../lib/steps.ts';
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
  /** By rule. Looked up when it is first asked for. */
  readonly lastRuns: () => ReadonlyMap<string, LastRun>;
}

/** The newest job of a rule. */
export interface LastRun {
  readonly arn: string;
  /** Epoch ms. */
  readonly at: number;
  /** The newest of any other resource. */
  readonly otherAt?: number;
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
export const createScopeView = (facts: ScopeFacts, before?: ScopeView): ScopeView =>
  finish(scopeViewSteps(facts, before));

export function* scopeViewSteps(facts: ScopeFacts, before?: ScopeView): Steps<ScopeView> {
  const rules = (facts.rules?.rows ?? []).filter(({ goneAt }) => goneAt === undefined);
  const chosen = facts.selections?.rows.length ?? 0;
  yield 1 + rules.length + chosen;
  const cases = (before && (yield* casesSince(before, facts))) ?? (yield* allCases(facts, before?.cases));
  let runs: ReadonlyMap<string, LastRun> | undefined;
  return {
    facts,
    rules: new Map(rules.map((rule) => [rule.id, rule])),
    rulesOfPlan: Map.groupBy(rules, ({ planId }) => planId),
    selectionsOfPlan: facts.selections && Map.groupBy(facts.selections.rows, ({ planId }) => planId),
    vaultOfName: new Map((facts.vaults?.rows ?? []).map((vault) => [vault.name, vault])),
    cases,
    lastRuns() {
      runs ??= lastRunsOf(cases);
      return runs;
    },
  };
}

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

/** undefined: too much has changed to be told resource by resource. */
function* casesSince({ facts: old, cases }: ScopeView, facts: ScopeFacts): Steps<Cases | undefined> {
  const touched = yield* touchedResources(old, facts);
  if (!touched || touched.size > cases.size / 4) return undefined;
  if (touched.size === 0) return cases;
  const anew = yield* gatherCases(yield* only(facts, touched));
  const next = new Map(cases);
  for (const arn of touched) {
    const found = anew.get(arn);
    if (found) next.set(arn, found);
    else next.delete(arn);
  }
  return next;
}

function* allCases(facts: ScopeFacts, before: Cases = new Map()): Steps<Cases> {
  const cases: Map<string, ResourceCase> = yield* gatherCases(facts);
  if (before.size === 0) return cases;
  yield* forEach(cases.values(), (found) => {
    const known = before.get(found.arn);
    if (known && isSameCase(known, found)) cases.set(found.arn, known);
  });
  return cases;
}

const caseLists = ['backups', 'copies', 'restores', 'points'] as const;

const isSameCase = (one: ResourceCase, other: ResourceCase): boolean =>
  one.name === other.name &&
  one.type === other.type &&
  one.listed === other.listed &&
  caseLists.every((list) => one[list].length === other[list].length) &&
  caseLists.every((list) => one[list].every((row, index) => row === other[list][index]));

function* gatherCases(facts: ScopeFacts): Steps<Map<string, ResourceCase>> {
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
  for (const [jobs, list] of [
    [facts.backupJobs, 'backups'],
    [facts.copyJobs, 'copies'],
    [facts.restoreJobs, 'restores'],
  ] as const) {
    const isPart = yield* partsOf(jobs?.rows ?? []);
    yield* forEach(jobs?.rows ?? [], (job) => {
      if (isPart(job)) return;
      const found = caseOf(job.resourceArn, job.resourceName, job.resourceType);
      found?.[list].push(job);
      if (found && isActive(job)) found.active.push(job);
    });
  }
  const members = new Set<string>();
  yield* forEach(facts.points?.rows ?? [], (point) => {
    // Nested points belong to their parent's set, which is counted already.
    if (point.parentArn !== undefined) members.add(point.resourceArn);
    else caseOf(point.resourceArn, point.resourceName, point.resourceType)?.points.push(point);
  });
  yield* forEach(facts.resources?.rows ?? [], (row) => {
    // Only a part of something else: that is what is protected.
    if (members.has(row.arn) && !cases.has(row.arn)) return;
    const found = caseOf(row.arn, row.name, row.type);
    if (found) found.listed = row;
  });
  yield* forEach(
    cases.values(),
    (found) => {
      for (const list of [found.backups, found.copies, found.restores]) newestFirst(list);
    },
    ({ backups, copies, restores }) => 1 + backups.length + copies.length + restores.length,
  );
  return cases;
}

/** Of two of the same moment the same one is first, in whatever order they came. */
const byNewest = (a: Job, b: Job): number => b.createdAt - a.createdAt || (a.id < b.id ? -1 : 1);

function newestFirst(jobs: Job[]): void {
  const isSorted = jobs.every((job, index) => index === 0 || byNewest(jobs[index - 1] as Job, job) < 0);
  if (!isSorted) jobs.sort(byNewest);
}

/** Jobs of a composite's members say what their parent's state says already. */
function* partsOf(jobs: readonly Job[]): Steps<(job: Job) => boolean> {
  if (!jobs.some(({ parentId }) => parentId !== undefined)) return () => false;
  const ids = new Set<string>();
  yield* forEach(jobs, ({ id }) => ids.add(id.toUpperCase()));
  return ({ parentId }) => parentId !== undefined && ids.has(parentId.toUpperCase());
}

export const activeBackup = ({ active }: ResourceCase): Job | undefined => active.find(({ kind }) => kind === 'backup');
