// All stored data about one AWS resource, over all vaults, accounts and Regions.
import type { LineRow } from './attention/findings/line-row.ts';
import type { Protection } from './attention/lists/protection.ts';
import type { Lane, LaneCell } from './attention/lists/timeline.ts';
import type { Audit } from './audits/audit.ts';
import type { Job } from './jobs/job.ts';
import type { PlanRule } from './plans/plan-rule.ts';
import type { Selection } from './plans/selection.ts';
import type { KmsKey } from './vaults/kms-key.ts';
import type { ProtectedResource } from './vaults/protected-resource.ts';
import type { RecoveryPoint } from './vaults/recovery-point.ts';
import type { StorageCost } from './vaults/storage-cost.ts';

/** Lists are newest first, with a limited length: `more` names those with more rows. */
export interface ResourcePage extends ProtectedResource, ResourcePageLists {
  /** The age compared with the objective; absent: not evaluated. */
  readonly protection?: Protection;
  /** Epoch ms since which no list of AWS has the resource; absent: one has it, or none ever had it. */
  readonly goneAt?: number;
  /** The last 24 hours; absent: not evaluated. */
  readonly lane?: Lane;
  /** The last backup jobs, whatever their age. */
  readonly lastRuns?: LastRuns;
  /** KMS keys of the points above that cannot decrypt, if keys are judged. */
  readonly goneKeys: readonly KmsKey[];
  /** Of the points above; absent: none of them has a price. */
  readonly cost?: StorageCost;
  readonly more: readonly (keyof ResourcePageLists)[];
  /** Of a past time: the store does not know what they had then. Absent: none. */
  readonly unknownThen?: readonly (keyof ResourcePageLists)[];
}

export interface LastRuns {
  /** One cell for each job, oldest first. */
  readonly cells: readonly LaneCell[];
  /** Epoch ms of the first and the last job. */
  readonly from: number;
  readonly to: number;
}

export interface ResourcePageLists {
  readonly findings: readonly LineRow[];
  /** The rules of the plans that select the resource, and the selections of those plans. */
  readonly rules: readonly PlanRule[];
  readonly selections: readonly Selection[];
  readonly points: readonly RecoveryPoint[];
  readonly backupJobs: readonly Job[];
  readonly copyJobs: readonly Job[];
  readonly restoreJobs: readonly Job[];
  readonly audits: readonly Audit[];
}
