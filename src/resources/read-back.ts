// How to find out whether a call was carried out that nobody answered. An operation that takes a token is not here: it is
// sent again with the same token. Neither is one that says how things shall be, since saying it twice is saying it once.
import type { Ask } from './resource.ts';

/** True: it was done. False: it was not, and may be sent again. */
type ReadBack = (ask: Ask, input: Readonly<Record<string, never>>) => Promise<boolean>;

export const readBacks: Readonly<Record<string, ReadBack>> = {
  UpdateBackupPlan: async (ask, { BackupPlanId, BackupPlan }) => {
    const { BackupPlan: now } = await ask.call('backup', 'GetBackupPlan', { BackupPlanId });
    return holds(now, BackupPlan);
  },
  StopBackupJob: async (ask, { BackupJobId }) => {
    const { State } = await ask.call('backup', 'DescribeBackupJob', { BackupJobId });
    return State === 'ABORTING' || State === 'ABORTED';
  },
  CancelLegalHold: async (ask, { LegalHoldId }) => {
    const { Status } = await ask.call('backup', 'GetLegalHold', { LegalHoldId });
    return Status === 'CANCELING' || Status === 'CANCELED';
  },
  DeleteBackupPlan: async (ask, { BackupPlanId }) => {
    const { DeletionDate } = await ask.call('backup', 'GetBackupPlan', { BackupPlanId });
    return DeletionDate !== undefined;
  },
  DeleteRecoveryPoint: async (ask, { BackupVaultName, RecoveryPointArn }) => {
    const { Status } = await ask.call('backup', 'DescribeRecoveryPoint', { BackupVaultName, RecoveryPointArn });
    return Status === 'DELETING';
  },
};

/** After a call that nobody answered, "not there" says that it was deleted by it. */
export const isGoneAfter = (operation: string): boolean => /^(Delete|Disassociate)/.test(operation);

/** Everything that was asked for is there; AWS adds ids and defaults of its own. */
export function holds(there: unknown, asked: unknown): boolean {
  if (asked === undefined || asked === null) return true;
  if (Array.isArray(asked)) {
    const found = Array.isArray(there) ? there : [];
    return found.length === asked.length && asked.every((item, index) => holds(found[index], item));
  }
  if (typeof asked === 'object') {
    return Object.entries(asked).every(([name, value]) => holds((there as Record<string, unknown>)?.[name], value));
  }
  return there === asked;
}
