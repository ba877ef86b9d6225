import type { DescribeProtectedResourceOutput, ProtectedResource as RawResource } from '@aws-sdk/client-backup';
import { shortName, vaultNameOf } from '../../domain/arn.ts';
import { type Scope, scopeKey } from '../../domain/scope.ts';
import type { ProtectedResource } from '../../domain/vaults/protected-resource.ts';
import { formatAge } from '../../lib/text/format.ts';
import { protectedResourceActions } from '../actions/jobs/backup-job-actions.ts';
import { toDocument } from '../document.ts';
import { ofResource } from '../drill-downs.ts';
import { defined, epochOf, pageSize, wordsOf } from '../reading.ts';
import type { RequestContext, Resource } from '../resource.ts';
import { fieldsSection, scopeEntries, timeText } from '../sections.ts';

/** AWS lists a resource after its first backup. */
export const protectedResources: Resource<ProtectedResource> = {
  id: 'protected-resources',
  title: 'protected resource',
  plural: 'protected resources',
  aliases: ['pr', 'res', 'resources', 'protected'],
  cadence: 'protectedResources',
  params: { arn: 'one resource', vaultArn: 'with a recovery point in one vault' },
  paramsDeciding: { arn: [] },
  fields: ['arn', 'name', 'type', 'lastBackupAt', 'lastVaultName', 'lastRecoveryPointArn'],
  async *list(request) {
    const { arn, vaultArn } = request.params;
    if (arn !== undefined) yield [await describeResource(request, arn)];
    else if (vaultArn !== undefined) yield* listOfVault(request, vaultArn);
    else {
      for await (const page of request.pages('backup', 'ListProtectedResources', { MaxResults: pageSize })) {
        yield (page.Results ?? []).map((raw) => toRow(raw, request.scope));
      }
    }
  },
  key: ({ scope, arn }) => `${scopeKey(scope)}/${arn}`,
  stored: {
    subject: ({ arn }) => arn,
    volatile: ['lastBackupAt', 'lastVaultName', 'lastRecoveryPointArn'],
    memberOfParam: { arn: 'arn' },
  },
  columns: [
    {
      id: 'name',
      title: 'RESOURCE',
      member: 'name',
      width: 'grow',
      keep: 100,
      text: ({ name }) => name,
      identity: ({ arn }) => arn,
    },
    { id: 'type', title: 'TYPE', member: 'type', width: 14, keep: 95, text: ({ type }) => type },
    {
      id: 'last-backup',
      member: 'lastBackupAt',
      measure: 'age',
      title: 'LAST BACKUP',
      width: 11,
      keep: 96,
      align: 'right',
      text: ({ lastBackupAt }, now) => (lastBackupAt === undefined ? 'none' : formatAge(now - lastBackupAt)),
      sortBy: ({ lastBackupAt }) => lastBackupAt,
      tone: ({ lastBackupAt }) => (lastBackupAt === undefined ? 'warn' : 'plain'),
    },
    {
      id: 'vault',
      member: 'lastVaultName',
      title: 'LAST VAULT',
      width: 'grow',
      keep: 85,
      text: ({ lastVaultName }) => lastVaultName ?? '',
      identity: ({ lastVaultName }) => lastVaultName ?? '',
    },
    { id: 'arn', title: 'ARN', member: 'arn', width: 'grow', keep: 40, text: ({ arn }) => arn, tone: () => 'muted' },
  ],
  sort: { column: 'name', descending: false },
  label: ({ name }) => name,
  copyText: ({ arn }) => arn,
  describe: async (request, { arn }) =>
    toDocument(await request.call('backup', 'DescribeProtectedResource', { ResourceArn: arn })),
  detail(row, document, now) {
    const raw = document as DescribeProtectedResourceOutput | undefined;
    const restoreMinutes = raw?.LatestRestoreExecutionTimeMinutes;
    return [
      fieldsSection('Protected resource', [
        ['Name', row.name],
        ['Type', row.type],
        ['ARN', row.arn],
        ...scopeEntries(row.scope),
      ]),
      fieldsSection('Last backup', [
        ['At', timeText(row.lastBackupAt, now) ?? 'none known', row.lastBackupAt === undefined ? 'warn' : 'plain'],
        ['Vault', row.lastVaultName],
        ['Recovery point', row.lastRecoveryPointArn],
      ]),
      fieldsSection('Last restore', [
        ['At', timeText(epochOf(raw?.LatestRestoreJobCreationDate), now) ?? 'none known'],
        ['Recovery point created', timeText(epochOf(raw?.LatestRestoreRecoveryPointCreationDate), now)],
        ['Took', restoreMinutes === undefined ? undefined : `${restoreMinutes} min`],
      ]),
    ];
  },
  drillDowns: [
    ...ofResource,
    { to: 'scan-jobs', title: 'scan jobs', params: ({ arn }) => ({ resourceArn: arn }) },
    {
      to: 'recovery-points',
      title: 'last recovery point',
      single: true,
      params: ({ lastRecoveryPointArn, lastVaultName }) =>
        lastRecoveryPointArn && lastVaultName ? { vaultName: lastVaultName, arn: lastRecoveryPointArn } : undefined,
    },
    {
      to: 'vaults',
      title: 'last vault',
      single: true,
      params: ({ lastVaultName }) => (lastVaultName ? { name: lastVaultName } : undefined),
    },
  ],
  actions: protectedResourceActions,
};

async function* listOfVault(request: RequestContext, vaultArn: string): AsyncGenerator<ProtectedResource[]> {
  const input = { BackupVaultArn: vaultArn, MaxResults: pageSize };
  for await (const page of request.pages('backup', 'ListProtectedResourcesByBackupVault', {
    ...input,
    BackupVaultName: vaultNameOf(vaultArn),
  })) {
    yield (page.Results ?? []).map((raw) => toRow(raw, request.scope));
  }
}

async function describeResource(request: RequestContext, arn: string): Promise<ProtectedResource> {
  return toRow(await request.call('backup', 'DescribeProtectedResource', { ResourceArn: arn }), request.scope);
}

function toRow(raw: RawResource, scope: Scope): ProtectedResource {
  const arn = wordsOf(raw.ResourceArn) ?? '';
  return defined({
    scope,
    arn,
    name: wordsOf(raw.ResourceName) ?? shortName(arn),
    type: wordsOf(raw.ResourceType) ?? '',
    lastBackupAt: epochOf(raw.LastBackupTime),
    lastVaultName: vaultNameOf(wordsOf(raw.LastBackupVaultArn)) || undefined,
    lastRecoveryPointArn: wordsOf(raw.LastRecoveryPointArn),
  });
}
