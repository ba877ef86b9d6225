import { pointsLateMs } from '../../../config/polling.ts';
import { shortName } from '../../domain/arn.ts';
import { scopeKey } from '../../domain/scope.ts';
import { expiry, isContinuous, pointTone } from '../../domain/vaults/point-status.ts';
import type { RecoveryPoint } from '../../domain/vaults/recovery-point.ts';
import { formatSize, knownSize } from '../../domain/vaults/size.ts';
import { formatAge } from '../../lib/text/format.ts';
import { pointActions } from '../actions/points/point-actions.ts';
import { toEndingEvents } from '../audits/touched.ts';
import { joinDocument } from '../document.ts';
import { toPlan, toResource, toVault } from '../drill-downs.ts';
import { sourceScope } from '../jobs/copy-jobs.ts';
import { defined, pageSize } from '../reading.ts';
import type { Resource } from '../resource.ts';
import { storedPoints } from '../stored-points.ts';
import { describePoint, listByResource, listHeld, listInVault, listSweep, toRow } from './recovery-point-lists.ts';
import { type PointDocument, pointSections } from './recovery-point-sections.ts';

export const recoveryPoints: Resource<RecoveryPoint> = {
  id: 'recovery-points',
  title: 'recovery point',
  plural: 'recovery points',
  aliases: ['rp', 'points', 'recovery-point', 'point'],
  cadence: 'recoveryPoints',
  params: {
    vaultName: "one vault's",
    arn: 'one recovery point, with vaultName',
    resourceArn: 'of one resource in all vaults, or with vaultName in that vault',
    resourceType: 'of one type, with vaultName; with resourceArn, the type to show',
    status: 'with vaultName: in one status, such as EXPIRED',
    resourceName: 'with resourceArn, the name to show',
    legalHoldId: 'held by one legal hold',
  },
  paramsNeed: {
    arn: ['vaultName'],
    resourceType: ['vaultName', 'resourceArn'],
    status: ['vaultName'],
    resourceName: ['resourceArn'],
  },
  paramsDeciding: { arn: ['vaultName'], legalHoldId: [] },
  fields: [
    'arn',
    'vaultName',
    'vaultArn',
    'sourceVaultArn',
    'resourceArn',
    'resourceName',
    'resourceType',
    'status',
    'statusMessage',
    'createdAt',
    'completedAt',
    'sizeBytes',
    'deleteAt',
    'moveToColdAt',
    'deleteAfterDays',
    'encrypted',
    'keyArn',
    'createdBy.planId',
    'createdBy.planName',
    'createdBy.ruleName',
    'lastRestoredAt',
    'isParent',
    'parentArn',
    'indexStatus',
    'vaultType',
  ],
  async *list(request) {
    const { vaultName, arn, resourceArn, legalHoldId } = request.params;
    if (vaultName !== undefined && arn !== undefined) yield [await describePoint(request, vaultName, arn)];
    else if (legalHoldId !== undefined) yield* listHeld(request, legalHoldId);
    else if (vaultName !== undefined) yield* listInVault(request, vaultName);
    else if (resourceArn !== undefined) yield* listByResource(request, resourceArn);
    else yield* listSweep(request);
  },
  changes: (request, since) => listInVault(request, request.params.vaultName ?? '', new Date(since - pointsLateMs)),
  // AWS filters the list of a vault by creation time, and by no other time that would show new rows. A list of one page
  // is read as a whole at the same cost; rows that are excluded here would be missed.
  newOnly: ({ vaultName, arn, resourceArn, legalHoldId, status }, rowCount) =>
    rowCount > pageSize && vaultName !== undefined && (arn ?? resourceArn ?? legalHoldId ?? status) === undefined,
  key: ({ scope, arn }) => `${scopeKey(scope)}/${arn}`,
  stored: storedPoints,
  columns: [
    {
      id: 'status',
      member: 'status',
      title: 'STATUS',
      width: 9,
      keep: 100,
      text: ({ status }) => status,
      tone: ({ status }) => pointTone(status),
    },
    {
      id: 'name',
      member: 'resourceName',
      title: 'RESOURCE',
      width: 'grow',
      keep: 100,
      text: ({ resourceName }) => resourceName,
      identity: ({ resourceArn }) => resourceArn,
    },
    { id: 'type', title: 'TYPE', member: 'resourceType', width: 8, keep: 92, text: ({ resourceType }) => resourceType },
    {
      id: 'age',
      member: 'createdAt',
      measure: 'age',
      title: 'AGE',
      width: 6,
      keep: 96,
      align: 'right',
      text: ({ createdAt }, now) => formatAge(now - createdAt),
      sortBy: ({ createdAt }) => createdAt,
      // The age of a continuous recovery point says nothing about its data.
      tone: (point) => (isContinuous(point) ? 'muted' : 'plain'),
    },
    {
      id: 'expiry',
      member: 'deleteAt',
      measure: 'until',
      title: 'DELETED',
      width: 12,
      keep: 90,
      text: (point, now) => expiry(point, now).text,
      sortBy: ({ deleteAt }) => deleteAt,
      tone: (point, now) => expiry(point, now).tone,
    },
    {
      id: 'size',
      measure: 'bytes',
      title: 'SIZE',
      width: 8,
      keep: 85,
      align: 'right',
      text: ({ resourceType, sizeBytes }) => formatSize(resourceType, sizeBytes),
      sortBy: ({ resourceType, sizeBytes }) => knownSize(resourceType, sizeBytes),
      tone: ({ resourceType, sizeBytes }) => (knownSize(resourceType, sizeBytes) === undefined ? 'muted' : 'plain'),
    },
    { id: 'kind', title: 'KIND', width: 10, keep: 75, text: kindText, tone: () => 'muted' },
    {
      id: 'vault',
      member: 'vaultName',
      title: 'VAULT',
      width: 'grow',
      keep: 80,
      text: ({ vaultName }) => vaultName,
      identity: ({ vaultArn }) => vaultArn,
    },
    {
      id: 'plan',
      member: 'createdBy.planName',
      title: 'PLAN / RULE',
      width: 24,
      keep: 50,
      text: ({ createdBy }) =>
        [createdBy?.planName ?? createdBy?.planId, createdBy?.ruleName].filter(Boolean).join(' / '),
    },
    {
      id: 'id',
      title: 'POINT',
      width: 'grow',
      keep: 60,
      text: ({ arn }) => shortName(arn),
      identity: ({ arn }) => arn,
      tone: () => 'muted',
    },
  ],
  sort: { column: 'age', descending: true },
  label: ({ arn }) => shortName(arn),
  copyText: ({ arn }) => arn,
  describe(request, { vaultName, arn }) {
    // Only recovery points that AWS Backup fully manages have tags of their own; others have the tags of their service.
    const tagged = arn.includes(':recovery-point:');
    return joinDocument({
      DescribeRecoveryPoint: request.call('backup', 'DescribeRecoveryPoint', {
        BackupVaultName: vaultName,
        RecoveryPointArn: arn,
      }),
      ListCopyJobs: request.call('backup', 'ListCopyJobs', { BySourceRecoveryPointArn: arn }),
      ...(tagged ? { ListTags: request.call('backup', 'ListTags', { ResourceArn: arn }) } : {}),
    });
  },
  detail(row, document, now) {
    const parts = document as PointDocument | undefined;
    const whole = parts ? toRow(parts.DescribeRecoveryPoint, row.scope) : row;
    return pointSections(whole, parts, now);
  },
  drillDowns: [
    {
      to: 'backup-jobs',
      title: 'its backup job',
      params: ({ arn, resourceArn, sourceVaultArn }) =>
        sourceVaultArn === undefined
          ? defined({ recoveryPointArn: arn, resourceArn: resourceArn || undefined })
          : undefined,
    },
    {
      to: 'access-points',
      title: 'its access points',
      params: ({ arn, resourceType }) => (resourceType === 'S3' ? { recoveryPointArn: arn } : undefined),
    },
    { to: 'copy-jobs', title: 'its copy jobs', params: ({ arn }) => ({ recoveryPointArn: arn }) },
    {
      to: 'copy-jobs',
      title: 'the copy job that created it',
      params: ({ arn, sourceVaultArn, scope }) =>
        sourceScope(sourceVaultArn, scope) ? { copiedPointArn: arn } : undefined,
      scope: ({ sourceVaultArn, scope }) => sourceScope(sourceVaultArn, scope) ?? scope,
    },
    {
      to: 'restore-jobs',
      title: 'its restore jobs',
      params: ({ arn, resourceArn }) => defined({ recoveryPointArn: arn, resourceArn: resourceArn || undefined }),
    },
    {
      to: 'vaults',
      title: 'vault',
      single: true,
      params: ({ vaultName }) => (vaultName === '' ? undefined : { name: vaultName }),
    },
    toVault('source vault', ({ sourceVaultArn }) => sourceVaultArn),
    { to: 'scan-jobs', title: 'its scan jobs', params: ({ arn }) => ({ recoveryPointArn: arn }) },
    toResource(),
    toPlan(),
    toEndingEvents('who deleted it', ({ arn }) => arn),
  ],
  whenGone: toEndingEvents('who deleted it', ({ params }) => params.arn),
  actions: pointActions,
};

function kindText(point: RecoveryPoint): string {
  if (isContinuous(point)) return 'continuous';
  if (point.isParent) return 'parent';
  if (point.parentArn !== undefined) return 'child';
  return point.sourceVaultArn === undefined ? '' : 'copy';
}
