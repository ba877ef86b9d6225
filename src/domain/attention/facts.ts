// What is known of one account-Region. Nothing is concluded from what has not been answered.
import type { Audit } from '../audits/audit.ts';
import type { Job } from '../jobs/job.ts';
import type { ScanJob } from '../jobs/scan-job.ts';
import type { PlanRule } from '../plans/plan-rule.ts';
import type { RestoreTestingPlan } from '../plans/restore-testing.ts';
import type { Selection } from '../plans/selection.ts';
import type { RegionSettings } from '../region-settings.ts';
import type { Scope } from '../scope.ts';
import type { ProtectedResource } from '../vaults/protected-resource.ts';
import type { RecoveryPoint } from '../vaults/recovery-point.ts';
import type { Vault } from '../vaults/vault.ts';
import type { Elsewhere } from './points/remote-resource.ts';

/** A whole answer. The same object for as long as nothing in it changed. */
export interface Answer<Row> {
  readonly rows: readonly Row[];
  /** Epoch ms at which AWS was asked: what happened later cannot be in it. */
  readonly at: number;
}

/** Members of the facts that are answers to questions. */
export const answeredFacts = [
  ...(['backupJobs', 'copyJobs', 'restoreJobs', 'rules', 'selections', 'resources', 'points'] as const),
  ...(['vaults', 'scanJobs', 'audits', 'testingPlans'] as const),
] as const satisfies readonly (keyof ScopeFacts)[];

export type AnsweredFact = (typeof answeredFacts)[number];

/** Absent: not answered yet, or refused. The same object for as long as nothing in it changed. */
export interface ScopeFacts {
  readonly scope: Scope;
  readonly backupJobs?: Answer<Job>;
  readonly copyJobs?: Answer<Job>;
  readonly restoreJobs?: Answer<Job>;
  readonly rules?: Answer<PlanRule>;
  readonly selections?: Answer<Selection>;
  readonly resources?: Answer<ProtectedResource>;
  /** Of every vault, or only the newest of them: see `pointsSince`. */
  readonly points?: Answer<RecoveryPoint>;
  /** Epoch ms; points older than it were not asked for. */
  readonly pointsSince?: number;
  readonly vaults?: Answer<Vault>;
  readonly scanJobs?: Answer<ScanJob>;
  readonly audits?: Answer<Audit>;
  readonly testingPlans?: Answer<RestoreTestingPlan>;
  readonly settings?: RegionSettings;
  /** What other account-Regions know; absent: nothing is known of any other, and all is judged here. */
  readonly elsewhere?: Elsewhere;
}
