import type { FindingBase } from '../findings/finding.ts';

/** The sentence of one kind of finding. */
export interface Sentence<Of extends FindingBase> {
  /** The sentence without its subject, as of now. */
  says(finding: Of, now: number): string;
  /** The result of `says` includes the subject, as in 'carol deleted …'. */
  readonly isWhole?: true;
  nextStep(finding: Of): string;
  /** Absent: findings of this kind are never grouped. */
  readonly together?: Together<Of>;
}

/** The sentence of several findings of one cause. */
export interface Together<Of extends FindingBase> {
  /**
   * Equal for findings of the same cause in every account-Region: the key names no account, no Region, no id that
   * differs between them, and no time. Findings of several kinds may have the same key. undefined: no other finding has
   * this cause.
   */
  key(finding: Of): string | undefined;
  /** `first`: the worst finding. */
  says(first: Of, total: GroupTotal): string;
}

/** Counts over the findings of a group. */
export interface GroupTotal {
  readonly size: number;
  /** The first few different names of subjects. */
  readonly names: readonly string[];
  /** Findings whose recovery point is overdue. */
  readonly overdue: number;
  /** Copies that failed, in addition to backups. */
  readonly copies: number;
  /** Events, where one finding may stand for several of them. */
  readonly events: number;
  /** The first few names of plans. */
  readonly plans: readonly string[];
}
