// The document of `--once --json`. Its shape is stable: members may be added, never changed.
import type { Overview } from './overview-view.ts';

export interface Summary {
  readonly schema: 'vaultop.overview/1';
  /** ISO 8601, like all times here. */
  readonly at: string;
  readonly account?: string;
  readonly identity?: string;
  /** The reason why there is no identity and no data. */
  readonly problem?: Problem;
  /** Every account with rows or credentials. */
  readonly accounts: readonly AccountAccess[];
  /** Set in organization mode. */
  readonly organization?: OrganizationSummary;
  readonly regions: readonly RegionSummary[];
  /** null: a source list of the counts has no response; see `unanswered`. */
  readonly last24Hours: Counts;
  /** Counts from the lists with a response if `last24Hours` is null: lower bounds. */
  readonly last24HoursAtLeast?: Overview['counts'];
  /** The lengths of the lists below; null if one of their source lists has no response. */
  readonly counts: RowCounts;
  readonly vaults: readonly VaultSummary[];
  readonly runningJobs: readonly JobSummary[];
  /** Jobs of the last 24 hours that ended badly. */
  readonly attention: readonly JobSummary[];
  /** The attention list, worst first: the findings of `vaultop check`. */
  readonly findings: readonly FindingSummary[];
  /** Lists without a response from which findings follow, in the words of `vaultop check`. */
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
  /** The name in AWS Organizations. */
  readonly name?: string;
  /** There are credentials for the account: its vaults, plans and audits are visible, not only its jobs. */
  readonly reached: boolean;
  /** The reason why its credentials do not sign in. */
  readonly problem?: Problem;
}

export interface OrganizationSummary {
  /** By Region: all accounts in one call, each by its id, or only those with credentials. */
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
  /** null: AWS did not return it. */
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
  /** The number of things that the finding is about, if it is more than one. */
  readonly count?: number;
  /** For a group of findings of one cause: the cause, and all accounts and Regions of its members. */
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
