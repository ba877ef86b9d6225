// The form of an on-demand backup, for a resource and for a job that is run again.
import type { Scope } from '../../../domain/scope.ts';
import {
  type ActionContext,
  type ActionRequest,
  type AnyContext,
  type FormField,
  isOn,
  numberOf,
  textOf,
  type Undo,
} from '../../action.ts';
import { tokenIn } from '../../retry.ts';
import {
  given,
  lifecycleFields,
  lifecycleOf,
  roleField,
  tagsField,
  tagsOf,
  vaultField,
  vaultsHere,
} from '../fields.ts';
import { vaultPlace } from '../subjects.ts';
import { lockWarning, undoOfKeeping } from '../vaults/lock-warnings.ts';
import { startsBackupJob } from './started-jobs.ts';

export interface Backupable {
  readonly scope: Scope;
  readonly arn: string;
  readonly type: string;
  readonly vaultName?: string | undefined;
  readonly roleArn?: string | undefined;
}

const leastWindowMinutes = 60;

export function backupFields<Row>(toBackupable: (row: Row) => Backupable): FormField[] {
  return [
    vaultField({ initial: ({ row }) => toBackupable(row).vaultName ?? '' }),
    roleField(({ row }) => toBackupable(row).roleArn),
    ...lifecycleFields(vaultOf),
    {
      id: 'start-window',
      label: 'Start within minutes',
      kind: 'number',
      least: leastWindowMinutes,
      most: 100_000,
      optional: true,
      hint: 'empty: 8 hours',
    },
    {
      id: 'complete-window',
      label: 'Complete within minutes',
      kind: 'number',
      least: leastWindowMinutes,
      most: 100_000,
      optional: true,
      hint: 'empty: 7 days',
      check(text, { values }) {
        const start = numberOf(values, 'start-window') ?? 480;
        return text !== '' && Number(text) < start + 60
          ? `It must be at least 60 minutes longer than "Start within minutes" (${start}).`
          : undefined;
      },
    },
    {
      id: 'vss',
      label: 'Windows VSS',
      kind: 'toggle',
      visible: ({ row }) => row !== undefined && toBackupable(row).type === 'EC2',
    },
    tagsField('Recovery point tags'),
  ];
}

const vaultOf = (context: AnyContext) =>
  vaultsHere(context).find(({ name }) => name === textOf(context.values, 'vault'));

const lockOf = (context: AnyContext) =>
  lockWarning({
    vault: vaultOf(context),
    named: textOf(context.values, 'vault'),
    days: numberOf(context.values, 'delete-after'),
    now: context.now,
  });

/** A backup that nobody can ever delete is confirmed by the name of its vault. */
export const backingUp = {
  undo: (context: AnyContext): Undo => undoOfKeeping('recovery point', lockOf(context)),
  route: ({ values, scope, accountNames }: AnyContext) => [
    `to ${vaultPlace(textOf(values, 'vault'), scope, accountNames)}`,
  ],
  confirmName: ({ values }: AnyContext) => textOf(values, 'vault') || undefined,
  starts: startsBackupJob,
  retries: { StartBackupJob: tokenIn('IdempotencyToken') },
  warnings(context: AnyContext): string[] {
    const lock = lockOf(context);
    return lock ? [lock.text] : [];
  },
};

export function backupRequests(
  { arn }: Backupable,
  { values, token }: ActionContext<unknown>,
): ActionRequest<'StartBackupJob'>[] {
  const input = {
    BackupVaultName: textOf(values, 'vault'),
    ResourceArn: arn,
    IamRoleArn: textOf(values, 'role'),
    IdempotencyToken: token,
    ...given('StartWindowMinutes', numberOf(values, 'start-window')),
    ...given('CompleteWindowMinutes', numberOf(values, 'complete-window')),
    ...given('Lifecycle', lifecycleOf(values)),
    ...given('RecoveryPointTags', tagsOf(values)),
    ...(isOn(values, 'vss') ? { BackupOptions: { WindowsVSS: 'enabled' } } : {}),
  };
  return [{ service: 'backup', operation: 'StartBackupJob', input }];
}
