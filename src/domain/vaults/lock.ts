// https://docs.aws.amazon.com/aws-backup/latest/devguide/vault-lock.html: AWS returns no mode; the mode follows from
// the dates.
import { formatAge, formatDateTime } from '../../lib/text/format.ts';
import type { Tone } from '../tone.ts';
import type { Vault } from './vault.ts';

/** 'unknown': locked, but AWS did not return the date that decides the mode. */
export type LockMode = 'none' | 'governance' | 'grace' | 'compliance' | 'air-gapped' | 'unknown';

export interface LockState {
  readonly mode: LockMode;
  /** Epoch ms at which the grace time of a compliance lock ends. */
  readonly until?: number;
  /** At most 12 cells. */
  readonly text: string;
  readonly tone: Tone;
}

type Lockable = Pick<Vault, 'type' | 'locked' | 'lockDate' | 'isLockDateUnknown'>;

export const airGappedType = 'LOGICALLY_AIR_GAPPED_BACKUP_VAULT';

export function lockState({ type, locked, lockDate, isLockDateUnknown }: Lockable, now: number): LockState {
  if (type === airGappedType) return { mode: 'air-gapped', text: 'air-gapped', tone: 'good' };
  if (!locked) return { mode: 'none', text: 'none', tone: 'muted' };
  if (isLockDateUnknown) return { mode: 'unknown', text: 'locked (?)', tone: 'warn' };
  if (lockDate === undefined) return { mode: 'governance', text: 'governance', tone: 'accent' };
  if (lockDate > now)
    return { mode: 'grace', until: lockDate, text: `grace ${formatAge(lockDate - now)}`, tone: 'warn' };
  return { mode: 'compliance', text: 'compliance', tone: 'good' };
}

/** What the lock allows and forbids, as one sentence. */
export function lockSentence(vault: Lockable, now: number): string {
  const { mode, until = 0 } = lockState(vault, now);
  switch (mode) {
    case 'none':
      return 'Not locked: principals with the permission can delete recovery points.';
    case 'governance':
      return 'Governance lock: recovery points are kept; principals with the permission can remove the lock.';
    case 'unknown':
      return 'Locked, mode not known: AWS Backup did not return whether, and from when on, the lock is final.';
    case 'grace':
      return `Compliance lock in its grace time: can be removed until ${formatDateTime(until)}, then never.`;
    case 'compliance':
      return 'Compliance lock: nobody, not even AWS, can remove it or delete a recovery point early.';
    case 'air-gapped':
      return 'Logically air-gapped: locked in compliance mode, stored in an account of AWS Backup.';
  }
}
