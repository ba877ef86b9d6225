// The overview as a document, for `--once --json`.
import type { AttentionLine } from '../../domain/attention/findings/attention-line.ts';
import type { Audit } from '../../domain/audits/audit.ts';
import type { Job } from '../../domain/jobs/job.ts';
import { lockState } from '../../domain/vaults/lock.ts';
import type { Vault } from '../../domain/vaults/vault.ts';
import { defined } from '../../lib/defined.ts';
import { attentionLines } from '../attention/attention-reads.ts';
import { areFindingsSettled, findingRequests, unansweredSentences, type WhereToLook } from '../attention/unanswered.ts';
import type { Data, OrganizationState } from '../state/data.ts';
import { unansweredLists } from '../state/lists/responses.ts';
import { isSettled } from '../state/lists/settled.ts';
import { overviewRequests } from '../state/lists/watching.ts';
import { regionState } from '../state/region-state.ts';
import { isPanelCounted, type Overview } from './overview-view.ts';
import type {
  AccountAccess,
  AuditSummary,
  Counts,
  FindingSummary,
  JobSummary,
  OrganizationSummary,
  Placed,
  Problem,
  RegionSummary,
  RowCounts,
  Summary,
  VaultSummary,
} from './summary-shape.ts';

export function summarize(data: Data, { overview, where }: { overview: Overview; where?: WhereToLook }): Summary {
  const findings = attentionLines(data);
  const rows = <Row>(panel: keyof Overview['panels']) => [...overview.panels[panel].rows] as Row[];
  const { identity, identityProblem } = data;
  return {
    schema: 'vaultop.overview/1',
    at: iso(data.now),
    ...(identity ? { account: identity.accountId, identity: identity.arn } : {}),
    ...(identityProblem ? { problem: toProblem(identityProblem) } : {}),
    accounts: accountsOf(data),
    ...(data.organization ? { organization: toOrganization(data.organization) } : {}),
    regions: data.regions.map((region) => toRegion(region, data)),
    ...dayCounts(data, overview),
    counts: rowCounts(data, overview, findings.length),
    vaults: rows<Vault>('vaults').map((vault) => toVault(vault, overview, data.now)),
    runningJobs: rows<Job>('running').map(toJob),
    attention: [...overview.badJobs].map(toJob),
    findings: findings.map(toFinding),
    unanswered: unansweredSentences(data, unansweredLists(findingRequests(data), data), where),
    audits: rows<Audit>('audits').map(toAudit),
  };
}

function dayCounts(data: Data, overview: Overview): Pick<Summary, 'last24Hours' | 'last24HoursAtLeast'> {
  const { counts } = overview;
  if (isPanelCounted('last24h', overview, data)) return { last24Hours: counts };
  const unknown = Object.fromEntries(Object.keys(counts).map((name) => [name, null])) as unknown as Counts;
  return { last24Hours: unknown, ...(data.scopes.length > 0 ? { last24HoursAtLeast: counts } : {}) };
}

function rowCounts(data: Data, overview: Overview, findings: number): RowCounts {
  const { panels, badJobs } = overview;
  const known = (panel: keyof Overview['panels'], count: number) =>
    isPanelCounted(panel, overview, data) ? count : null;
  return {
    vaults: known('vaults', panels.vaults.rows.length),
    runningJobs: known('running', panels.running.rows.length),
    attention: known('last24h', badJobs.length),
    findings: known('attention', findings),
    audits: known('audits', panels.audits.rows.length),
  };
}

function accountsOf({ accounts, connections }: Data): AccountAccess[] {
  const reached = new Map(connections.flatMap((one) => (one.identity ? [[one.identity.accountId, one] as const] : [])));
  return [...new Set([...reached.keys(), ...accounts.keys()])].sort().map((id) => {
    const name = accounts.get(id);
    const problem = reached.get(id)?.problem;
    return {
      id,
      ...(name === undefined ? {} : { name }),
      reached: reached.has(id),
      ...(problem ? { problem: toProblem(problem) } : {}),
    };
  });
}

const toOrganization = ({ ways, problem }: OrganizationState): OrganizationSummary => ({
  ways: Object.fromEntries(ways),
  ...(problem ? { problem: toProblem(problem) } : {}),
});

/** Whether every list that the overview and its findings need has a response or a refusal. */
export function isWhole(data: Data): boolean {
  const { identityProblem } = data;
  // A program that still waits for a person is not a refusal.
  if (data.scopes.length === 0) return identityProblem !== undefined && identityProblem.kind !== 'waiting-for-program';
  return isSettled(overviewRequests(data), data) && areFindingsSettled(data);
}

const iso = (time: number): string => new Date(time).toISOString();
const place = ({ scope }: { scope: { accountId: string; region: string } }): Placed => ({
  account: scope.accountId,
  region: scope.region,
});
const toProblem = ({ kind, message, nextStep }: Problem): Problem => ({ kind, message, nextStep });

function toRegion(region: string, data: Data): RegionSummary {
  const { condition, loadedAt, problem } = regionState(region, overviewRequests(data), data);
  return {
    region,
    state: condition,
    ...(loadedAt === undefined ? {} : { loadedAt: iso(loadedAt) }),
    ...(problem ? { problem: toProblem(problem) } : {}),
  };
}

function toVault(vault: Vault, overview: Overview, now: number): VaultSummary {
  const last = overview.vaultActivity.get(vault.arn);
  return {
    ...place(vault),
    name: vault.name,
    arn: vault.arn,
    type: vault.type,
    recoveryPoints: vault.pointCount ?? null,
    lock: lockState(vault, now).mode,
    ...(last === undefined ? {} : { lastActivity: iso(last) }),
  };
}

function toJob(job: Job): JobSummary {
  const { kind, id, state, resourceArn, resourceName, resourceType, vaultName, percent, message } = job;
  return {
    ...place(job),
    kind,
    id,
    state,
    resourceArn,
    resourceName,
    resourceType,
    vault: vaultName,
    createdAt: iso(job.createdAt),
    ...(job.startedAt === undefined ? {} : { startedAt: iso(job.startedAt) }),
    ...(job.completedAt === undefined ? {} : { completedAt: iso(job.completedAt) }),
    ...(percent === undefined ? {} : { percent }),
    ...(message === undefined ? {} : { message }),
  };
}

function toAudit(audit: Audit): AuditSummary {
  const { id, name, actor, target, risk, errorCode } = audit;
  return {
    ...place(audit),
    id,
    at: iso(audit.at),
    event: name,
    actor,
    target,
    risk,
    ...(errorCode === undefined ? {} : { errorCode }),
  };
}

export function toFinding(item: AttentionLine): FindingSummary {
  const { id, kind, severity, subject, text, since, nextStep, resourceArn, resourceType, count } = item;
  const { members, cause, accounts, regions } = item;
  return {
    ...place(item),
    id,
    kind,
    severity,
    subject,
    text,
    since: iso(since),
    ...(nextStep === undefined ? {} : { nextStep }),
    ...(resourceArn === undefined ? {} : { resourceArn }),
    ...(resourceType === undefined ? {} : { resourceType }),
    ...(count === undefined ? {} : { count }),
    ...(members === undefined ? {} : defined({ cause, accounts, regions })),
  };
}
