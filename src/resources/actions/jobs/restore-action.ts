import { restoreTarget } from '../../../domain/restore/restore-target.ts';
import { isContinuous } from '../../../domain/vaults/point-status.ts';
import type { RecoveryPoint } from '../../../domain/vaults/recovery-point.ts';
import { type Action, type ActionContext, type AnyContext, isOn, textOf, type Undo } from '../../action.ts';
import { tokenIn } from '../../retry.ts';
import { roleField } from '../fields.ts';
import { pointSubject } from '../subjects.ts';
import { irreversible, undoable } from '../undo.ts';
import { prettyJson } from '../vaults/vault-documents.ts';
import { momentField } from './moment-field.ts';
import { isOneOfMany } from './restore-context.ts';
import { checkDocument, documentKeys } from './restore-document.ts';
import { loadRestoreFacts } from './restore-facts.ts';
import { keyFields } from './restore-fields.ts';
import { metadataOf } from './restore-metadata.ts';
import { initialRest } from './restore-rest.ts';
import { isToTime } from './restore-time.ts';
import { copiesTags, restoreWarnings, takesRole } from './restore-warnings.ts';
import { startsRestoreJob } from './started-jobs.ts';
import { verifyRestores } from './verify-restores.ts';

const targetOf = (context: ActionContext<RecoveryPoint>) =>
  restoreTarget(context.row.resourceType, metadataOf(context));

/** An EKS cluster is restored by its composite point, everything else by the points that it consists of. */
const isOfParts = ({ isParent, resourceType }: RecoveryPoint): boolean => isParent && resourceType !== 'EKS';

export const restorePoint: Action<RecoveryPoint, 'StartRestoreJob'> = {
  id: 'restore',
  title: 'restore',
  pending: 'restoring',
  key: 'w',
  undo: undoOfRestore,
  confirmName: (context) => targetOf(context).name || undefined,
  subject: pointSubject,
  starts: startsRestoreJob,
  touches: ['restore-jobs'],
  knows: ['backup-jobs', 'protected-resources', 'restore-jobs'],
  many: true,
  apart: differentTypes,
  disabled(point) {
    const { status, vaultName } = point;
    if (vaultName === '') return 'AWS did not return its vault';
    if (isOfParts(point)) return 'it is a composite recovery point: restore its parts';
    return ['COMPLETED', 'AVAILABLE', 'STOPPED', 'PARTIAL', 'EXPIRED'].includes(status) ? undefined : `it is ${status}`;
  },
  load: loadRestoreFacts,
  fields: [
    momentField('Restore to time', isToTime),
    ...keyFields,
    { ...roleField(), visible: takesRole },
    {
      id: 'copy-tags',
      label: 'Copy source tags',
      kind: 'toggle',
      visible: copiesTags,
    },
    {
      id: 'document',
      label: 'More keys',
      kind: 'document',
      optional: true,
      initial: documentText,
      check: checkDocument,
      preview: (text, context) => [...documentKeys(context), ...text.split('\n').slice(0, 8)],
    },
  ],
  verify: verifyRestores,
  warnings: (context) => restoreWarnings(context, targetOf(context)),
  retries: { StartRestoreJob: tokenIn('IdempotencyToken') },
  requests: (context) => [
    {
      service: 'backup',
      operation: 'StartRestoreJob',
      input: {
        RecoveryPointArn: context.row.arn,
        Metadata: metadataOf(context),
        ...(takesRole(context) ? { IamRoleArn: textOf(context.values, 'role') } : {}),
        IdempotencyToken: context.token,
        ResourceType: context.row.resourceType,
        ...(copiesTags(context) && isOn(context.values, 'copy-tags') ? { CopySourceTagsToRestoredResource: true } : {}),
      },
    },
  ],
};

/** The fields of a form are those of one type. */
function differentTypes(rows: readonly RecoveryPoint[]): string | undefined {
  const kinds = new Set(rows.map((row) => `${row.resourceType}${isContinuous(row) ? ', continuous' : ''}`));
  if (new Set(rows.map(({ scope }) => scope.accountId)).size > 1) return 'mark recovery points of one account only';
  return kinds.size > 1 ? `mark one type only, not ${[...kinds].join(' and ')}` : undefined;
}

/** Of several points each has its own. */
function documentText(context: AnyContext): string {
  const rest = isOneOfMany(context) ? {} : initialRest(context);
  return Object.keys(rest).length === 0 ? '' : prettyJson(rest);
}

/** What is written into an existing resource cannot be told from what it held, and so cannot be taken out again. */
function undoOfRestore(context: ActionContext<RecoveryPoint>): Undo {
  switch (targetOf(context).kind) {
    case 'new':
      return undoable('delete the restored resource');
    case 'into':
      return irreversible('the restored data cannot be removed from the existing resource');
    case 'replaces':
      return irreversible('the present data of the target is lost');
    default:
      return irreversible('the restore may write into an existing resource');
  }
}
