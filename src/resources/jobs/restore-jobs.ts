import type { DescribeRestoreJobOutput, ListRestoreJobsInput, RestoreJobsListMember } from '@aws-sdk/client-backup';
import { nameBeforeId, shortName, vaultNameOf } from '../../domain/arn.ts';
import type { Job } from '../../domain/jobs/job.ts';
import { isActive, parsePercent, reportedPercent } from '../../domain/jobs/job-state.ts';
import { rowScope, type Scope } from '../../domain/scope.ts';
import { followJob } from '../actions/jobs/follow-action.ts';
import { setValidation } from '../actions/restore-tests/validation-action.ts';
import { toDocument } from '../document.ts';
import { toPlan, toPoint, toResource, toVault } from '../drill-downs.ts';
import { defined, epochOf, pageSize, rowsOf, wordsOf } from '../reading.ts';
import type { RequestContext, Resource } from '../resource.ts';
import { fieldsSection } from '../sections.ts';
import {
  allJobs,
  beforeEndOf,
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
import { creatorSection, stateSection, subjectSection, timesSection } from './job-sections.ts';
import { metadataSection, usualSection, withoutSecrets } from './restore-job-sections.ts';

const msPerMinute = 60_000;

export const restoreJobs: Resource<Job> = {
  id: 'restore-jobs',
  title: 'restore job',
  plural: 'restore jobs',
  aliases: ['rj', 'restores', 'restore', 'restore-job'],
  cadence: 'jobs',
  acrossAccounts: true,
  params: {
    id: 'one job',
    resourceArn: 'of one resource',
    type: 'of one resource type, such as EBS',
    state: 'in one state, such as FAILED',
    recoveryPointArn: 'of one recovery point',
    vaultArn: 'from one vault',
    testingPlanArn: 'that one restore testing plan started',
  },
  paramsDeciding: { id: [] },
  fields: [
    ...jobFields,
    'createdResourceArn',
    'restoreTestingPlanArn',
    'validationStatus',
    'roleArn',
    'isParent',
    'parentId',
  ],
  async *list(request) {
    const { id, resourceArn, state, recoveryPointArn, vaultArn, testingPlanArn, type } = request.params;
    if (id !== undefined) return yield [await describeJob(request, id)];
    if (isEverything(request.params)) return yield* allJobs(request.now, (range) => listRange(request, range));
    const pages =
      resourceArn === undefined
        ? listJobs(request, { ByCreatedAfter: historyStart(request.now), ...defined({ ByResourceType: type }) })
        : listJobsOfResource(request, resourceArn);
    yield* only(
      pages,
      (job) =>
        (state === undefined || job.state === state) &&
        (type === undefined || job.resourceType === type) &&
        (recoveryPointArn === undefined || job.recoveryPointArn === recoveryPointArn) &&
        (vaultArn === undefined || job.vaultArn === vaultArn) &&
        (testingPlanArn === undefined || job.restoreTestingPlanArn === testingPlanArn),
    );
  },
  changes: (request, since, known) => jobChanges(sourceOf(request), since, known),
  isGone: isJobGone,
  isBusy: isActive,
  key: jobKey,
  stored: { ...storedJobs, beforeEnd: beforeEndOf('PENDING') },
  columns: [
    column.stateColumn,
    column.nameColumn,
    column.typeColumn,
    column.vaultColumn,
    column.ageColumn,
    column.tookColumn,
    column.percentColumn,
    column.etaColumn,
    column.sizeColumn,
    {
      id: 'created',
      title: 'RESTORED TO',
      width: 'grow',
      keep: 50,
      text: ({ createdResourceArn }) => (createdResourceArn === undefined ? '' : shortName(createdResourceArn)),
      identity: ({ createdResourceArn }) => createdResourceArn,
    },
    {
      id: 'test',
      title: 'TEST',
      width: 10,
      keep: 45,
      text: ({ restoreTestingPlanArn, validationStatus }) => validationStatus ?? (restoreTestingPlanArn ? 'test' : ''),
    },
    column.messageColumn,
    column.idColumn,
  ],
  sort: { column: 'age', descending: true },
  label: ({ resourceName, id }) => `${resourceName} ${id.slice(0, 8)}`,
  copyText: ({ id }) => id,
  describe: describeWithMetadata,
  detail(row, document, now) {
    const raw = document as (DescribeRestoreJobOutput & RestoreMetadata) | undefined;
    return [
      subjectSection(row),
      stateSection(row, now),
      timesSection(row, now),
      creatorSection(row),
      fieldsSection('Restore test', [
        ['Validation', wordsOf(raw?.ValidationStatus)],
        ['', wordsOf(raw?.ValidationStatusMessage)],
        ['Deletion', wordsOf(raw?.DeletionStatus)],
        ['', wordsOf(raw?.DeletionStatusMessage)],
      ]),
      ...(raw === undefined ? [] : [metadataSection(raw.Metadata)]),
    ].filter((section) => section.kind !== 'fields' || section.fields.length > 0);
  },
  knownSections: (row, known) => [...usualSection(row, known)],
  drillDowns: [
    toPoint('recovery point', ({ vaultArn, recoveryPointArn }) => ({ vaultArn, arn: recoveryPointArn })),
    toVault('vault', ({ vaultArn }) => vaultArn),
    toResource(),
    toPlan(),
    {
      to: 'restore-testing-plans',
      title: 'restore testing plan',
      single: true,
      params({ restoreTestingPlanArn }) {
        const name = nameBeforeId(restoreTestingPlanArn, 'restore-testing-plan');
        return name === '' ? undefined : { name };
      },
    },
  ],
  actions: [setValidation, followJob],
};

/** Absent if AWS did not return it. */
interface RestoreMetadata {
  readonly Metadata?: Readonly<Record<string, string>>;
}

/** The job, with the metadata that it was started with. */
async function describeWithMetadata(request: RequestContext, { id }: Job): Promise<object> {
  const [job, metadata] = await Promise.all([
    request.call('backup', 'DescribeRestoreJob', { RestoreJobId: id }),
    metadataOf(request, id),
  ]);
  return { ...(toDocument(job) as object), ...metadata };
}

async function metadataOf(request: RequestContext, RestoreJobId: string): Promise<RestoreMetadata> {
  try {
    const { Metadata } = await request.call('backup', 'GetRestoreJobMetadata', { RestoreJobId });
    return { Metadata: withoutSecrets(Metadata ?? {}) };
  } catch {
    return {};
  }
}

const sourceOf = (request: RequestContext): JobSource => ({
  now: request.now,
  isJudged: true,
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
      ByStatus: state as ListRestoreJobsInput['ByStatus'],
    }),
  );

async function* listJobs(request: RequestContext, input: ListRestoreJobsInput): AsyncGenerator<Job[]> {
  const { pages } = request.callsWith({ ahead: true });
  for await (const page of pages('backup', 'ListRestoreJobs', { ...input, MaxResults: pageSize })) {
    yield* rowsOf(page, 'RestoreJobs', (raw) => toRow(raw, rowScope(request.scope, raw.AccountId)));
  }
}

async function* listJobsOfResource(request: RequestContext, arn: string): AsyncGenerator<Job[]> {
  const input = { ResourceArn: arn, MaxResults: pageSize };
  for await (const page of request.pages('backup', 'ListRestoreJobsByProtectedResource', input)) {
    yield* rowsOf(page, 'RestoreJobs', (raw) => toRow(raw, rowScope(request.scope, raw.AccountId)));
  }
}

async function describeJob(request: RequestContext, id: string, scope = request.scope): Promise<Job> {
  const { call } = request.callsWith({ scope });
  return toRow(await call('backup', 'DescribeRestoreJob', { RestoreJobId: id }), scope);
}

/** A restore job contains no resource name, and its source only if the resource is known. */
function toRow(raw: RestoreJobsListMember, scope: Scope): Job {
  const resourceArn = wordsOf(raw.SourceResourceArn) ?? '';
  const pointArn = wordsOf(raw.RecoveryPointArn);
  const vaultArn = wordsOf(raw.BackupVaultArn);
  const createdAt = epochOf(raw.CreationDate) ?? 0;
  const minutes = raw.ExpectedCompletionTimeMinutes;
  return defined({
    kind: 'restore' as const,
    id: wordsOf(raw.RestoreJobId) ?? '',
    scope,
    state: wordsOf(raw.Status) ?? '',
    resourceArn,
    resourceName: shortName(resourceArn || pointArn || ''),
    resourceType: wordsOf(raw.ResourceType) ?? '',
    vaultName: vaultNameOf(vaultArn),
    vaultArn,
    createdAt,
    completedAt: epochOf(raw.CompletionDate),
    expectedAt: minutes ? createdAt + minutes * msPerMinute : undefined,
    percent: reportedPercent('restore', parsePercent(raw.PercentDone)),
    sizeBytes: raw.BackupSizeInBytes,
    message: wordsOf(raw.StatusMessage),
    recoveryPointArn: pointArn,
    createdResourceArn: wordsOf(raw.CreatedResourceArn),
    restoreTestingPlanArn: wordsOf(raw.CreatedBy?.RestoreTestingPlanArn),
    validationStatus: wordsOf(raw.ValidationStatus),
    roleArn: wordsOf(raw.IamRoleArn),
    isParent: raw.IsParent === true,
    parentId: wordsOf(raw.ParentJobId),
  });
}
