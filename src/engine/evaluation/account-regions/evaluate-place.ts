// The rows of each derived list, from the facts of one account-Region.

import {
  type EarlierEvaluation,
  type EvaluationContext,
  evaluateScope,
  type ScopeEvaluation,
} from '../../../domain/attention/evaluate-scope.ts';
import { createEvaluationTime } from '../../../domain/attention/evaluation-time.ts';
import type { ScopeFacts } from '../../../domain/attention/facts.ts';
import type { AcknowledgedFinding } from '../../../domain/attention/findings/acknowledgement.ts';
import { type GroupedRows, groupedRows } from '../../../domain/attention/findings/finding-groups.ts';
import { type RowsOfFindings, rowsOfFindings } from '../../../domain/attention/findings/line-row.ts';
import { troublesOf } from '../../../domain/attention/findings/trouble.ts';
import { noteHolds } from '../../../domain/attention/held-results.ts';
import { type AccountPart, accountPart } from '../../../domain/attention/lists/account-summary.ts';
import { actorEventsOf } from '../../../domain/attention/lists/actor-events.ts';
import { copyRoutes } from '../../../domain/attention/lists/copy-matrix.ts';
import { protectionOf } from '../../../domain/attention/lists/protection.ts';
import { newestRuns, scheduledRuns } from '../../../domain/attention/lists/scheduled-runs.ts';
import { laneOf } from '../../../domain/attention/lists/timeline.ts';
import { upcomingRuns } from '../../../domain/attention/runs/upcoming-runs.ts';
import type { ResourceCase } from '../../../domain/attention/scope-view.ts';
import { coverageCounts } from '../../../domain/coverage/coverage-totals.ts';
import type { KmsKey } from '../../../domain/vaults/kms-key.ts';
import { storageOf } from '../../../domain/vaults/storage.ts';
import { minuteOf } from '../../../lib/clock.ts';
import { minuteMs } from '../../../lib/duration.ts';
import { type Lazy, lazily } from '../../../lib/lazily.ts';
import type { DerivedId, PlaceListId } from '../../../resources/derived/derived.ts';
import { resources } from '../../../resources/index.ts';
import type { ResourceId } from '../../../resources/resource-id.ts';
import type { AnyRow } from '../../../store/row-shape.ts';
import { type FactList, factLists } from '../facts/fact-lists.ts';
import { sourcesOf } from '../finding-sources.ts';
import { isJudged } from '../judged-findings.ts';

export interface PlaceRows {
  readonly rows: readonly AnyRow[];
  /** Epoch ms of the oldest response that the rows follow from. Absent: one of the responses is missing. */
  readonly wholeAt?: number;
}

export interface ScopeRows extends ScopeEvaluation {
  readonly findingRows: Lazy<RowsOfFindings>;
  readonly lines: Lazy<GroupedRows>;
}

/** An earlier evaluation of the account-Region, and the resources whose facts changed since. */
export interface EarlierPlace extends EarlierEvaluation {
  readonly evaluation: ScopeRows;
}

export interface PlaceEvaluation {
  readonly evaluation: ScopeRows;
  /** Whether all was answered that the finding rests on: if it is missing, it is gone. */
  isAnswered(finding: AcknowledgedFinding): boolean;
  /** To be called once for each list. */
  rows(list: PlaceListId): PlaceRows;
  /** The KMS keys of its vaults and recovery points; empty if they were not requested. */
  keys(): readonly KmsKey[];
  /** The part of the account's row that concerns this Region. */
  account(): AccountPart;
  /** Epoch ms: with the same facts these lists stay the same until then. */
  holdsUntil(lists: readonly DerivedId[]): number;
}

/** With an earlier evaluation only what may differ from it is evaluated. */
export function evaluatePlace(facts: ScopeFacts, context: EvaluationContext, earlier?: EarlierPlace): PlaceEvaluation {
  const evaluation = withRows(evaluateScope(facts, context, earlier), context, earlier);
  return {
    evaluation,
    isAnswered: (finding) =>
      sourcesOf(finding.list).every((id) => answeredAt(id, facts) !== undefined) &&
      isJudged(finding.key, evaluation, context.settings),
    rows(list) {
      const wholeAt = oldestOf(list, facts);
      const rows = rowsOf[list](evaluation, context);
      return { rows: list === 'coverage' ? rows : distinct(list, rows), ...(wholeAt === undefined ? {} : { wholeAt }) };
    },
    keys: () => facts.keys?.rows ?? [],
    account: () => accountPart(evaluation.view, context.now),
    holdsUntil(lists) {
      const isHeld = lists.every((list) => heldLists.has(list));
      const ofCoverage =
        lists.includes('coverage-totals') && facts.inventory ? [coverageHoldsUntil(evaluation, context.now)] : [];
      // Ages, windows and hours of the other lists change with time.
      return Math.min(evaluation.holdsUntil, ...ofCoverage, ...(isHeld ? [] : [nextMinute(context.now)]));
    },
  };
}

const nextMinute = (now: number): number => (minuteOf(now) + 1) * minuteMs;

/** These change with the facts, and at times that the evaluation notes. */
const heldLists: ReadonlySet<DerivedId> = new Set(['attention', 'findings', 'newest-runs', 'coverage-totals']);

/** Epoch ms: the coverage of the same facts is the same before. */
function coverageHoldsUntil({ coverage }: ScopeEvaluation, now: number): number {
  const time = createEvaluationTime(now);
  noteHolds(coverage.value().ofResources, time);
  return time.holdsUntil();
}

function withRows(
  evaluation: ScopeEvaluation,
  { settings: { mutes }, now }: EvaluationContext,
  earlier?: EarlierPlace,
): ScopeRows {
  const { findings, view } = evaluation;
  const known = earlier?.evaluation.findingRows.known();
  const findingRows = lazily(() => rowsOfFindings(findings, view.facts.scope, { mutes, now, known }));
  const groups = earlier?.evaluation.lines.known()?.groups;
  const lines = lazily(() => groupedRows([...findingRows.value().values()], groups));
  return { ...evaluation, findingRows, lines };
}

type RowsOf = (evaluation: ScopeRows, context: EvaluationContext) => readonly AnyRow[];

const each = (
  { findings, view }: ScopeRows,
  rowOf: (resource: ResourceCase, troubles: ReturnType<typeof troublesOf>) => AnyRow,
): AnyRow[] => {
  const troubles = troublesOf(findings);
  return [...view.cases.values()]
    .filter(({ isEvaluatedHere }) => isEvaluatedHere)
    .map((resource) => rowOf(resource, troubles));
};

const protections = (evaluation: ScopeRows, { book, settings: { objectives }, now }: EvaluationContext) => {
  const context = { view: evaluation.view, book, now, objectives };
  return each(evaluation, (resource, troubles) => protectionOf(resource, context, troubles));
};

/** The findings of a resource follow from the same records, unless a whole plan did not run. */
function runsContext({ view, findings, ofResources, missedPlans }: ScopeRows, { book, now }: EvaluationContext) {
  const recordsOf = (arn: string) => {
    const records = ofResources.get(arn)?.result.records;
    return records?.some(({ rule }) => missedPlans.has(rule.planId)) ? undefined : records;
  };
  return { view, findings, book, now, recordsOf };
}

const rowsOf: Readonly<Record<PlaceListId, RowsOf>> = {
  findings: ({ findingRows }) => [...findingRows.value().values()],
  attention: ({ lines }) => lines.value().rows,
  protection: protections,
  'copy-routes': (evaluation, context) => copyRoutes(protections(evaluation, context), context.now),
  timeline: (evaluation, { book, now }) =>
    each(evaluation, (resource, troubles) => laneOf(resource, { view: evaluation.view, book, now }, troubles)),
  'upcoming-runs': ({ view }, { book, now }) => upcomingRuns(view, book, now).map(withoutConnection),
  runs: (evaluation, context) => scheduledRuns(runsContext(evaluation, context)),
  actors: ({ view }) => actorEventsOf(view.facts),
  storage: ({ view }, { now, settings }) => storageOf(view.facts, now, settings.prices),
  'newest-runs': (evaluation, context) => newestRuns(runsContext(evaluation, context)),
  coverage: ({ coverage }) => coverage.value().rows,
  // Without an inventory nothing is known, whatever the selections are.
  'coverage-totals': ({ view: { facts }, coverage }) => {
    const { scope, inventory } = facts;
    if (!inventory) return [{ scope, states: {}, hasGap: true }];
    return coverageCounts(coverage.value().rows).map((counts) => ({ ...counts, readAt: inventory.at }));
  },
};

/** The row without the connection and the request time of its rule. */
function withoutConnection(run: ReturnType<typeof upcomingRuns>[number]): AnyRow {
  const { scope: _, askedAt: __, preview: ___, ...rule } = run.rule;
  return { ...run, rule };
}

/** Two findings with the same id are one row. The coverage has one row for each ARN. */
function distinct(list: PlaceListId, rows: readonly AnyRow[]): readonly AnyRow[] {
  const { key } = resources[list];
  const byKey = new Map(rows.map((row) => [key(row), row] as const));
  return byKey.size === rows.length ? rows : [...byKey.values()];
}

function oldestOf(list: PlaceListId, facts: ScopeFacts): number | undefined {
  let oldest = Number.POSITIVE_INFINITY;
  for (const id of resources[list].derivedFrom ?? []) {
    const at = answeredAt(id, facts);
    if (at === undefined) return undefined;
    oldest = Math.min(oldest, at);
  }
  return oldest;
}

function answeredAt(id: ResourceId, facts: ScopeFacts): number | undefined {
  if (id === 'region-settings') return facts.settings && Number.POSITIVE_INFINITY;
  if (id === 'inventory') return facts.inventory?.at;
  if (id === 'keys') return facts.keys?.at;
  if (id === 'access-points') return facts.accessPoints?.at;
  return facts[factLists[id as FactList]]?.at;
}
