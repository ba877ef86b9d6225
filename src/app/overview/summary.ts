// The overview as a document, for `--once --json`. The shape is a promise: fields are added, never changed.

import type { AttentionLine } from '../../domain/attention/findings/attention-line.ts';
import type { Audit } from '../../domain/audits/audit.ts';
import type { Job } from '../../domain/jobs/job.ts';
import { lockState } from '../../domain/vaults/lock.ts';
import type { Vault } from '../../domain/vaults/vault.ts';
import { defined } from '../../lib/defined.ts';
import { attentionLines } from '../attention/attention-counts.ts';
import {
  areFindingsSettled,
  findingQuestions,
  unansweredSentences,
  type WhereToLook,
} from '../attention/unanswered.ts';
import { unansweredLists } from '../state/answers.ts';
import type { Data, OrganizationState } from '../state/data.ts';
import { regionState } from '../state/region-state.ts';
import { isSettled } from '../state/settled.ts';
import { overviewQuestions } from '../state/watching.ts';
import { isPanelCounted, type Overview } from './overview-view.ts';

export interface Summary {
  readonly schema: 'vaultop.overview/1';
  /** ISO 8601, as all times here. */
  readonly at: string;
  readonly account?: string;
  readonly identity?: string;
  /** Why there is no identity, and so nothing else. */
  readonly problem?: Problem;
  /** Every account there are rows of, or credentials for. */
  readonly accounts: readonly AccountAccess[];
  /** In organization mode. */
  readonly organization?: OrganizationSummary;
  readonly regions: readonly RegionSummary[];
  /** null: a list of jobs that the counts rest on has no answer; see `unanswered`. */
  readonly last24Hours: Counts;
  /** What the answered lists give where `last24Hours` is null: there may be more. */
  readonly last24HoursAtLeast?: Overview['counts'];
  /** How many rows the lists below have; null where one that they are made of has no answer. */
  readonly counts: RowCounts;
  readonly vaults: readonly VaultSummary[];
  readonly runningJobs: readonly JobSummary[];
  /** Jobs of the last 24 hours that ended badly. */
  readonly attention: readonly JobSummary[];
  /** What needs attention, worst first: the findings of `vaultop check`. */
  readonly findings: readonly FindingSummary[];
  /** Lists that the findings rest on and that have no answer, as `vaultop check` says them. */
  readonly unanswered: readonly string[];
  readonly audits: readonly AuditSummary[];
}

export type Counts = { readonly [Name in keyof Overview['counts']]: number | null };

export interface RowCounts {
  readonly vaults: number | null;
  readonly runningJobs: number | null;
  readonly attention: number | null;
  readonly findings: number | null;
  readonly audits: number | null;
}

export interface Problem {
  readonly kind: string;
  readonly message: string;
  readonly nextStep: string;
}

export interface AccountAccess {
  readonly id: string;
  /** As Organizations tells it. */
  readonly name?: string;
  /** Credentials act in it: its vaults, plans and audits are seen, not its jobs alone. */
  readonly reached: boolean;
  /** Why its credentials do not sign in. */
  readonly problem?: Problem;
}

export interface OrganizationSummary {
  /** By Region: all accounts in one call, each by its id, or only those signed in to. */
  readonly ways: Readonly<Record<string, 'all' | 'each' | 'own'>>;
  readonly problem?: Problem;
}

export interface RegionSummary {
  readonly region: string;
  readonly state: 'fresh' | 'loading' | 'slow' | 'stale' | 'failing';
  readonly loadedAt?: string;
  readonly problem?: Problem;
}

interface Placed {
  readonly account: string;
  readonly region: string;
}

export interface VaultSummary extends Placed {
  readonly name: string;
  readonly arn: string;
  readonly type: string;
  /** null: AWS did not tell. */
  readonly recoveryPoints: number | null;
  /** none, governance, grace, compliance, air-gapped, or unknown: locked, mode not known. */
  readonly lock: string;
  readonly lastActivity?: string;
}

export interface JobSummary extends Placed {
  readonly kind: 'backup' | 'copy' | 'restore';
  readonly id: string;
  readonly state: string;
  readonly resourceArn: string;
  readonly resourceName: string;
  readonly resourceType: string;
  readonly vault: string;
  readonly createdAt: string;
  readonly startedAt?: string;
  readonly completedAt?: string;
  readonly percent?: number;
  readonly message?: string;
}

export interface FindingSummary extends Placed {
  readonly id: string;
  readonly kind: string;
  /** critical, warning or notice. */
  readonly severity: string;
  readonly subject: string;
  readonly text: string;
  readonly since: string;
  readonly nextStep?: string;
  readonly resourceArn?: string;
  readonly resourceType?: string;
  /** How many things it is about, when more than one. */
  readonly count?: number;
  /** Of a group of findings of one cause: what they share, and all accounts and Regions that they are in. */
  readonly cause?: string;
  readonly accounts?: readonly string[];
  readonly regions?: readonly string[];
}

export interface AuditSummary extends Placed {
  readonly id: string;
  readonly at: string;
  readonly event: string;
  readonly actor: string;
  readonly target: string;
  readonly risk: string;
  readonly errorCode?: string;
}

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
    unanswered: unansweredSentences(data, unansweredLists(findingQuestions(data), data), where),
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

/** Every list that the overview and its findings need has been answered or refused. */
export function isWhole(data: Data): boolean {
  const { identityProblem } = data;
  // Nobody has been refused while a program still asks somebody.
  if (data.scopes.length === 0) return identityProblem !== undefined && identityProblem.kind !== 'waiting-for-program';
  return isSettled(overviewQuestions(data), data) && areFindingsSettled(data);
}

const iso = (time: number): string => new Date(time).toISOString();
const place = ({ scope }: { scope: { accountId: string; region: string } }): Placed => ({
  account: scope.accountId,
  region: scope.region,
});
const toProblem = ({ kind, message, nextStep }: Problem): Problem => ({ kind, message, nextStep });

function toRegion(region: string, data: Data): RegionSummary {
  const { mood, loadedAt, problem } = regionState(region, overviewQuestions(data), data);
  return {
    region,
    state: mood,
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
