// Runs that made no job for a resource: late, missed, or skipping this resource while others ran.
import type { PlanRule } from '../../plans/plan-rule.ts';
import type { Finding } from '../findings/finding.ts';
import { aboutResource } from '../rules/about.ts';
import type { AbsentRun, RunRecord } from '../runs/expected-runs.ts';
import type { JoblessRun, UnmetRun } from '../runs/unmet-run.ts';
import type { ResourceCase, ScopeView } from '../scope-view.ts';

export interface RunTrouble {
  readonly run: UnmetRun;
  readonly finding: Finding;
  /** Only this resource was skipped, and no selection names it: somebody may have removed it on purpose. */
  readonly mayHaveLeft?: true;
}

export function absentTrouble(
  resource: ResourceCase,
  { rule, absent, coverage }: RunRecord,
  view: ScopeView,
): RunTrouble[] {
  if (!absent) return [];
  const isNamed = coverage.by === 'name';
  const run = joblessRun(rule, absent, isNamed);
  const finding = {
    ...aboutResource(resource, view, 'backup'),
    severity: 'warning' as const,
    rule: rule.id,
    since: absent.since,
    run,
    evidence: { list: 'backup-jobs', params: { resourceArn: resource.arn }, scope: view.facts.scope } as const,
  };
  return [
    {
      run,
      ...(absent.othersRan && !isNamed ? { mayHaveLeft: true as const } : {}),
      finding: { ...finding, kind: run.state === 'late' ? 'late-run' : 'missed-run' },
    },
  ];
}

const joblessRun = (rule: PlanRule, { state, at, since, count, isAway }: AbsentRun, isNamed: boolean): JoblessRun => ({
  state: isAway ? 'away' : state,
  at,
  since,
  count,
  isNamed,
  ruleId: rule.id,
  ruleName: rule.name,
  planName: rule.planName,
});
