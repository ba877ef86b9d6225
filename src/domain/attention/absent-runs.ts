// Runs that made no job of a resource, in words: late, missed, or left out while others ran.
import type { PlanRule } from '../plan-rule.ts';
import { scopeKey } from '../scope.ts';
import type { AbsentRun, RunRecord } from './expected-runs.ts';
import type { Evidence, Finding } from './finding.ts';
import type { ResourceCase, ScopeView } from './scope-view.ts';
import { plural, spoken, spokenTime } from './words.ts';

export interface RunTrouble {
  /** To stand after the age of the newest point. */
  readonly words: string;
  readonly finding: Finding;
  readonly evidence: Evidence;
  /** It alone was left out, and no selection names it: it may have left them on purpose. */
  readonly mayHaveLeft?: true;
  readonly isAway?: true;
}

/** What the findings of one resource have in common. */
export const about = (resource: ResourceCase, { facts }: ScopeView, what: string) => ({
  id: `${scopeKey(facts.scope)}/${what}/${resource.arn}`,
  scope: facts.scope,
  subject: resource.name,
  resourceArn: resource.arn,
  resourceType: resource.type,
});

export function absentTrouble(
  resource: ResourceCase,
  { rule, absent, coverage }: RunRecord,
  view: ScopeView,
): RunTrouble[] {
  if (!absent) return [];
  const { state, since } = absent;
  const evidence: Evidence = {
    list: 'backup-jobs',
    params: { resourceArn: resource.arn },
    scope: view.facts.scope,
  };
  const { words, say, group } = absentWords(rule, absent, coverage.by === 'name');
  return [
    {
      words,
      evidence,
      ...(absent.isAway ? { isAway: true as const } : {}),
      ...(absent.othersRan && coverage.by !== 'name' ? { mayHaveLeft: true as const } : {}),
      finding: {
        ...about(resource, view, 'backup'),
        rule: rule.id,
        kind: state === 'missed' || absent.isAway ? 'missed-run' : 'late-run',
        severity: 'warning',
        since,
        say,
        nextStep: 'see whether the selection still matches it, its type is opted in, and the backup role works',
        evidence,
        ...(group ? { group } : {}),
      },
    },
  ];
}

type AbsentWords = Pick<RunTrouble, 'words'> & Pick<Finding, 'say' | 'group'>;

function absentWords(rule: PlanRule, absent: AbsentRun, isNamed: boolean): AbsentWords {
  const { state, at, since, count, isAway } = absent;
  if (isAway) {
    const words = `${isNamed ? 'skipped by AWS' : 'no longer selected, or skipped by AWS,'} since ${spokenTime(since)}`;
    return {
      words,
      say: () => `${words}, while plan ${rule.planName} backs up others`,
      group: {
        key: `away ${rule.id} ${isNamed}`,
        say: (many) =>
          `${plural(many, 'resource')} ${isNamed ? 'skipped by AWS' : 'no longer selected, or skipped by AWS'}, while plan ${rule.planName} backs up others`,
      },
    };
  }
  if (state === 'late') {
    return {
      words: `the run of ${spokenTime(at)} has made no job yet`,
      say: (now) => `its run of ${spokenTime(at)} is ${spoken(now - at)} late: no job yet`,
    };
  }
  const words =
    count > 1
      ? `its runs of ${rule.name} have not come since ${spokenTime(since)}`
      : `its run of ${spokenTime(at)} never came`;
  return {
    words,
    say: () => `${words}, though plan ${rule.planName} promised ${count > 1 ? 'them' : 'it'}`,
    group: {
      key: `missed ${rule.id} ${at}`,
      cause: `missed ${rule.id}`,
      say: (many) =>
        `${plural(many, 'resource')} had no job at ${spokenTime(at)}, though rule ${rule.name} promised it`,
    },
  };
}
