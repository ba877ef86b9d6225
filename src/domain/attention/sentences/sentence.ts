import type { FindingBase } from '../findings/finding.ts';

/** How findings of one kind read. */
export interface Sentence<Of extends FindingBase> {
  /** The sentence without its subject, as of now. */
  says(finding: Of, now: number): string;
  /** `says` says the subject itself, as that of its verb: 'carol deleted …'. */
  readonly isWhole?: true;
  nextStep(finding: Of): string;
  /** Absent: each stands for itself, however many there are. */
  readonly together?: Together<Of>;
}

/** How many findings of one cause read as one line. */
export interface Together<Of extends FindingBase> {
  /**
   * The same for those of one cause, in whichever account-Region they are: it names neither, nor an id that is given anew in each,
   * nor a time. Findings of several kinds may have one key. undefined: this one's cause is of itself alone.
   */
  key(finding: Of): string | undefined;
  /** `first`: the worst of them. */
  says(first: Of, total: GroupTotal): string;
}

/** What is counted of the findings of a group. */
export interface GroupTotal {
  readonly size: number;
  /** Different names of what they are about, the first few. */
  readonly names: readonly string[];
  /** Those without a recovery point in time. */
  readonly overdue: number;
  /** Copies that failed, beside backups. */
  readonly copies: number;
  /** Things that happened, where a finding may stand for several of them. */
  readonly events: number;
  /** Names of the plans that they are about, the first few. */
  readonly plans: readonly string[];
}
