import type { BackupAccessPoint } from '../../aws/declared/backup.ts';
import { shortName } from '../../domain/arn.ts';
import { s3Lines } from '../../domain/s3-lines.ts';
import { type Scope, scopeKey } from '../../domain/scope.ts';
import {
  type AccessPoint,
  accessPointArn,
  accessPointTone,
  isAccessPointBusy,
} from '../../domain/vaults/access-point.ts';
import { accessPointActions } from '../actions/points/access-point-actions.ts';
import { ageColumn } from '../common-columns.ts';
import { toDocument } from '../document.ts';
import { toResource } from '../drill-downs.ts';
import { defined, epochOf, wordsOf } from '../reading.ts';
import type { DetailSection, RequestContext, Resource } from '../resource.ts';
import { fieldsSection, scopeEntries, timeText } from '../sections.ts';

/** AWS returns at most so many in a page. */
const accessPointPage = 100;

export const accessPoints: Resource<AccessPoint> = {
  id: 'access-points',
  title: 'access point',
  plural: 'access points',
  aliases: ['ap', 'access-point', 'backup-access-points'],
  cadence: 'accessPoints',
  params: {
    name: 'one access point',
    arn: 'one access point, by its ARN',
    recoveryPointArn: 'of one recovery point; for its owner, access points of other accounts as well',
    resourceArn: 'of one bucket',
  },
  paramsDeciding: { arn: [], name: [], recoveryPointArn: [] },
  fields: [
    'name',
    'arn',
    'status',
    'statusMessage',
    'recoveryPointArn',
    'resourceArn',
    'resourceType',
    'vaultName',
    'createdAt',
    'showsAt',
    's3Arn',
    's3Alias',
  ],
  async *list(request) {
    const { scope, params } = request;
    const arn = params.arn ?? (params.name === undefined ? undefined : accessPointArn(params.name, scope));
    if (arn !== undefined) return yield [toRow(await describeAccessPoint(request, arn), scope)];
    for await (const { BackupAccessPoints = [] } of pagesOf(request)) {
      yield BackupAccessPoints.map((raw) => toRow(raw, scope));
    }
  },
  isBusy: isAccessPointBusy,
  key: ({ scope, arn }) => `${scopeKey(scope)}/${arn}`,
  stored: {
    state: ({ status }) => status,
    subject: ({ resourceArn }) => resourceArn,
    memberOfParam: { name: 'name', arn: 'arn', recoveryPointArn: 'recoveryPointArn', resourceArn: 'resourceArn' },
  },
  columns: [
    {
      id: 'status',
      title: 'STATUS',
      width: 13,
      keep: 100,
      text: ({ status }) => status,
      tone: ({ status }) => accessPointTone(status),
    },
    {
      id: 'name',
      title: 'ACCESS POINT',
      width: 'grow',
      keep: 100,
      text: ({ name }) => name,
      identity: ({ arn }) => arn,
    },
    {
      id: 'resource',
      title: 'RESOURCE',
      width: 14,
      keep: 95,
      text: ({ resourceArn }) => shortName(resourceArn),
      identity: ({ resourceArn }) => resourceArn,
    },
    // AWS does not say when one ends: it stands until somebody deletes it.
    ageColumn(({ createdAt }) => createdAt, { keep: 96 }),
    {
      id: 'shows',
      title: 'SHOWS',
      width: 10,
      keep: 80,
      text: ({ showsAt }) => (showsAt === undefined ? 'snapshot' : 'a time'),
      tone: () => 'muted',
    },
    { id: 'vault', title: 'VAULT', width: 14, keep: 85, text: ({ vaultName }) => vaultName },
    { id: 'alias', title: 'ALIAS', width: 'grow', keep: 50, text: ({ s3Alias }) => s3Alias ?? '', tone: () => 'muted' },
  ],
  sort: { column: 'age', descending: true },
  label: ({ name }) => name,
  copyText: ({ arn }) => arn,
  describe: async (request, { arn }) => toDocument(await describeAccessPoint(request, arn)),
  detail(row, document, now) {
    const raw = document as BackupAccessPoint | undefined;
    return sectionsOf(raw ? toRow(raw, row.scope) : row, now);
  },
  drillDowns: [
    {
      to: 'recovery-points',
      title: 'its recovery point',
      single: true,
      params: ({ vaultName, recoveryPointArn: arn }) =>
        vaultName === '' || arn === '' ? undefined : { vaultName, arn },
    },
    toResource(),
    {
      to: 'vaults',
      title: 'vault',
      single: true,
      params: ({ vaultName }) => (vaultName === '' ? undefined : { name: vaultName }),
    },
  ],
  actions: accessPointActions,
};

function pagesOf(request: RequestContext) {
  const { recoveryPointArn: RecoveryPointArn, resourceArn: ResourceArn } = request.params;
  const page = { MaxResults: accessPointPage };
  if (RecoveryPointArn !== undefined) {
    return request.pages('backup', 'ListBackupAccessPointsByRecoveryPoint', { ...page, RecoveryPointArn });
  }
  if (ResourceArn !== undefined) {
    return request.pages('backup', 'ListBackupAccessPointsByResource', { ...page, ResourceArn });
  }
  return request.pages('backup', 'ListBackupAccessPoints', page);
}

const describeAccessPoint = (request: RequestContext, AccessPointArn: string) =>
  request.call('backup', 'DescribeBackupAccessPoint', { AccessPointArn });

function sectionsOf(row: AccessPoint, now: number): DetailSection[] {
  return [
    fieldsSection('Access point', [
      ['Name', row.name],
      ['Status', row.status, accessPointTone(row.status)],
      ['Message', row.statusMessage, accessPointTone(row.status)],
      ['Created', timeText(row.createdAt, now)],
      ['Shows', row.showsAt === undefined ? 'its recovery point' : `the bucket as of ${timeText(row.showsAt, now)}`],
      ['Resource', row.resourceArn],
      ['Recovery point', row.recoveryPointArn],
      ['Vault', row.vaultName],
      ['ARN', row.arn],
      ...scopeEntries(row.scope),
    ]),
    readingSection(row),
  ];
}

function readingSection(row: AccessPoint): DetailSection {
  const lines = s3Lines(row.s3Alias, row.scope);
  if (row.status !== 'AVAILABLE' || lines === undefined) {
    return fieldsSection('Read it', [['Objects', 'can be read once it is AVAILABLE']]);
  }
  return fieldsSection('Read it', [
    ['List', lines.list],
    ['Copy', lines.copy],
    ['Alias', row.s3Alias],
    ['S3 ARN', row.s3Arn],
    ['Until then', 'the lifecycle of the recovery point is paused until the access point is deleted', 'warn'],
  ]);
}

function toRow(raw: BackupAccessPoint, scope: Scope): AccessPoint {
  const arn = wordsOf(raw.AccessPointArn) ?? '';
  const metadata = raw.AccessPointMetadata ?? {};
  return defined({
    scope,
    arn,
    name: wordsOf(raw.Name) ?? shortName(arn),
    status: wordsOf(raw.Status) ?? '',
    statusMessage: wordsOf(raw.StatusMessage),
    recoveryPointArn: wordsOf(raw.RecoveryPointArn) ?? '',
    resourceArn: wordsOf(raw.ResourceArn) ?? '',
    resourceType: wordsOf(raw.ResourceType) ?? '',
    vaultName: wordsOf(raw.BackupVaultName) ?? '',
    createdAt: epochOf(raw.CreationTime),
    showsAt: epochOf(metadata.AccessPointInTime),
    s3Arn: wordsOf(metadata.S3AccessPointArn),
    s3Alias: wordsOf(metadata.S3AccessPointAlias),
  });
}
