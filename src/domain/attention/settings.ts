// Settings of the attention list: objectives, mutes and exclusions from coverage.
import type { Exclusion } from '../coverage/exclusion.ts';
import type { OwnPrice } from '../vaults/storage-cost.ts';

/**
 * Maximum age of the newest usable recovery point, and of the last proven restore. All conditions must match. Of
 * several objectives for the same thing (restores, recovery points anywhere, recovery points in one location) the first
 * that matches is used.
 */
export interface Objective {
  readonly everyMs?: number;
  /**
   * The location of the recovery point; absent: any. `other-region`, `other-account`, `air-gapped`, `locked`, a Region,
   * an account id, the ARN of a vault, or the name of a vault, with `*`.
   */
  readonly in?: string;
  /** Maximum age of the last successful restore. */
  readonly restoreEveryMs?: number;
  /** Name or ARN of the resource, with `*`. */
  readonly name?: string;
  /** AWS's name of the type: RDS, EBS. */
  readonly type?: string;
  /** Name of a plan that backs up the resource, with `*`. */
  readonly plan?: string;
  /**
   * `key=value` of a tag by which a selection selects the resource, with `*`: AWS Backup returns no other tags of a
   * resource.
   */
  readonly tag?: string;
}

/** Hides findings that match; all conditions must match. */
export interface Mute {
  /** Name or ARN of a resource, vault, plan or person, with `*`. */
  readonly name?: string;
  readonly type?: string;
  readonly kind?: string;
  /** The key of the cause that the findings of a group share. */
  readonly cause?: string;
  /** Part of the sentence or of AWS's message; case is ignored. */
  readonly message?: string;
  /** Epoch ms; absent: without an end. */
  readonly until?: number;
  readonly reason?: string;
  /** Who muted it. */
  readonly by?: string;
  /** Epoch ms at which it was muted. */
  readonly at?: number;
}

export interface AttentionSettings {
  readonly objectives: readonly Objective[];
  readonly mutes: readonly Mute[];
  /** Prices of stored recovery points, which override the published ones. */
  readonly prices?: readonly OwnPrice[];
  /** Resources that have no backup on purpose. */
  readonly exclusions?: readonly Exclusion[];
  /** Absent: there are no findings about coverage, which is shown in its own list only. */
  readonly coverage?: boolean;
  /** Absent: there are no findings about access points. */
  readonly accessPoints?: boolean;
}

export const noSettings: AttentionSettings = { objectives: [], mutes: [] };
