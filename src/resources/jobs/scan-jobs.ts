import type { DescribeScanJobOutput, ListScanJobsInput, ScanJob as RawJob } from '@aws-sdk/client-backup';
import { jobHistoryMs } from '../../../config/polling.ts';
import { shortName, vaultNameOf } from '../../domain/arn.ts';
import { isActive, stateTone } from '../../domain/jobs/job-state.ts';
import { type ScanJob, scanResultTone } from '../../domain/jobs/scan-job.ts';
import { rowScope, type Scope, scopeKey } from '../../domain/scope.ts';
import { tableOf } from '../../lib/text/table.ts';
import { ageColumn, stateColumn, tookColumn } from '../common-columns.ts';
import { toDocument } from '../document.ts';
import { toPoint, toResource, toVault } from '../drill-downs.ts';
import { defined, epochOf, pageSize, wordsOf } from '../reading.ts';
import type { RequestContext, Resource } from '../resource.ts';
import { fieldsSection, scopeEntries, timeText } from '../sections.ts';

/** AWS lists scan jobs for 30 days. */
export const scanJobs: Resource<ScanJob> = {
  id: 'scan-jobs',
  title: 'scan job',
  plural: 'scan jobs',
  aliases: ['sj', 'scans', 'scan', 'scan-job'],
  cadence: 'jobs',
  acrossAccounts: true,
  params: {
    id: 'one job',
    vaultName: 'of recovery points in one vault',
    resourceArn: 'of recovery points of one resource',
    recoveryPointArn: 'of one recovery point',
    state: 'in one state, such as RUNNING',
  },
  paramsDeciding: { id: [] },
  fields: [
    'id',
    'state',
    'result',
    'resourceArn',
    'resourceName',
    'resourceType',
    'vaultName',
    'vaultArn',
    'recoveryPointArn',
    'scanner',
    'mode',
    'createdAt',
    'completedAt',
    'message',
    'planId',
    'roleArn',
  ],
  async *list(request) {
    const { id, vaultName, resourceArn, recoveryPointArn, state } = request.params;
    if (id !== undefined) return yield [toRow(await describeJob(request, id), request.scope)];
    const input: ListScanJobsInput = defined({
      ByBackupVaultName: vaultName,
      ByResourceArn: resourceArn,
      ByRecoveryPointArn: recoveryPointArn,
      ByState: state as ListScanJobsInput['ByState'],
      MaxResults: pageSize,
    });
    for await (const page of request.pages('backup', 'ListScanJobs', input)) {
      yield (page.ScanJobs ?? []).map((raw) => toRow(raw, rowScope(request.scope, raw.AccountId)));
    }
  },
  isBusy: isActive,
  key: ({ scope, id }) => `${scopeKey(scope)}/${id.toUpperCase()}`,
  stored: {
    at: 'createdAt',
    endsForGood: true,
    state: ({ state }) => state,
    endedAt: ({ completedAt }) => completedAt,
    beforeEnd: { state: 'RUNNING', row: ({ completedAt: _, ...job }) => ({ ...job, state: 'RUNNING' }) },
    subject: ({ resourceArn }) => resourceArn,
    shared: [
      'resourceArn',
      'resourceName',
      'resourceType',
      'vaultName',
      'vaultArn',
      'scanner',
      'mode',
      'planId',
      'planArn',
      'roleArn',
    ],
    outlivesListing: true,
    listedMs: jobHistoryMs,
  },
  columns: [
    stateColumn(),
    {
      id: 'name',
      member: 'resourceName',
      title: 'RESOURCE',
      width: 'grow',
      keep: 100,
      text: ({ resourceName }) => resourceName,
      identity: ({ resourceArn }) => resourceArn,
    },
    {
      id: 'result',
      title: 'FOUND',
      width: 10,
      keep: 98,
      text: ({ result }) => resultText(result),
      tone: ({ result }) => scanResultTone(result),
    },
    { id: 'type', title: 'TYPE', member: 'resourceType', width: 6, keep: 92, text: ({ resourceType }) => resourceType },
    {
      id: 'vault',
      member: 'vaultName',
      title: 'VAULT',
      width: 'grow',
      keep: 88,
      text: ({ vaultName }) => vaultName,
      identity: ({ vaultName }) => vaultName,
    },
    ageColumn(({ createdAt }) => createdAt, { keep: 96, member: 'createdAt' }),
    tookColumn(),
    { id: 'scanner', title: 'SCANNER', member: 'scanner', width: 10, keep: 60, text: ({ scanner }) => scanner ?? '' },
    { id: 'mode', title: 'MODE', width: 11, keep: 55, text: ({ mode }) => modes[mode ?? ''] ?? mode ?? '' },
    {
      id: 'message',
      title: 'MESSAGE',
      member: 'message',
      width: 'grow',
      takesRoom: true,
      keep: 50,
      text: ({ message }) => message ?? '',
    },
    { id: 'id', title: 'ID', member: 'id', width: 36, keep: 20, text: ({ id }) => id, tone: () => 'muted' },
  ],
  sort: { column: 'age', descending: true },
  label: ({ resourceName, id }) => `${resourceName} ${id.slice(0, 8)}`.trim(),
  copyText: ({ id }) => id,
  describe: async (request, { id }) => toDocument(await describeJob(request, id)),
  detail: (row, _document, now) => [
    fieldsSection('Scan job', [
      ['Job', row.id],
      ['Resource', row.resourceName],
      ['Type', row.resourceType],
      ['Resource ARN', row.resourceArn],
      ['Recovery point', row.recoveryPointArn],
      ['Vault', row.vaultName],
      ...scopeEntries(row.scope),
    ]),
    fieldsSection('State', [
      ['State', row.state, stateTone(row.state)],
      ['Found', row.result && resultText(row.result), scanResultTone(row.result)],
      ['Message', row.message],
      ['Scanner', row.scanner],
      ['Mode', modes[row.mode ?? ''] ?? row.mode],
      ['Created', timeText(row.createdAt, now)],
      ['Completed', timeText(row.completedAt, now)],
      ['Role', row.roleArn],
    ]),
  ],
  drillDowns: [
    toPoint('recovery point', ({ vaultArn, recoveryPointArn }) => ({ vaultArn, arn: recoveryPointArn })),
    toVault('vault', ({ vaultArn }) => vaultArn),
    toResource(),
    { to: 'plans', title: 'plan', single: true, params: ({ planId }) => (planId ? { id: planId } : undefined) },
  ],
};

const results = tableOf<string>({
  NO_THREATS_FOUND: 'no threats',
  THREATS_FOUND: 'THREATS',
  UNKNOWN: 'unknown',
});
const modes = tableOf<string>({ FULL_SCAN: 'full', INCREMENTAL_SCAN: 'incremental' });

const resultText = (result: string | undefined): string => results[result ?? ''] ?? result ?? '';

const describeJob = (request: RequestContext, id: string): Promise<DescribeScanJobOutput> =>
  request.call('backup', 'DescribeScanJob', { ScanJobId: id });

function toRow(raw: RawJob, scope: Scope): ScanJob {
  const resourceArn = wordsOf(raw.ResourceArn) ?? '';
  const vaultArn = wordsOf(raw.BackupVaultArn);
  return defined({
    scope,
    id: wordsOf(raw.ScanJobId) ?? '',
    state: wordsOf(raw.State) ?? '',
    result: wordsOf(raw.ScanResult?.ScanResultStatus),
    resourceArn,
    resourceName: wordsOf(raw.ResourceName) ?? shortName(resourceArn),
    resourceType: wordsOf(raw.ResourceType) ?? '',
    vaultName: wordsOf(raw.BackupVaultName) ?? vaultNameOf(vaultArn),
    vaultArn,
    recoveryPointArn: wordsOf(raw.RecoveryPointArn),
    scanner: wordsOf(raw.MalwareScanner),
    mode: wordsOf(raw.ScanMode),
    createdAt: epochOf(raw.CreationDate) ?? 0,
    completedAt: epochOf(raw.CompletionDate),
    message: wordsOf(raw.StatusMessage),
    planId: wordsOf(raw.CreatedBy?.BackupPlanId),
    planArn: wordsOf(raw.CreatedBy?.BackupPlanArn),
    roleArn: wordsOf(raw.IamRoleArn),
  });
}
