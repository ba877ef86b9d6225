// The document of `--once --json`. Its shape is a promise: fields are added, never changed.
import type { Overview } from './overview-view.ts';

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

export interface Placed {
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
