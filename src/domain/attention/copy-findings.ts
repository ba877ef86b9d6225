// Did the copies arrive?
import type { Job } from '../job.ts';
import { endOf, isActive } from '../job-state.ts';
import { scopeKey } from '../scope.ts';
import type { Finding } from './finding.ts';
import { endedBadly, endWords, explainEnd, isDone, jobEvidence } from './job-words.ts';
import { type PromisedCopy, placeOfVault, promisedCopies } from './promised-copies.ts';
import type { AssessContext } from './resource-findings.ts';
import type { ResourceCase } from './scope-view.ts';
import { plural, spoken, spokenPast, spokenTime } from './words.ts';

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
  const place = placeOfVault(vaultArn, scope);
  const common = {
    id: `${scopeKey(scope)}/copy/${resource.arn}/${vaultArn}`,
    scope,
    subject: resource.name,
    resourceArn: resource.arn,
    resourceType: resource.type,
    vaultArn,
    evidence: job ? jobEvidence(job) : jobEvidence(source),
  };
  if (state === 'failed' && job) return [failedCopy(common, job, place)];
  if (state === 'missing') {
    return [
      {
        ...common,
        kind: 'copy-missing',
        severity: 'warning',
        since: endOf(source),
        say: () =>
          `its backup of ${spokenTime(source.createdAt)} was never copied to ${place}, though ${rule.name} promises it`,
        nextStep: 'copy the point by hand, and see whether the backup role may copy into that vault',
        evidence: jobEvidence(source),
        group: {
          key: `copy missing ${rule.id} ${vaultArn}`,
          say: (count) => `the last backups of ${plural(count, 'resource')} were never copied to ${place}`,
        },
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
        say: () => `${rule.name} promises a copy in ${place}, but ${reason}`,
        nextStep: 'take it out of that rule, or protect it in the other Region in another way',
        evidence: { list: 'plans', params: { id: rule.planId }, scope: rule.scope },
        group: {
          key: `cannot cross ${rule.id} ${vaultArn} ${resource.type}`,
          say: (count) => `${rule.name} promises copies of ${plural(count, 'resource')} in ${place}, but ${reason}`,
        },
      },
    ];
  }
  const everyMs = book.longestGap(rule, now);
  const age = arrivedDataAt === undefined ? undefined : now - arrivedDataAt;
  if (everyMs === undefined || age === undefined || age <= 3 * everyMs + rule.startWindowMs) return [];
  // Some backups came and went; the rule may have been changed in between.
  if (source.createdAt - (arrivedDataAt ?? 0) < everyMs / 2) return [];
  return [
    {
      ...common,
      kind: 'copy-late',
      severity: 'warning',
      since: (arrivedDataAt ?? 0) + 3 * everyMs,
      say: (at) =>
        `its newest copy in ${place} holds data of ${spokenPast(at - (arrivedDataAt ?? at), everyMs)} ago, backed up every ${spoken(everyMs)}`,
      nextStep: 'see how long its copies wait and run',
    },
  ];
}

type Common = Pick<Finding, 'id' | 'scope' | 'subject' | 'evidence'> &
  Record<'resourceArn' | 'resourceType' | 'vaultArn', string>;

function failedCopy(common: Common, job: Job, place: string): Finding {
  const { nextStep, groupKey } = explainEnd(job);
  return {
    ...common,
    kind: 'copy-failed',
    severity: 'warning',
    since: endOf(job),
    say: () => `its copy to ${place} ${endWords(job)}`,
    nextStep,
    ...(job.message ? { message: job.message } : {}),
    ...(groupKey === undefined
      ? {}
      : {
          group: {
            key: `copy ${job.state} ${groupKey} ${place}`,
            say: (count) => `copies of ${plural(count, 'resource')} to ${place} ${endWords(job)}`,
          },
        }),
  };
}

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
    return [failedCopy({ ...common, vaultArn, evidence }, job, placeOfVault(vaultArn, job.scope))];
  });
}
