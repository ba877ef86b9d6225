// The effect of a vault's lock on a new recovery point.
// https://docs.aws.amazon.com/aws-backup/latest/devguide/vault-lock.html
import { vaultNameOf } from '../../../domain/arn.ts';
import { lockState } from '../../../domain/vaults/lock.ts';
import type { Vault } from '../../../domain/vaults/vault.ts';
import { dayMs } from '../../../lib/duration.ts';
import { formatDateTime } from '../../../lib/text/format.ts';
import type { Undo } from '../../action.ts';
import { irreversible, undoable } from '../undo.ts';

export interface LockedRetention {
  /** Absent: no list has the vault; it may have any lock. */
  readonly vault: Vault | undefined;
  /** Name or ARN, for a vault that is not known. */
  readonly named: string;
  /** Absent: the recovery point has no deletion date. */
  readonly days: number | undefined;
  readonly now: number;
  /** One is made at each run of a plan. */
  readonly recurring?: true;
}

export interface LockWarning {
  readonly text: string;
  /** Epoch ms before which nobody can delete the recovery point; absent: nobody ever can. */
  readonly until?: number;
  /** It is possible that nobody can ever delete the recovery point. */
  readonly isForever: boolean;
}

export function lockWarning({ vault, named, days, now, recurring }: LockedRetention): LockWarning | undefined {
  const name = vault?.name ?? (vaultNameOf(named) || named);
  if (name === '') return undefined;
  // If the mode is not known, it may be compliance.
  const { mode, until }: { mode: string; until?: number } = vault ? lockState(vault, now) : { mode: 'not listed' };
  if (mode === 'none' || mode === 'governance') return undefined;
  const lock = lockText(mode, name, until);
  if (days === undefined)
    return { text: `Without "delete after" nobody can ever delete the recovery point: ${lock}.`, isForever: true };
  const end = now + days * dayMs;
  const text = recurring
    ? `Nobody can delete its recovery points for ${days} days: ${lock}.`
    : `Nobody can delete the recovery point before about ${formatDateTime(end)}: ${lock}.`;
  return { text, until: end, isForever: false };
}

/** Whether a new recovery point can be deleted again. */
export function undoOfKeeping(what: 'copy' | 'recovery point', lock: LockWarning | undefined): Undo {
  if (!lock) return undoable(`stop the job, or delete the ${what}`);
  if (lock.until === undefined) return irreversible(`nobody can ever delete the ${what}`);
  return undoable(`not before about ${formatDateTime(lock.until)}; from then on the ${what} can be deleted`);
}

function lockText(mode: string, name: string, until: number | undefined): string {
  switch (mode) {
    case 'compliance':
      return `vault ${name} is locked in compliance mode`;
    case 'air-gapped':
      return `vault ${name} is logically air-gapped, which is a compliance lock`;
    case 'grace':
      return `the compliance lock of vault ${name} becomes final at ${formatDateTime(until ?? Number.NaN)}`;
    case 'not listed':
      return `vault ${name} is not among the vaults that are known here, and may be locked in compliance mode`;
    default:
      return `vault ${name} is locked in a mode that is not known here, which may be compliance`;
  }
}
