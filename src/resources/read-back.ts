// How to find out whether a call was carried out that nobody answered. Each mutating operation is one of three: it takes a
// token and is sent again with the same one; it says how things shall be, and saying it twice is saying it once; or it is
// read back before it is sent again.
import { AwsProblemError } from '../aws/errors/errors.ts';
import { ruleDefaults } from '../domain/plans/plan-rule.ts';
import { defaultSchedule } from '../domain/plans/schedule.ts';
import { planOfAnswer } from './actions/plan-answer.ts';
import type { Ask } from './resource.ts';

/** True: it was done. False: it was not, and may be sent again. */
type ReadBack = (ask: Ask, input: Readonly<Record<string, never>>) => Promise<boolean>;

/** Operations that AWS knows again by a token, and the member that holds it. */
export const tokenMembers: Readonly<Record<string, string>> = {
  StartBackupJob: 'IdempotencyToken',
  StartCopyJob: 'IdempotencyToken',
  StartRestoreJob: 'IdempotencyToken',
  CreateLegalHold: 'IdempotencyToken',
  CreateBackupPlan: 'CreatorRequestId',
  CreateBackupSelection: 'CreatorRequestId',
  CreateBackupVault: 'CreatorRequestId',
  CreateLogicallyAirGappedBackupVault: 'CreatorRequestId',
};

/** They say how things shall be. */
export const repeatable: ReadonlySet<string> = new Set([
  'PutBackupVaultAccessPolicy',
  'PutBackupVaultLockConfiguration',
  'PutBackupVaultNotifications',
  'TagResource',
  'UntagResource',
  'UpdateRecoveryPointLifecycle',
  'UpdateRegionSettings',
]);

export const readBacks: Readonly<Record<string, ReadBack>> = {
  UpdateBackupPlan: async (ask, { BackupPlanId, BackupPlan }) =>
    isSamePlan(planOfAnswer(await ask.call('backup', 'GetBackupPlan', { BackupPlanId })), BackupPlan),
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
  // AWS answers a selection that is gone with an invalid parameter, and a vault that is gone with a denial: their lists tell.
  DeleteBackupSelection: async (ask, { BackupPlanId, SelectionId }) => {
    for await (const { BackupSelectionsList = [] } of ask.pages('backup', 'ListBackupSelections', { BackupPlanId })) {
      if (BackupSelectionsList.some((selection) => selection.SelectionId === SelectionId)) return false;
    }
    return true;
  },
  DeleteBackupVault: async (ask, { BackupVaultName }) => {
    for await (const { BackupVaultList = [] } of ask.pages('backup', 'ListBackupVaults', {})) {
      if (BackupVaultList.some((vault) => vault.BackupVaultName === BackupVaultName)) return false;
    }
    return true;
  },
  DeleteBackupVaultLockConfiguration: async (ask, { BackupVaultName }) => {
    const { Locked } = await ask.call('backup', 'DescribeBackupVault', { BackupVaultName });
    return Locked !== true;
  },
  DeleteBackupVaultAccessPolicy: (ask, { BackupVaultName }) =>
    isGone(ask.call('backup', 'GetBackupVaultAccessPolicy', { BackupVaultName })),
  DeleteBackupVaultNotifications: (ask, { BackupVaultName }) =>
    isGone(ask.call('backup', 'GetBackupVaultNotifications', { BackupVaultName })),
  DeleteRecoveryPoint: async (ask, { BackupVaultName, RecoveryPointArn }) => {
    const { Status } = await ask.call('backup', 'DescribeRecoveryPoint', { BackupVaultName, RecoveryPointArn });
    return Status === 'DELETING';
  },
  DisassociateRecoveryPoint: async (ask, { BackupVaultName, RecoveryPointArn }) => {
    const { Status } = await ask.call('backup', 'DescribeRecoveryPoint', { BackupVaultName, RecoveryPointArn });
    return Status === 'DELETING';
  },
  DisassociateRecoveryPointFromParent: async (ask, { BackupVaultName, RecoveryPointArn }) => {
    const input = { BackupVaultName, RecoveryPointArn };
    const { ParentRecoveryPointArn } = await ask.call('backup', 'DescribeRecoveryPoint', input);
    return ParentRecoveryPointArn === undefined;
  },
};

/** After a call that nobody answered, "not there" says that it was deleted by it. */
export const isGoneAfter = (operation: string): boolean => /^(Delete|Disassociate)/.test(operation);

async function isGone(answer: Promise<unknown>): Promise<boolean> {
  try {
    await answer;
    return false;
  } catch (error) {
    if (error instanceof AwsProblemError && error.problem.kind === 'not-found') return true;
    throw error;
  }
}

/** What AWS writes into a rule that leaves it out. */
const addedByAws: Readonly<Record<string, unknown>> = {
  ScheduleExpression: defaultSchedule,
  ScheduleExpressionTimezone: ruleDefaults.timeZone,
  StartWindowMinutes: ruleDefaults.startWindowMinutes,
  CompletionWindowMinutes: ruleDefaults.completionWindowMinutes,
};

/** Whether the plan is as asked for, no more and no less: what was to be taken out must be gone too. */
export function isSamePlan(there: unknown, asked: unknown): boolean {
  if (isEmpty(there) || isEmpty(asked)) return isEmpty(there) && isEmpty(asked);
  if (Array.isArray(there) && Array.isArray(asked)) {
    return there.length === asked.length && there.every((item, index) => isSamePlan(item, asked[index]));
  }
  if (!isRecord(there) || !isRecord(asked)) return there === asked;
  const names = new Set([...Object.keys(there), ...Object.keys(asked)]);
  return [...names].every(
    (name) => isSamePlan(there[name], asked[name]) || (isEmpty(asked[name]) && addedByAws[name] === there[name]),
  );
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** Absent, and what says the same: a switch that is off, days that are never, a list or an object without anything. */
function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === false || value === -1) return true;
  return isRecord(value) && Object.values(value).every(isEmpty);
}
