// A copy that a rule should make: missing, late, failed, or impossible.
import { endOf } from '../../jobs/job-state.ts';
import { scopeKey } from '../../scope.ts';
import { jobEvidence } from '../findings/about-job.ts';
import type { Finding } from '../findings/finding.ts';
import type { PromisedCopy } from '../points/promised-copies.ts';
import type { RuleContext } from '../rule-context.ts';
import { aboutResource, planEvidence } from '../rules/about.ts';
import type { ResourceCase } from '../scope-view.ts';
import { type AboutCopy, failedCopy } from './failed-copy.ts';

/** The finding of a copy that a rule of a plan should make. */
export function copyTrouble(copy: PromisedCopy, resource: ResourceCase, context: RuleContext): Finding | undefined {
  const { rule, vaultArn, state, source, job, reason = '' } = copy;
  const { view } = context;
  const about = {
    ...aboutResource(resource, view, 'copy'),
    id: `${aboutResource(resource, view, 'copy').id}/${vaultArn}`,
    vaultArn,
    evidence: jobEvidence(job ?? source),
  };
  const ofRule = { ruleId: rule.id, ruleName: rule.name };
  switch (state) {
    case 'failed':
      return job && failedCopy(about, job);
    case 'missing':
      return {
        ...about,
        kind: 'copy-missing',
        severity: 'warning',
        since: endOf(source),
        backupAt: source.createdAt,
        ...ofRule,
        evidence: jobEvidence(source),
      };
    case 'cannot-cross':
      return {
        ...about,
        id: `${scopeKey(view.facts.scope)}/cannot-cross/${rule.id}/${vaultArn}/${resource.arn}`,
        kind: 'copy-cannot-cross',
        severity: 'notice',
        since: rule.versionAt ?? source.createdAt,
        reason,
        ...ofRule,
        evidence: planEvidence(rule),
      };
    default:
      return lateCopy(about, copy, context);
  }
}

/** The newest arrived copy is three runs old, and newer backups exist. */
function lateCopy(
  about: AboutCopy,
  { rule, source, arrivedDataAt }: PromisedCopy,
  { book, time }: RuleContext,
): Finding | undefined {
  const everyMs = book.longestGap(rule, time.now);
  if (everyMs === undefined || arrivedDataAt === undefined) return undefined;
  // The rule may have been changed in between.
  if (source.createdAt - arrivedDataAt < everyMs / 2) return undefined;
  const since = arrivedDataAt + 3 * everyMs;
  if (!time.passed(since + rule.startWindowMs)) return undefined;
  return { ...about, kind: 'copy-late', severity: 'warning', since, dataAt: arrivedDataAt, everyMs };
}
