import type { FindingBase } from '../finding.ts';

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
  /** The same for those of one cause; undefined: this one's is of itself alone. */
  key(finding: Of): string | undefined;
  /** The key without a time; absent: the key has none. */
  cause?(finding: Of): string | undefined;
  says(first: Of, count: number): string;
}
