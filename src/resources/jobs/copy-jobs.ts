import type { CopyJob, ListCopyJobsInput } from '@aws-sdk/client-backup';
import { scopeOfArn, shortName, vaultAddress, vaultNameOf } from '../../domain/arn.ts';
import type { Job } from '../../domain/jobs/job.ts';
import { isActive } from '../../domain/jobs/job-state.ts';
import { rowScope, type Scope } from '../../domain/scope.ts';
import { copyAgain } from '../actions/jobs/copy-actions.ts';
import { followJob } from '../actions/jobs/follow-action.ts';
import { toEndingEvents } from '../audits/touched.ts';
import { toDocument } from '../document.ts';
import { toPlan, toPoint, toResource, toVault } from '../drill-downs.ts';
import { defined, epochOf, pageSize, rowsOf, toCreatedBy, wordsOf } from '../reading.ts';
import type { RequestContext, Resource } from '../resource.ts';
import { days, fieldsSection } from '../sections.ts';
import {
  allJobs,
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

/** Copy jobs belong to the source account-Region. */
export const copyJobs: Resource<Job> = {
  id: 'copy-jobs',
  title: 'copy job',
  plural: 'copy jobs',
  aliases: ['cj', 'copies', 'copy', 'copy-job'],
  cadence: 'jobs',
  acrossAccounts: true,
  params: {
    id: 'one job',
    recoveryPointArn: 'of one source recovery point',
    resourceArn: 'of one resource',
    type: 'of one resource type, such as EBS',
    state: 'in one state, such as FAILED',
    copiedPointArn: 'that created one recovery point',
    vaultArn: 'from one vault or to it',
    planId: 'of one plan',
  },
  paramsDeciding: { id: [] },
  fields: [...jobFields, 'copiedPointArn', 'sourceVaultArn', 'roleArn', 'isParent', 'parentId'],
  async *list(request) {
    const { id, recoveryPointArn, resourceArn, state, copiedPointArn, vaultArn, planId, type } = request.params;
    if (id !== undefined) return yield await describeJob(request, id);
    if (isEverything(request.params)) return yield* allJobs(request.now, (range) => listRange(request, range));
    const pages = listJobs(request, {
      ByCreatedAfter: historyStart(request.now),
      ...defined({ BySourceRecoveryPointArn: recoveryPointArn, ByResourceArn: resourceArn, ByResourceType: type }),
      ...(state === undefined ? {} : { ByState: state as NonNullable<ListCopyJobsInput['ByState']> }),
    });
    yield* only(
      pages,
      (job) =>
        (type === undefined || job.resourceType === type) &&
        (copiedPointArn === undefined || job.copiedPointArn === copiedPointArn) &&
        (vaultArn === undefined || job.vaultArn === vaultArn || job.sourceVaultArn === vaultArn) &&
        (planId === undefined || job.createdBy?.planId === planId),
    );
  },
  changes: (request, since, known) => jobChanges(sourceOf(request), since, known),
  isGone: isJobGone,
  isBusy: isActive,
  key: jobKey,
  stored: storedJobs,
  columns: [
    column.stateColumn,
    column.nameColumn,
    column.typeColumn,
    {
      id: 'to',
      title: 'TO',
      width: 'grow',
      keep: 90,
      text: ({ vaultArn, vaultName, scope }) => vaultAddress(vaultArn, scope.accountId) || vaultName,
      identity: ({ vaultArn }) => vaultArn,
    },
    {
      id: 'from',
      title: 'FROM',
      width: 'grow',
      keep: 65,
      text: ({ sourceVaultArn }) => vaultNameOf(sourceVaultArn),
    },
    column.ageColumn,
    column.tookColumn,
    column.sizeColumn,
    column.planColumn,
    column.messageColumn,
    column.idColumn,
  ],
  sort: { column: 'age', descending: true },
  label: ({ resourceName, id }) => `${resourceName} ${id.slice(0, 8)}`,
  copyText: ({ id }) => id,
  async describe(request, { id }) {
    return toDocument((await request.call('backup', 'DescribeCopyJob', { CopyJobId: id })).CopyJob);
  },
  detail(row, document, now) {
    const raw = document as CopyJob | undefined;
    const lifecycle = raw?.DestinationRecoveryPointLifecycle;
    return [
      subjectSection(row),
      stateSection(row, now),
      timesSection(row, now),
      creatorSection(row),
      fieldsSection('Kept', [
        ['Deleted after', raw && (days(lifecycle?.DeleteAfterDays) ?? 'never: kept forever')],
        ['Cold after', days(lifecycle?.MoveToColdStorageAfterDays)],
        ['Vault lock', wordsOf(raw?.DestinationVaultLockState)],
        ['Backup job', wordsOf(raw?.CreatedByBackupJobId)],
      ]),
      ...childrenSection(raw?.ChildJobsInState),
    ];
  },
  drillDowns: [
    toPoint('source point', ({ sourceVaultArn, recoveryPointArn }) => ({
      vaultArn: sourceVaultArn,
      arn: recoveryPointArn,
    })),
    toPoint('copied point', ({ vaultArn, copiedPointArn }) => ({ vaultArn, arn: copiedPointArn })),
    toVault('destination vault', ({ vaultArn }) => vaultArn),
    toVault('source vault', ({ sourceVaultArn }) => sourceVaultArn),
    toPlan(),
    toResource(),
    toEndingEvents(
      'who deleted its copy',
      ({ copiedPointArn }) => copiedPointArn,
      ({ vaultArn, scope }) => scopeOfArn(vaultArn, scope),
    ),
  ],
  actions: [copyAgain, followJob],
};

const sourceOf = (request: RequestContext): JobSource => ({
  now: request.now,
  list: (range) => listRange(request, range),
  describe: async ({ id, scope }) => (await describeJob(request, id, scope))[0],
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
      ByState: state as ListCopyJobsInput['ByState'],
    }),
  );

async function* listJobs(request: RequestContext, input: ListCopyJobsInput): AsyncGenerator<Job[]> {
  const { pages } = request.callsWith({ ahead: true });
  for await (const page of pages('backup', 'ListCopyJobs', { ...input, MaxResults: pageSize })) {
    yield* rowsOf(page, 'CopyJobs', (raw) => toRow(raw, rowScope(request.scope, raw.AccountId)));
  }
}

async function describeJob(request: RequestContext, id: string, scope = request.scope): Promise<Job[]> {
  const { call } = request.callsWith({ scope });
  const { CopyJob } = await call('backup', 'DescribeCopyJob', { CopyJobId: id });
  return CopyJob ? [toRow(CopyJob, scope)] : [];
}

/** The scope of the copy job that made a recovery point: the scope of the source vault. */
export const sourceScope = (sourceVaultArn: string | undefined, scope: Scope): Scope | undefined =>
  sourceVaultArn === undefined ? undefined : scopeOfArn(sourceVaultArn, scope);

function toRow(raw: CopyJob, scope: Scope): Job {
  const resourceArn = wordsOf(raw.ResourceArn) ?? '';
  const vaultArn = wordsOf(raw.DestinationBackupVaultArn);
  return defined({
    kind: 'copy' as const,
    id: wordsOf(raw.CopyJobId) ?? '',
    scope,
    state: wordsOf(raw.State) ?? '',
    resourceArn,
    resourceName: wordsOf(raw.ResourceName) ?? shortName(resourceArn),
    resourceType: wordsOf(raw.ResourceType) ?? '',
    vaultName: vaultNameOf(vaultArn),
    vaultArn,
    sourceVaultArn: wordsOf(raw.SourceBackupVaultArn),
    createdAt: epochOf(raw.CreationDate) ?? 0,
    completedAt: epochOf(raw.CompletionDate),
    sizeBytes: raw.BackupSizeInBytes,
    message: wordsOf(raw.StatusMessage),
    messageCategory: wordsOf(raw.MessageCategory),
    createdBy: toCreatedBy(raw.CreatedBy),
    recoveryPointArn: wordsOf(raw.SourceRecoveryPointArn),
    copiedPointArn: wordsOf(raw.DestinationRecoveryPointArn),
    roleArn: wordsOf(raw.IamRoleArn),
    isParent: raw.IsParent === true,
    parentId: wordsOf(raw.ParentJobId),
  });
}
