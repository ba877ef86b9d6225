// What is to befall an estate in which nothing is left to chance.
import type { BackupJobState } from '@aws-sdk/client-backup';
import type { Verdict } from './messages.ts';

/** What befalls the backups that one rule makes of one resource, and what comes of them. */
export interface Mishap {
  /** By name, as the rule. */
  resource: string;
  rule: string;
  /** Slots from here on, in epoch ms. Absent: ever since. */
  from?: number;
  /** No job comes at all. */
  isMissing?: true;
  outcome?: Extract<BackupJobState, 'FAILED' | 'EXPIRED' | 'ABORTED' | 'PARTIAL'>;
  /** Why; of a backup that is completed all the same, with what issue. */
  verdict?: Verdict;
  /** How long it runs; AWS goes on guessing what is usual. */
  runMinutes?: readonly [number, number];
  /** It has all but ended when it should have, and goes on running. */
  isStuck?: true;
  /** What becomes of its copies: none is made, or they fail. */
  copies?: 'missing' | Verdict;
  /** What a scan of its points comes to. */
  scan?: 'THREATS_FOUND' | 'COMPLETED_WITH_ISSUES';
  /** Its points outlive their retention. */
  isUndeletable?: true;
  /** Its continuous point is no longer kept up. */
  isStopped?: true;
}

/** Where nothing is left to chance and nothing is to befall. */
export const uneventful: Mishap = { resource: '', rule: '' };

/** `planted` absent: chance decides, and there is no answer. */
export function mishapAt(planted: readonly Mishap[] | undefined, slotAt: number): Mishap | undefined {
  if (planted === undefined) return undefined;
  return planted.find(({ from = 0 }) => slotAt >= from) ?? uneventful;
}
