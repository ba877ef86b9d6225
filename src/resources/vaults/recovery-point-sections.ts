import type { CopyJob, DescribeRecoveryPointOutput } from '@aws-sdk/client-backup';
import { regionOf, vaultNameOf } from '../../domain/arn.ts';
import { stateTone } from '../../domain/jobs/job-state.ts';
import { expiry, isContinuous, pointTone } from '../../domain/vaults/point-status.ts';
import type { RecoveryPoint } from '../../domain/vaults/recovery-point.ts';
import { formatDateTime } from '../../lib/text/format.ts';
import type { Refused } from '../document.ts';
import { isRefused } from '../document.ts';
import { sizeWithNote } from '../jobs/job-sections.ts';
import { epochOf } from '../reading.ts';
import type { Column, DetailSection } from '../resource.ts';
import { creatorEntries, days, fieldsSection, scopeEntries, tableColumn, tableSection, timeText } from '../sections.ts';

export interface PointDocument {
  readonly DescribeRecoveryPoint: DescribeRecoveryPointOutput;
  readonly ListCopyJobs?: { readonly CopyJobs?: CopyJob[] } | Refused | null;
  readonly ListTags?: { readonly Tags?: Record<string, string> } | Refused | null;
}

export function pointSections(point: RecoveryPoint, document: PointDocument | undefined, now: number): DetailSection[] {
  const raw = document?.DescribeRecoveryPoint;
  return [
    identitySection(point, now),
    lifecycleSection(point, raw, now),
    fieldsSection('Encryption', [
      ['Encrypted', point.encrypted ? 'yes' : 'no', point.encrypted ? 'good' : 'warn'],
      ['Key', point.keyArn],
      ['Key type', raw?.EncryptionKeyType],
    ]),
    fieldsSection('Made by', [
      ...(point.lifecycleUnknown ? [] : creatorEntries(point.createdBy)),
      ['Role', raw?.IamRoleArn],
    ]),
    ...(document ? [copiesSection(document.ListCopyJobs), tagsSection(document.ListTags)] : []),
  ];
}

function identitySection(point: RecoveryPoint, now: number): DetailSection {
  const continuous = isContinuous(point);
  return fieldsSection('Recovery point', [
    ['Status', point.status, pointTone(point.status)],
    ['Message', point.statusMessage, pointTone(point.status)],
    ['Created', timeText(point.createdAt, now)],
    ['Completed', timeText(point.completedAt, now)],
    ['Continuous', continuous ? 'yes: AWS Backup updates it continuously since its creation' : undefined],
    ['Resource', point.resourceName],
    ['Type', point.resourceType],
    ['Size', sizeWithNote(point)],
    ['Vault', point.vaultName],
    ['Copied from', point.sourceVaultArn],
    ['Resource ARN', point.resourceArn],
    ['ARN', point.arn],
    ['Part of', point.parentArn],
    ['Index', point.indexStatus],
    ['Last restored', timeText(point.lastRestoredAt, now)],
    ...scopeEntries(point.scope),
  ]);
}

function lifecycleSection(
  point: RecoveryPoint,
  raw: DescribeRecoveryPointOutput | undefined,
  now: number,
): DetailSection {
  const { text, tone } = expiry(point, now);
  return fieldsSection('Lifecycle', [
    ['Deleted', text, tone],
    ['Delete at', timeText(point.deleteAt, now)],
    ['Kept for', days(point.deleteAfterDays)],
    ['Cold from', timeText(point.moveToColdAt, now)],
    ['Storage', raw?.StorageClass],
  ]);
}

const copyColumns: readonly Column<CopyJob>[] = [
  { ...tableColumn('STATE', 10, ({ State }: CopyJob) => State), tone: ({ State }) => stateTone(State ?? '') },
  tableColumn('REGION', 14, ({ DestinationBackupVaultArn }) => regionOf(DestinationBackupVaultArn)),
  tableColumn('VAULT', 24, ({ DestinationBackupVaultArn }) => vaultNameOf(DestinationBackupVaultArn)),
  tableColumn('COMPLETED', 20, ({ CompletionDate }) => {
    const at = epochOf(CompletionDate);
    return at === undefined ? '' : formatDateTime(at);
  }),
];

function copiesSection(part: PointDocument['ListCopyJobs']): DetailSection {
  const copies = isRefused(part) ? [] : (part?.CopyJobs ?? []);
  return tableSection('Copies', {
    columns: copyColumns,
    rows: copies,
    empty: isRefused(part) ? part.refused : 'No copies in the last 30 days.',
  });
}

const tagColumns: readonly Column<readonly [string, string]>[] = [
  tableColumn('TAG', 30, ([name]: readonly [string, string]) => name),
  tableColumn('VALUE', 40, ([, value]) => value),
];

function tagsSection(part: PointDocument['ListTags']): DetailSection {
  const tags = isRefused(part) || !part?.Tags ? [] : Object.entries(part.Tags);
  const untagged = part === undefined ? 'The service of the resource stores its tags.' : 'No tags.';
  return tableSection('Tags', { columns: tagColumns, rows: tags, empty: isRefused(part) ? part.refused : untagged });
}
