// Columns of plans whose values are read from other lists: rules, the next run, the outcome of the last one, attention.

import type { LineRow } from '../../domain/attention/findings/line-row.ts';
import { type Severity, severities, severityTone } from '../../domain/attention/findings/severity.ts';
import type { ScheduledRun } from '../../domain/attention/lists/scheduled-run.ts';
import { nextRuns, zonedTime } from '../../domain/plans/next-runs.ts';
import type { Plan } from '../../domain/plans/plan.ts';
import type { PlanRule } from '../../domain/plans/plan-rule.ts';
import { placeKey, type Scope } from '../../domain/scope.ts';
import { formatAge } from '../../lib/text/format.ts';
import type { AnyContext } from '../action.ts';
import { runTones } from '../derived/run-sections.ts';
import type { Column } from '../resource.ts';

const keyOf = (scope: Scope, planId: string | undefined): string => `${placeKey(scope)} ${planId}`;
const unknown = '?';

/** Rows of other lists, by account, Region and plan. */
interface Related {
  readonly rules: ReadonlyMap<string, readonly PlanRule[]>;
  readonly runs: ReadonlyMap<string, ScheduledRun>;
  readonly worst: ReadonlyMap<string, Severity>;
}

function readRelated(known: AnyContext['known']): Related {
  const rules = known('plan-rules') as readonly PlanRule[];
  const runs = known('newest-runs') as readonly ScheduledRun[];
  const findings = known('findings') as readonly LineRow[];
  const worst = new Map<string, Severity>();
  for (const { scope, evidence, severity, muted } of findings) {
    if (muted) continue;
    const { planId, id } = evidence.params;
    const key = keyOf(scope, evidence.list === 'plans' ? id : planId);
    const before = worst.get(key);
    if (before === undefined || severities.indexOf(severity) < severities.indexOf(before)) worst.set(key, severity);
  }
  return {
    rules: Map.groupBy(rules, ({ scope, planId }) => keyOf(scope, planId)),
    runs: new Map(runs.map((run) => [keyOf(run.scope, run.planId), run])),
    worst,
  };
}

interface NextRun {
  readonly at: number;
  readonly timeZone: string;
}

function soonest(rules: readonly PlanRule[], now: number): NextRun | undefined {
  const next = rules.flatMap((rule) => nextRuns(rule, now, 1).map((at) => ({ at, timeZone: rule.timeZone })));
  return next.toSorted((a, b) => a.at - b.at)[0];
}

const severityWords: Readonly<Record<Severity, string>> = { critical: 'crit', warning: 'warn', notice: 'note' };

/** A plan without known rules has unknown runs, for AWS keeps no plan without a rule. */
export function planColumns(known: AnyContext['known']): readonly Column<Plan>[] {
  const { rules, runs, worst } = readRelated(known);
  const rulesOf = ({ scope, id }: Plan) => rules.get(keyOf(scope, id));
  const runOf = ({ scope, id }: Plan) => runs.get(keyOf(scope, id));
  const worstOf = ({ scope, id }: Plan) => worst.get(keyOf(scope, id));
  function nextText(plan: Plan, now: number): string {
    const own = rulesOf(plan);
    const next = own && soonest(own, now);
    if (next) return `${formatAge(next.at - now)} ${zonedTime(next.at, next.timeZone)}`;
    return own ? 'never' : unknown;
  }
  function takenText(plan: Plan): string {
    const { expected, isAtLeast } = runOf(plan) ?? {};
    return expected === undefined ? unknown : `${expected}${isAtLeast ? '+' : ''}`;
  }
  return [
    {
      id: 'status',
      title: 'ATT',
      width: 4,
      keep: 93,
      text(plan) {
        const severity = worstOf(plan);
        return severity === undefined ? '' : severityWords[severity];
      },
      tone(plan) {
        const severity = worstOf(plan);
        return severity === undefined ? 'plain' : severityTone(severity);
      },
    },
    {
      id: 'next',
      title: 'NEXT RUN',
      width: 20,
      keep: 97,
      text: nextText,
      tone: (plan, now) => (nextText(plan, now) === 'never' ? 'warn' : 'plain'),
    },
    {
      id: 'outcome',
      title: 'OUTCOME',
      width: 7,
      keep: 95,
      text: (plan) => runOf(plan)?.state ?? unknown,
      tone: (plan) => runTones[runOf(plan)?.state ?? 'unknown'],
    },
    { id: 'takes', title: 'SELECTS', width: 7, keep: 85, align: 'right', text: takenText },
    {
      id: 'rules',
      title: 'RULES',
      width: 5,
      keep: 84,
      align: 'right',
      text: (plan) => String(rulesOf(plan)?.length ?? unknown),
    },
  ];
}
