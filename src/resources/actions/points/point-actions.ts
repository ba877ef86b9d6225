import type { DeleteRecoveryPointInput, Lifecycle } from '@aws-sdk/client-backup';
import { isKeptLonger, lifecycleSentences, whyLifecycleIsFinal } from '../../../domain/vaults/lifecycle-change.ts';
import { lockState } from '../../../domain/vaults/lock.ts';
import { isContinuous } from '../../../domain/vaults/point-status.ts';
import type { RecoveryPoint } from '../../../domain/vaults/recovery-point.ts';
import type { Vault } from '../../../domain/vaults/vault.ts';
import { formatDateTime } from '../../../lib/text/format.ts';
import { type Action, type ActionContext, type ActionOn, numberOf, textOf, type Undo } from '../../action.ts';
import type { RequestContext } from '../../resource.ts';
import { repeatable } from '../../retry.ts';
import { deletion } from '../deletion.ts';
import { lifecycleFields } from '../fields.ts';
import { copyPoint } from '../jobs/copy-actions.ts';
import { restorePoint } from '../jobs/restore-action.ts';
import { pointName, pointSubject } from '../subjects.ts';
import { tagsAction } from '../tag-action.ts';
import { irreversible, undoable } from '../undo.ts';
import { type LockWarning, lockWarning } from '../vaults/lock-warnings.ts';
import { createAccessPoint, openedSentence } from './access-point-actions.ts';
import { createHold } from './hold-actions.ts';
import { remainingLines } from './remaining-lines.ts';

const inVault = ({ vaultName, arn }: RecoveryPoint) => ({ BackupVaultName: vaultName, RecoveryPointArn: arn });

type Facts = Pick<ActionContext<RecoveryPoint>, 'known' | 'now'>;

function vaultOf({ vaultName, scope }: RecoveryPoint, { known }: Pick<Facts, 'known'>): Vault | undefined {
  return (known('vaults', scope) as readonly Vault[]).find(
    (vault) =>
      vault.name === vaultName && vault.scope.region === scope.region && vault.scope.accountId === scope.accountId,
  );
}

function lockedReason(point: RecoveryPoint, facts: Facts): string | undefined {
  const vault = vaultOf(point, facts);
  const mode = vault ? lockState(vault, facts.now).mode : 'none';
  return mode === 'none'
    ? undefined
    : `its vault ${point.vaultName} is locked (${mode === 'unknown' ? 'mode not known' : mode})`;
}

type PointInput = Pick<DeleteRecoveryPointInput, 'BackupVaultName' | 'RecoveryPointArn'>;

const describePoint = (request: RequestContext, { BackupVaultName, RecoveryPointArn }: PointInput) =>
  request.call('backup', 'DescribeRecoveryPoint', { BackupVaultName, RecoveryPointArn });

const isDeleting = async (request: RequestContext, input: PointInput): Promise<boolean> =>
  (await describePoint(request, input)).Status === 'DELETING';

const isWithoutParent = async (request: RequestContext, input: PointInput): Promise<boolean> =>
  (await describePoint(request, input)).ParentRecoveryPointArn === undefined;

const deletePoint: Action<RecoveryPoint, 'DeleteRecoveryPoint'> = {
  ...deletion,
  undo: irreversible('a deleted recovery point cannot be recovered'),
  outcome: 'is being deleted',
  confirmName: ({ row }) => pointName(row),
  knows: ['vaults', 'recovery-points', 'access-points'],
  subject: pointSubject,
  touches: ['vaults'],
  disabled(point, facts) {
    if (point.status === 'DELETING') return 'it is being deleted already';
    if (point.isParent) return 'it is a composite recovery point: delete its parts first';
    return lockedReason(point, facts);
  },
  warnings: ({ row, ...context }) => [
    ...[openedSentence(row, context)].filter((line) => line !== undefined),
    ...remainingLines({ row, ...context }),
    ...(isContinuous(row) ? ['This deletes the continuous backup: no time of it can be restored any more.'] : []),
  ],
  retries: { DeleteRecoveryPoint: { kind: 'read-back', removes: true, wasDone: isDeleting } },
  requests: ({ row }) => [{ service: 'backup', operation: 'DeleteRecoveryPoint', input: inVault(row) }],
};

const releasable: ReadonlySet<string> = new Set(['Aurora', 'RDS']);

const disassociate: Action<RecoveryPoint, 'DisassociateRecoveryPoint'> = {
  id: 'disassociate',
  title: 'disassociate from AWS Backup',
  subject: pointSubject,
  pending: 'releasing',
  outcome: 'is being disassociated',
  undo: irreversible('AWS Backup cannot manage it again'),
  confirmName: ({ row }) => pointName(row),
  disabled(point, facts) {
    if (!isContinuous(point)) return 'only for continuous backups';
    if (!releasable.has(point.resourceType)) return `not possible for ${point.resourceType}`;
    return lockedReason(point, facts);
  },
  warnings: ({ row }) => [`The backup stays in ${row.resourceType}, with the retention that is set there.`],
  retries: { DisassociateRecoveryPoint: { kind: 'read-back', removes: true, wasDone: isDeleting } },
  requests: ({ row }) => [{ service: 'backup', operation: 'DisassociateRecoveryPoint', input: inVault(row) }],
};

const leaveParent: Action<RecoveryPoint, 'DisassociateRecoveryPointFromParent'> = {
  id: 'leave-parent',
  title: 'disassociate from its parent',
  subject: pointSubject,
  pending: 'releasing',
  outcome: 'is disassociated from its parent',
  undo: irreversible('it cannot be associated with its parent again'),
  confirmName: ({ row }) => pointName(row),
  many: true,
  disabled: ({ parentArn }) => (parentArn === undefined ? 'it has no parent recovery point' : undefined),
  warnings: () => ['A restore of the parent then does not include this recovery point.'],
  retries: { DisassociateRecoveryPointFromParent: { kind: 'read-back', removes: true, wasDone: isWithoutParent } },
  requests: ({ row }) => [{ service: 'backup', operation: 'DisassociateRecoveryPointFromParent', input: inVault(row) }],
};

interface LifecycleFacts {
  readonly isCold: boolean;
  readonly lifecycle: Lifecycle;
}

const memberOf = (field: string): 'MoveToColdStorageAfterDays' | 'DeleteAfterDays' =>
  field === 'cold-after' ? 'MoveToColdStorageAfterDays' : 'DeleteAfterDays';

/**
 * With several recovery points, each keeps its own value of a field that was not changed. -1 means "never", which an
 * absent number cannot express.
 */
function daysOf(field: string, { values, initial, facts }: ActionContext<RecoveryPoint>): number {
  const isUntouched = initial !== undefined && textOf(values, field) === textOf(initial, field);
  const own = (facts as LifecycleFacts | undefined)?.lifecycle[memberOf(field)];
  return (isUntouched ? own : numberOf(values, field)) ?? -1;
}

const daysIn = (context: ActionContext<RecoveryPoint>) => {
  const lifecycle: Lifecycle = (context.facts as LifecycleFacts | undefined)?.lifecycle ?? {};
  return {
    createdAt: context.row.createdAt,
    before: { deleteAfter: lifecycle.DeleteAfterDays, coldAfter: lifecycle.MoveToColdStorageAfterDays },
    after: { deleteAfter: daysOf('delete-after', context), coldAfter: daysOf('cold-after', context) },
  };
};

/** AWS: the retention of recovery points in a locked vault cannot be shortened. */
function lockOnLonger(context: ActionContext<RecoveryPoint>): LockWarning | undefined {
  const { row } = context;
  const change = daysIn(context);
  const days = change.after.deleteAfter;
  if (!isKeptLonger(change)) return undefined;
  return lockWarning({
    vault: vaultOf(row, context),
    named: row.vaultName,
    days: days < 0 ? undefined : days,
    now: row.createdAt,
  });
}

function undoOfLifecycle(context: ActionContext<RecoveryPoint>): Undo {
  const lock = lockOnLonger(context);
  if (lock)
    return irreversible(
      lock.isForever ? 'nobody can ever delete the recovery point' : 'nobody can shorten the retention again',
    );
  const reason = whyLifecycleIsFinal(daysIn(context));
  return reason === undefined ? undoable('set the old values again') : irreversible(reason);
}

/** Of several recovery points each has dates of its own. */
function lifecycleWarnings(context: ActionContext<RecoveryPoint>): string[] {
  const { row, now, chosen = [] } = context;
  const of = chosen.length > 1 ? `${pointName(row)}, ${formatDateTime(row.createdAt)}: ` : '';
  const lock = lockOnLonger(context);
  return [...lifecycleSentences(daysIn(context), now), ...(lock ? [lock.text] : [])].map((sentence) => of + sentence);
}

const changeLifecycle: Action<RecoveryPoint, 'UpdateRecoveryPointLifecycle'> = {
  id: 'lifecycle',
  title: 'change the lifecycle',
  subject: pointSubject,
  pending: 'changing',
  outcome: 'has the lifecycle that was sent',
  key: 'e',
  undo: undoOfLifecycle,
  confirmName: ({ row }) => pointName(row),
  many: true,
  disabled(point) {
    if (isContinuous(point)) return 'continuous backup: change its rule';
    return point.status === 'DELETING' ? 'it is being deleted' : undefined;
  },
  knows: ['vaults'],
  async load(request, { vaultName, arn }): Promise<LifecycleFacts> {
    const input = { BackupVaultName: vaultName, RecoveryPointArn: arn };
    const { Lifecycle, StorageClass } = await request.call('backup', 'DescribeRecoveryPoint', input);
    return { isCold: StorageClass === 'COLD', lifecycle: Lifecycle ?? {} };
  },
  fields: lifecycleFields((context) => vaultOf(context.row, context)).map((field) => ({
    ...field,
    initial: ({ facts }: ActionContext<RecoveryPoint>) => {
      const days = (facts as LifecycleFacts | undefined)?.lifecycle[memberOf(field.id)];
      return days === undefined || days < 0 ? '' : String(days);
    },
    check(text: string, context: ActionContext<RecoveryPoint>) {
      const before = (context.facts as LifecycleFacts | undefined)?.lifecycle.MoveToColdStorageAfterDays;
      if (field.id === 'cold-after' && context.facts?.isCold && Number(text) !== before) {
        return `The recovery point has been in cold storage since day ${before}: this value can no longer be changed.`;
      }
      return field.check?.(text, context);
    },
  })),
  warnings: lifecycleWarnings,
  retries: { UpdateRecoveryPointLifecycle: repeatable },
  requests: (context) => [
    {
      service: 'backup',
      operation: 'UpdateRecoveryPointLifecycle',
      input: {
        ...inVault(context.row),
        Lifecycle: {
          ...(context.facts as LifecycleFacts | undefined)?.lifecycle,
          MoveToColdStorageAfterDays: daysOf('cold-after', context),
          DeleteAfterDays: daysOf('delete-after', context),
        },
      },
    },
  ],
};

export const pointActions: readonly ActionOn<RecoveryPoint>[] = [
  restorePoint,
  createAccessPoint,
  copyPoint,
  changeLifecycle,
  tagsAction(
    ({ arn }) => arn,
    ({ arn, resourceType }) =>
      arn.includes(':recovery-point:') ? undefined : `its tags are stored by ${resourceType}`,
    { subject: pointSubject, confirmName: ({ row }) => pointName(row) },
  ),
  disassociate,
  leaveParent,
  deletePoint,
  createHold<RecoveryPoint>(),
];
