// The facts about one account-Region. No conclusion is drawn from a request without a response.
import type { Audit } from '../audits/audit.ts';
import type { InventoryRow } from '../coverage/inventory.ts';
import type { Job } from '../jobs/job.ts';
import type { ScanJob } from '../jobs/scan-job.ts';
import type { PlanRule } from '../plans/plan-rule.ts';
import type { RestoreTestingPlan } from '../plans/restore-testing.ts';
import type { Selection } from '../plans/selection.ts';
import type { RegionSettings } from '../region-settings.ts';
import type { Scope } from '../scope.ts';
import type { AccessPoint } from '../vaults/access-point.ts';
import type { KmsKey } from '../vaults/kms-key.ts';
import type { ProtectedResource } from '../vaults/protected-resource.ts';
import type { RecoveryPoint } from '../vaults/recovery-point.ts';
import type { Vault } from '../vaults/vault.ts';
import type { Elsewhere } from './points/remote-resource.ts';

/** A whole response. The object is the same as long as nothing in it changes. */
export interface ListResponse<Row> {
  readonly rows: readonly Row[];
  /** Epoch ms of the request: the response cannot include later changes. */
  readonly at: number;
}

/** The members of the facts that are responses to requests. */
export const answeredFacts = [
  'backupJobs',
  'copyJobs',
  'restoreJobs',
  'rules',
  'selections',
  'resources',
  'points',
  'vaults',
  'scanJobs',
  'audits',
  'testingPlans',
] as const satisfies readonly (keyof ScopeFacts)[];

export type AnsweredFact = (typeof answeredFacts)[number];

/**
 * A member is absent if its request has no response yet or was refused. Its object is the same as long as nothing in it
 * changes.
 */
export interface ScopeFacts {
  readonly scope: Scope;
  readonly backupJobs?: ListResponse<Job>;
  readonly copyJobs?: ListResponse<Job>;
  readonly restoreJobs?: ListResponse<Job>;
  readonly rules?: ListResponse<PlanRule>;
  readonly selections?: ListResponse<Selection>;
  readonly resources?: ListResponse<ProtectedResource>;
  /** The recovery points of every vault, or only the newest ones: see `pointsSince`. */
  readonly points?: ListResponse<RecoveryPoint>;
  /** Epoch ms; older recovery points were not requested. */
  readonly pointsSince?: number;
  readonly vaults?: ListResponse<Vault>;
  readonly scanJobs?: ListResponse<ScanJob>;
  readonly audits?: ListResponse<Audit>;
  readonly testingPlans?: ListResponse<RestoreTestingPlan>;
  /** Every resource, backed up or not. Also absent if no requested list needs it. */
  readonly inventory?: ListResponse<InventoryRow>;
  /** The KMS keys of vaults and recovery points. Also absent if coverage is not judged. */
  readonly keys?: ListResponse<KmsKey>;
  /** Also absent if access points are not judged. */
  readonly accessPoints?: ListResponse<AccessPoint>;
  readonly settings?: RegionSettings;
  /**
   * What other account-Regions know; absent: nothing is known of other account-Regions, and all resources are evaluated
   * here.
   */
  readonly elsewhere?: Elsewhere;
}
