// Did the copies arrive?
import type { Job } from '../job.ts';
import { endOf, isActive } from '../job-state.ts';
import { scopeKey } from '../scope.ts';
import { endedBadly, isDone, jobEvidence } from './about-job.ts';
import type { Finding } from './finding.ts';
import { causedEnd } from './job-end.ts';
import { type PromisedCopy, promisedCopies } from './promised-copies.ts';
import type { AssessContext } from './resource-findings.ts';
import type { ResourceCase } from './scope-view.ts';

/** A copy that failed and that no plan repeats is told for this long. */
const onDemandMs = 3 * 86_400_000;

export function copyFindings(resource: ResourceCase, context: AssessContext): Finding[] {
  const promised = promisedCopies(context.view, resource, context.now);
  const ofPromised = promised.flatMap((copy) => assess(copy, resource, context));
  if (resource.copies.length === 0) return ofPromised;
  const vaults = new Set(promised.map(({ vaultArn }) => vaultArn));
  return [...ofPromised, ...failedElsewhere(resource, vaults, context.now)];
}

function assess(copy: PromisedCopy, resource: ResourceCase, { view, book, now }: AssessContext): Finding[] {
  const { rule, vaultArn, state, source, job, arrivedDataAt, reason = '' } = copy;
  const { scope } = view.facts;
  const ofRule = { ruleId: rule.id, ruleName: rule.name };
  const common = {
    id: `${scopeKey(scope)}/copy/${resource.arn}/${vaultArn}`,
    scope,
    subject: resource.name,
    resourceArn: resource.arn,
    resourceType: resource.type,
    vaultArn,
    evidence: job ? jobEvidence(job) : jobEvidence(source),
  };
  if (state === 'failed' && job) return [failedCopy(common, job)];
  if (state === 'missing') {
    return [
      {
        ...common,
        kind: 'copy-missing',
        severity: 'warning',
        since: endOf(source),
        backupAt: source.createdAt,
        ...ofRule,
        evidence: jobEvidence(source),
      },
    ];
  }
  if (state === 'cannot-cross') {
    return [
      {
        ...common,
        id: `${scopeKey(scope)}/cannot-cross/${rule.id}/${vaultArn}/${resource.arn}`,
        kind: 'copy-cannot-cross',
        severity: 'notice',
        since: rule.versionAt ?? source.createdAt,
        reason,
        ...ofRule,
        evidence: { list: 'plans', params: { id: rule.planId }, scope: rule.scope },
      },
    ];
  }
  const everyMs = book.longestGap(rule, now);
  if (everyMs === undefined || arrivedDataAt === undefined) return [];
  if (now - arrivedDataAt <= 3 * everyMs + rule.startWindowMs) return [];
  // Some backups came and went; the rule may have been changed in between.
  if (source.createdAt - arrivedDataAt < everyMs / 2) return [];
  const since = arrivedDataAt + 3 * everyMs;
  return [{ ...common, kind: 'copy-late', severity: 'warning', since, dataAt: arrivedDataAt, everyMs }];
}

type Common = Pick<Finding, 'id' | 'scope' | 'subject' | 'evidence'> &
  Record<'resourceArn' | 'resourceType' | 'vaultArn', string>;

const failedCopy = (common: Common, job: Job): Finding => ({
  ...common,
  ...{ kind: 'copy-failed', severity: 'warning', since: endOf(job), ...causedEnd(job) },
  ...(job.message ? { message: job.message } : {}),
});

/** Copies on demand, and of rules that are not known here. */
function failedElsewhere(
  { copies, arn, name, type }: ResourceCase,
  promised: ReadonlySet<string>,
  now: number,
): Finding[] {
  const newest = new Map<string, Job>();
  for (const job of copies) {
    const vaultArn = job.vaultArn ?? '';
    if (promised.has(vaultArn) || isActive(job) || newest.has(vaultArn)) continue;
    newest.set(vaultArn, job);
  }
  return [...newest.values()].flatMap((job) => {
    if (isDone(job) || !endedBadly(job) || now - endOf(job) > onDemandMs) return [];
    const id = `${scopeKey(job.scope)}/copy/${arn}/${job.vaultArn ?? ''}`;
    const common = { id, scope: job.scope, subject: name, resourceArn: arn, resourceType: type };
    const vaultArn = job.vaultArn ?? '';
    const evidence = jobEvidence(job);
    return [failedCopy({ ...common, vaultArn, evidence }, job)];
  });
}
