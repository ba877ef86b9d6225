import type { BackupJob, DescribeBackupJobOutput, ListBackupJobsInput } from '@aws-sdk/client-backup';
import { shortName, vaultNameOf } from '../../domain/arn.ts';
import type { Job } from '../../domain/jobs/job.ts';
import { isActive, parsePercent } from '../../domain/jobs/job-state.ts';
import { rowScope, type Scope } from '../../domain/scope.ts';
import { backupJobActions } from '../actions/jobs/backup-job-actions.ts';
import { toEndingEvents } from '../audits/touched.ts';
import { toDocument } from '../document.ts';
import { toPlan, toPoint, toResource, toVault } from '../drill-downs.ts';
import { defined, epochOf, pageSize, rowsOf, toCreatedBy, wordsOf } from '../reading.ts';
import type { RequestContext, Resource } from '../resource.ts';
import { days, fieldsSection } from '../sections.ts';
import {
  allJobs,
  edgeMs,
  historyStart,
  isEverything,
  isJobGone,
  type JobRange,
  type JobSource,
  jobChanges,
  jobKey,
  only,
  storedJobs,
} from './job-changes.ts';
import * as column from './job-columns.ts';
import { jobFields } from './job-columns.ts';
import { childrenSection, creatorSection, stateSection, subjectSection, timesSection } from './job-sections.ts';

export const backupJobs: Resource<Job> = {
  id: 'backup-jobs',
  title: 'backup job',
  plural: 'backup jobs',
  aliases: ['bj', 'backups', 'jobs', 'j', 'backup-job'],
  cadence: 'jobs',
  acrossAccounts: true,
  params: {
    id: 'one job',
    vaultName: 'into one vault',
    resourceArn: 'of one resource',
    type: 'of one resource type, such as EBS',
    state: 'in one state, such as FAILED',
    recoveryPointArn: 'that created one recovery point',
    planId: 'of one plan',
    ruleId: 'of one rule of a plan',
    createdFrom: 'created at that time or later',
    createdUntil: 'created before that time',
  },
  paramsDeciding: { id: [] },
  fields: [...jobFields, 'backupType', 'roleArn', 'isParent', 'parentId'],
  async *list(request) {
    const { id, vaultName, resourceArn, state, recoveryPointArn, planId, ruleId } = request.params;
    const { createdFrom, createdUntil, type } = request.params;
    if (id !== undefined) return yield [await describeJob(request, id)];
    if (isEverything(request.params)) return yield* allJobs(request.now, (range) => listRange(request, range));
    const pages = listJobs(request, {
      ByCreatedAfter: createdFrom === undefined ? historyStart(request.now) : dateOf(createdFrom, -edgeMs),
      ...(createdUntil === undefined ? {} : { ByCreatedBefore: dateOf(createdUntil, edgeMs) }),
      ...defined({ ByBackupVaultName: vaultName, ByResourceArn: resourceArn, ByResourceType: type }),
      ...(state === undefined ? {} : { ByState: state as NonNullable<ListBackupJobsInput['ByState']> }),
    });
    yield* only(
      pages,
      (job) =>
        (recoveryPointArn === undefined || job.recoveryPointArn === recoveryPointArn) &&
        (type === undefined || job.resourceType === type) &&
        (planId === undefined || job.createdBy?.planId === planId) &&
        (ruleId === undefined || job.createdBy?.ruleId === ruleId) &&
        (createdFrom === undefined || job.createdAt >= dateOf(createdFrom).getTime()) &&
        (createdUntil === undefined || job.createdAt < dateOf(createdUntil).getTime()),
    );
  },
  changes: (request, since, known) => jobChanges(sourceOf(request), since, known),
  isGone: isJobGone,
  isBusy: isActive,
  key: jobKey,
  stored: { ...storedJobs, memberOfParam: { ...storedJobs.memberOfParam, vaultName: 'vaultName' } },
  columns: [
    column.stateColumn,
    column.nameColumn,
    column.typeColumn,
    column.vaultColumn,
    column.ageColumn,
    column.tookColumn,
    column.percentColumn,
    column.etaColumn,
    column.rateColumn,
    column.sizeColumn,
    column.planColumn,
    column.messageColumn,
    column.idColumn,
  ],
  sort: { column: 'age', descending: true },
  label: ({ resourceName, id }) => `${resourceName} ${id.slice(0, 8)}`,
  copyText: ({ id }) => id,
  describe: async (request, { id }) =>
    toDocument(await request.call('backup', 'DescribeBackupJob', { BackupJobId: id })),
  detail(row, document, now) {
    const raw = document as DescribeBackupJobOutput | undefined;
    const lifecycle = raw?.RecoveryPointLifecycle;
    return [
      subjectSection(row),
      stateSection(row, now),
      timesSection(row, now),
      creatorSection(row),
      fieldsSection('Kept', [
        ['Deleted after', raw && (days(lifecycle?.DeleteAfterDays) ?? 'never: kept forever')],
        ['Cold after', days(lifecycle?.MoveToColdStorageAfterDays)],
        ['Encrypted', raw?.IsEncrypted === undefined ? undefined : raw.IsEncrypted ? 'yes' : 'no'],
        ['Key', wordsOf(raw?.EncryptionKeyArn)],
        ['Vault lock', wordsOf(raw?.VaultLockState)],
      ]),
      ...childrenSection(raw?.ChildJobsInState),
    ];
  },
  drillDowns: [
    toPoint('recovery point', ({ vaultArn, recoveryPointArn }) => ({ vaultArn, arn: recoveryPointArn })),
    toVault('vault', ({ vaultArn }) => vaultArn),
    toPlan(),
    toResource(),
    toEndingEvents('who deleted its recovery point', ({ recoveryPointArn }) => recoveryPointArn),
  ],
  actions: backupJobActions,
};

/** Epoch ms in digits, or a time in ISO 8601. */
const dateOf = (text: string, moreMs = 0): Date =>
  new Date((/^\d+$/.test(text) ? Number(text) : Date.parse(text)) + moreMs);

const sourceOf = (request: RequestContext): JobSource => ({
  now: request.now,
  list: (range) => listRange(request, range),
  describe: ({ id, scope }) => describeJob(request, id, scope),
});

const listRange = (
  request: RequestContext,
  { createdAfter, createdBefore, completedAfter, state }: JobRange,
): AsyncGenerator<Job[]> =>
  listJobs(
    request,
    defined({
      ByCreatedAfter: createdAfter,
      ByCreatedBefore: createdBefore,
      ByCompleteAfter: completedAfter,
      ByState: state as ListBackupJobsInput['ByState'],
    }),
  );

async function* listJobs(request: RequestContext, input: ListBackupJobsInput): AsyncGenerator<Job[]> {
  const { pages } = request.callsWith({ ahead: true });
  for await (const page of pages('backup', 'ListBackupJobs', { ...input, MaxResults: pageSize })) {
    yield* rowsOf(page, 'BackupJobs', (raw) => toRow(raw, rowScope(request.scope, raw.AccountId)));
  }
}

async function describeJob(request: RequestContext, id: string, scope = request.scope): Promise<Job> {
  const { call } = request.callsWith({ scope });
  return toRow(await call('backup', 'DescribeBackupJob', { BackupJobId: id }), scope);
}

function toRow(raw: BackupJob, scope: Scope): Job {
  const resourceArn = wordsOf(raw.ResourceArn) ?? '';
  return defined({
    kind: 'backup' as const,
    id: wordsOf(raw.BackupJobId) ?? '',
    scope,
    state: wordsOf(raw.State) ?? '',
    resourceArn,
    resourceName: wordsOf(raw.ResourceName) ?? shortName(resourceArn),
    resourceType: wordsOf(raw.ResourceType) ?? '',
    vaultName: wordsOf(raw.BackupVaultName) ?? vaultNameOf(wordsOf(raw.BackupVaultArn)),
    vaultArn: wordsOf(raw.BackupVaultArn),
    createdAt: epochOf(raw.CreationDate) ?? 0,
    startedAt: epochOf(raw.InitiationDate),
    completedAt: epochOf(raw.CompletionDate),
    startBy: epochOf(raw.StartBy),
    expectedAt: epochOf(raw.ExpectedCompletionDate),
    percent: parsePercent(raw.PercentDone),
    sizeBytes: raw.BackupSizeInBytes,
    transferredBytes: raw.BytesTransferred,
    message: wordsOf(raw.StatusMessage),
    messageCategory: wordsOf(raw.MessageCategory),
    createdBy: toCreatedBy(raw.CreatedBy),
    recoveryPointArn: wordsOf(raw.RecoveryPointArn),
    backupType: wordsOf(raw.BackupType),
    roleArn: wordsOf(raw.IamRoleArn),
    isParent: raw.IsParent === true,
    parentId: wordsOf(raw.ParentJobId),
  });
}
