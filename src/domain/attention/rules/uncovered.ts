// Resources that no backup plan covers, by the inventory, and resources that will soon lose their last recovery point.
import { dayMs } from '../../../lib/duration.ts';
import type { ResourceCoverage, UncoveredState } from '../../coverage/coverage-row.ts';
import type { CoverageEvaluation } from '../../coverage/coverage-rows.ts';
import { scopeKey } from '../../scope.ts';
import { isContinuous } from '../../vaults/point-status.ts';
import type { RecoveryPoint } from '../../vaults/recovery-point.ts';
import type { EvaluationTime } from '../evaluation-time.ts';
import { isDone } from '../findings/about-job.ts';
import type { Finding } from '../findings/finding.ts';
import type { Severity } from '../findings/severity.ts';
import { firstNames, plural } from '../findings/words.ts';
import { evaluateEach, type HeldResults, noteHolds } from '../held-results.ts';
import { isUsablePoint } from '../points/usable-point.ts';
import type { RuleContext } from '../rule-context.ts';
import { noteNextRuns } from '../runs/expected-runs.ts';
import type { ResourceCase } from '../scope-view.ts';

const severityOf: Readonly<Record<UncoveredState, Severity>> = {
  'in-no-plan': 'warning',
  'never-backed-up': 'warning',
  'only-on-demand': 'notice',
};

const soonMs = 7 * dayMs;

/** Of one resource: the finding, if its last recovery point will soon be deleted, and the row that it follows from. */
export interface LastCopyOf {
  readonly row: ResourceCoverage;
  readonly finding: Finding | undefined;
}

export interface UncoveredResources {
  readonly findings: readonly Finding[];
  readonly lastCopies: HeldResults<LastCopyOf>;
}

export const noneUncovered: UncoveredResources = { findings: [], lastCopies: new Map() };

/** One finding for all resources of one state: a new account has hundreds of them. */
export function uncoveredResources(
  context: RuleContext,
  { ofResources }: Pick<CoverageEvaluation, 'ofResources'>,
  earlier?: HeldResults<LastCopyOf>,
): UncoveredResources {
  const { view, time } = context;
  if (!view.facts.inventory) return noneUncovered;
  noteHolds(ofResources, time);
  const rows = [...ofResources.values()].map(({ result }) => result);
  const byArn = new Map(rows.map((row) => [row.arn, row]));
  const evaluate = (row: ResourceCoverage, own: EvaluationTime): LastCopyOf => ({
    row,
    finding: lastCopy(row, { ...context, time: own }),
  });
  // The row of a resource whose facts changed is another one.
  const isUnchanged = (arn: string, { row }: LastCopyOf) => byArn.get(arn) === row;
  const lastCopies = evaluateEach(byArn, evaluate, { now: time.now, known: earlier, isUnchanged });
  noteHolds(lastCopies, time);
  const states = Object.keys(severityOf) as UncoveredState[];
  const findings = [
    ...states.flatMap((state) => ofState(state, rows, context)),
    ...[...lastCopies.values()].flatMap(({ result: { finding } }) => finding ?? []),
  ];
  return { findings, lastCopies };
}

function ofState(state: UncoveredState, rows: readonly ResourceCoverage[], { view }: RuleContext): Finding[] {
  const found = rows.filter((row) => row.state === state).toSorted((a, b) => (a.arn < b.arn ? -1 : 1));
  if (found.length === 0) return [];
  const { scope } = view.facts;
  return [
    {
      id: `${scopeKey(scope)}/not-covered/${state}`,
      kind: 'not-covered',
      severity: severityOf[state],
      scope,
      subject: plural(found.length, 'resource'),
      state,
      count: found.length,
      names: firstNames(found.map(({ name }) => name).toSorted()),
      resourceArns: found.map(({ arn }) => arn),
      evidence: { list: 'coverage', params: { state }, scope },
    },
  ];
}

const isInNoPlan = ({ state }: ResourceCoverage): boolean =>
  state === 'in-no-plan' || state === 'only-on-demand' || state === 'opted-out';

/** Recovery points elsewhere have no deletion time: a resource with one is left out. */
function lastCopy(row: ResourceCoverage, context: RuleContext): Finding | undefined {
  const { view, time } = context;
  const resource = view.cases.get(row.arn);
  const deleteAt = resource && lastDeletion(resource, context);
  if (!resource || deleteAt === undefined || time.reached(deleteAt)) return undefined;
  const nextRunAt = nextRun(row, context);
  const isFailing = hasFailed(resource);
  // It is not known whether a plan selects the resource, or one of its containers is backed up.
  if (nextRunAt === undefined && !isFailing && !isInNoPlan(row)) return undefined;
  const isSoon = time.reached(deleteAt - soonMs);
  const isUnattended = nextRunAt === undefined || isFailing;
  if (isUnattended ? !isSoon : nextRunAt <= deleteAt) return undefined;
  return {
    id: `${scopeKey(view.facts.scope)}/last-copy/${row.arn}`,
    kind: 'last-copy-expires',
    severity: isUnattended ? 'critical' : 'warning',
    scope: view.facts.scope,
    subject: row.name,
    resourceArn: row.arn,
    resourceType: row.type,
    deleteAt,
    ...(nextRunAt === undefined ? {} : { nextRunAt }),
    ...(isFailing ? { isFailing } : {}),
    evidence: {
      list: 'recovery-points',
      params: { resourceArn: row.arn, resourceType: row.type, resourceName: row.name },
      scope: view.facts.scope,
    },
  };
}

/** Epoch ms; undefined: one is kept forever, or the retention is unknown. */
function lastDeletion(resource: ResourceCase, { view }: RuleContext): number | undefined {
  const usable = resource.points.filter((point) => isUsablePoint(point, view.infected));
  if (usable.length === 0 || (resource.remote?.points.length ?? 0) > 0) return undefined;
  if (usable.some((point) => isContinuous(point) || !hasDeletion(point))) return undefined;
  return Math.max(...usable.map(({ deleteAt = 0 }) => deleteAt));
}

const hasDeletion = ({ deleteAt, lifecycleUnknown }: RecoveryPoint): boolean =>
  deleteAt !== undefined && !lifecycleUnknown;

/** Epoch ms, over all plans that certainly select the resource. */
function nextRun({ selections }: ResourceCoverage, context: RuleContext): number | undefined {
  const { view, book, time } = context;
  const planIds = new Set(selections.map(({ planId }) => planId));
  const rules = [...planIds].flatMap((planId) => view.rulesOfPlan.get(planId) ?? []);
  noteNextRuns(rules, context);
  const runs = rules.flatMap((rule) => book.next(rule, time.now) ?? []);
  return runs.length === 0 ? undefined : Math.min(...runs);
}

const endStates: ReadonlySet<string> = new Set(['FAILED', 'EXPIRED', 'ABORTED']);

/** The newest ended backup job of the resource. */
function hasFailed({ backups }: ResourceCase): true | undefined {
  const ended = backups.find((job) => isDone(job) || endStates.has(job.state));
  return ended && endStates.has(ended.state) ? true : undefined;
}
