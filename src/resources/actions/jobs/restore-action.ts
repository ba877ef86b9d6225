import { restoreWindow } from '../../../domain/restore/restore-metadata.ts';
import { restoreTarget } from '../../../domain/restore/restore-target.ts';
import { parseTime } from '../../../domain/time-text.ts';
import { isContinuous } from '../../../domain/vaults/point-status.ts';
import type { RecoveryPoint } from '../../../domain/vaults/recovery-point.ts';
import { formatDateTime } from '../../../lib/text/format.ts';
import { type Action, type ActionContext, isOn, textOf } from '../../action.ts';
import type { RequestContext } from '../../resource.ts';
import { tokenIn } from '../../retry.ts';
import { roleField } from '../fields.ts';
import { pointSubject } from '../subjects.ts';
import { prettyJson } from '../vaults/vault-documents.ts';
import { checkRest, initialRest, keyFields, metadataOf, type RestoreFacts } from './restore-fields.ts';
import { startsRestoreJob } from './started-jobs.ts';

const targetOf = (context: ActionContext<RecoveryPoint>) =>
  restoreTarget(context.row.resourceType, metadataOf(context));

export const restorePoint: Action<RecoveryPoint, 'StartRestoreJob'> = {
  id: 'restore',
  title: 'restore',
  pending: 'restoring',
  key: 'w',
  danger: (context) => (targetOf(context).kind === 'new' ? 'confirm' : 'type-name'),
  confirmName: (context) => targetOf(context).name || undefined,
  subject: pointSubject,
  starts: startsRestoreJob,
  touches: ['restore-jobs'],
  knows: ['backup-jobs', 'protected-resources', 'restore-jobs'],
  disabled({ status, isParent, vaultName }) {
    if (vaultName === '') return 'AWS does not tell its vault';
    if (isParent) return 'it is made of others: restore those';
    return ['COMPLETED', 'AVAILABLE', 'STOPPED', 'PARTIAL'].includes(status) ? undefined : `it is ${status}`;
  },
  async load(request, { vaultName, arn, resourceArn }): Promise<RestoreFacts> {
    const input = { BackupVaultName: vaultName, RecoveryPointArn: arn };
    const { RestoreMetadata } = await request.call('backup', 'GetRecoveryPointRestoreMetadata', input);
    return { metadata: RestoreMetadata ?? {}, made: await madeBefore(request, resourceArn) };
  },
  fields: [
    {
      id: 'time',
      label: 'As it was at',
      kind: 'time',
      words: ['latest'],
      visible: ({ row }) => row !== undefined && isContinuous(row),
      initial: () => 'latest',
      check: checkTime,
      preview: (_, { row, now }) => [windowSentence(row, now)],
    },
    ...keyFields,
    roleField(),
    {
      id: 'copy-tags',
      label: 'Tags of the source too',
      kind: 'toggle',
    },
    {
      id: 'document',
      label: 'All the rest',
      kind: 'document',
      optional: true,
      hint: 'what AWS keeps with the point, as JSON; the fields above count more',
      initial: (context) => prettyJson(initialRest(context)),
      check: checkRest,
      preview: (text) => text.split('\n').slice(0, 8),
    },
  ],
  warnings: (context) => [targetOf(context).sentence],
  retries: { StartRestoreJob: tokenIn('IdempotencyToken') },
  requests: (context) => [
    {
      service: 'backup',
      operation: 'StartRestoreJob',
      input: {
        RecoveryPointArn: context.row.arn,
        Metadata: metadataOf(context),
        IamRoleArn: textOf(context.values, 'role'),
        IdempotencyToken: context.token,
        ResourceType: context.row.resourceType,
        ...(isOn(context.values, 'copy-tags') ? { CopySourceTagsToRestoredResource: true } : {}),
      },
    },
  ],
};

/** Names to avoid: without them a used name may be proposed, and AWS fails that job. */
async function madeBefore(request: RequestContext, ResourceArn: string): Promise<readonly string[]> {
  try {
    const { RestoreJobs = [] } = await request.call('backup', 'ListRestoreJobsByProtectedResource', { ResourceArn });
    return RestoreJobs.flatMap(({ CreatedResourceArn }) => CreatedResourceArn ?? []);
  } catch {
    return [];
  }
}

function checkTime(text: string, { row, now }: ActionContext<RecoveryPoint>): string | undefined {
  const at = parseTime(text);
  if (text === 'latest' || at === undefined) return undefined;
  const { from, to } = restoreWindow(row, now);
  return at >= from && at <= to ? undefined : windowSentence(row, now);
}

function windowSentence(row: RecoveryPoint, now: number): string {
  const { from, to } = restoreWindow(row, now);
  return `From ${formatDateTime(from)} to ${formatDateTime(to)}.`;
}
