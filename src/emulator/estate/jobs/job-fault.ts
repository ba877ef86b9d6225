// Planted faults of backup jobs, for an estate in which the seed decides no outcomes.
import type { BackupJobState } from '@aws-sdk/client-backup';
import type { OutcomeReason } from './outcome-reasons.ts';

/** A fault in the backups that one rule makes of one resource. */
export interface JobFault {
  /** The name of the resource; `rule` is the name of the rule. */
  resource: string;
  rule: string;
  /** The first affected slot, in epoch ms. Absent: all slots. */
  from?: number;
  /** The rule creates no job. */
  isMissing?: true;
  outcome?: Extract<BackupJobState, 'FAILED' | 'EXPIRED' | 'ABORTED' | 'PARTIAL'>;
  /** The job's status message; for a completed job, the message of its issue. */
  reason?: OutcomeReason;
  /** The actual duration; AWS's estimate stays at the usual duration. */
  runMinutes?: readonly [number, number];
  /** The job reaches 99 % at its expected end and keeps running. */
  isStuck?: true;
  /** The rule makes no copies, or the copies fail with this message. */
  copies?: 'missing' | OutcomeReason;
  /** The result of scans of its recovery points. */
  scan?: 'THREATS_FOUND' | 'COMPLETED_WITH_ISSUES';
  /** AWS cannot delete its recovery points after their retention. */
  isUndeletable?: true;
  /** AWS stops updating its continuous recovery point. */
  isStopped?: true;
}

/** The fault of jobs without a fault, in an estate with planted faults. */
export const noJobFault: JobFault = { resource: '', rule: '' };

/** Undefined if `planted` is absent: then the seed decides. */
export function jobFaultAt(planted: readonly JobFault[] | undefined, slotAt: number): JobFault | undefined {
  if (planted === undefined) return undefined;
  return planted.find(({ from = 0 }) => slotAt >= from) ?? noJobFault;
}
