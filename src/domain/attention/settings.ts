// What a person asks of the attention list: objectives, and what they know already.

/**
 * How old the newest usable recovery point may be, and the last proven restore. All conditions must hold. Of those about the
 * same, the first that fits counts: of restores, of points anywhere, and of points in each location.
 */
export interface Objective {
  readonly everyMs?: number;
  /**
   * Where the point must lie; absent: anywhere. `other-region`, `other-account`, `air-gapped`, `locked`, a Region, the id of an
   * account, the ARN of a vault, or the name of one, with `*`.
   */
  readonly in?: string;
  /** How old the last restore that is known to work may be. */
  readonly restoreEveryMs?: number;
  /** Resource name or ARN, with `*`. */
  readonly name?: string;
  /** AWS's word: RDS, EBS. */
  readonly type?: string;
  /** Name of a plan that backs it up, with `*`. */
  readonly plan?: string;
  /** `key=value` of a tag by which a selection chooses it, with `*`: AWS Backup tells no other tags of a resource. */
  readonly tag?: string;
}

/** Hides what fits; all conditions must hold. */
export interface Mute {
  /** Resource, vault, plan or person: name or ARN, with `*`. */
  readonly name?: string;
  readonly type?: string;
  readonly kind?: string;
  /** Part of the sentence or of AWS's message, in any case. */
  readonly message?: string;
  /** Epoch ms; absent: until it is taken out. */
  readonly until?: number;
}

export interface AttentionSettings {
  readonly objectives: readonly Objective[];
  readonly mutes: readonly Mute[];
}

export const noSettings: AttentionSettings = { objectives: [], mutes: [] };
