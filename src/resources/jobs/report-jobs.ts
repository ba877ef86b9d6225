import type { ListReportJobsInput, ReportJob as RawJob } from '@aws-sdk/client-backup';
import { nameBeforeId } from '../../domain/arn.ts';
import { isActive, stateTone } from '../../domain/jobs/job-state.ts';
import type { ReportJob } from '../../domain/jobs/report.ts';
import { type Scope, scopeKey } from '../../domain/scope.ts';
import { ageColumn, stateColumn, tookColumn } from '../common-columns.ts';
import { toDocument } from '../document.ts';
import { templateText } from '../plans/report-plans.ts';
import { defined, epochOf, pageSize, wordsOf } from '../reading.ts';
import type { RequestContext, Resource } from '../resource.ts';
import { fieldsSection, scopeEntries, timeText } from '../sections.ts';

export const reportJobs: Resource<ReportJob> = {
  id: 'report-jobs',
  title: 'report job',
  plural: 'report jobs',
  aliases: ['rpj', 'report-job'],
  cadence: 'vaults',
  params: { id: 'one job', planName: 'of one report plan', state: 'in one state, such as FAILED' },
  paramsDeciding: { id: [] },
  fields: ['id', 'planName', 'planArn', 'template', 'state', 'message', 'createdAt', 'completedAt', 'bucket', 'keys'],
  async *list(request) {
    const { id, planName, state } = request.params;
    if (id !== undefined)
      return yield [await describeJob(request, id)].flatMap((raw) => (raw ? [toRow(raw, request.scope)] : []));
    const input: ListReportJobsInput = defined({ ByReportPlanName: planName, ByStatus: state, MaxResults: pageSize });
    for await (const page of request.pages('backup', 'ListReportJobs', input)) {
      yield (page.ReportJobs ?? []).map((raw) => toRow(raw, request.scope));
    }
  },
  isBusy: isActive,
  key: ({ scope, id }) => `${scopeKey(scope)}/${id.toUpperCase()}`,
  stored: { state: ({ state }) => state, endedAt: ({ completedAt }) => completedAt, outlivesListing: true },
  columns: [
    stateColumn(),
    {
      id: 'plan',
      title: 'REPORT PLAN',
      width: 'grow',
      keep: 100,
      text: ({ planName }) => planName,
      identity: ({ planName }) => planName,
    },
    { id: 'template', title: 'REPORTS ON', width: 20, keep: 90, text: ({ template }) => templateText(template) },
    ageColumn(({ createdAt }) => createdAt, { keep: 96 }),
    tookColumn(),
    { id: 'message', title: 'MESSAGE', width: 'grow', takesRoom: true, keep: 70, text: ({ message }) => message ?? '' },
    { id: 'bucket', title: 'BUCKET', width: 'grow', keep: 60, text: ({ bucket }) => bucket },
    { id: 'id', title: 'ID', width: 36, keep: 30, text: ({ id }) => id, tone: () => 'muted' },
  ],
  sort: { column: 'age', descending: true },
  label: ({ planName, id }) => `${planName} ${id.slice(0, 8)}`.trim(),
  copyText: ({ id }) => id,
  describe: async (request, { id }) => toDocument(await describeJob(request, id)),
  detail: (row, _document, now) => [
    fieldsSection('Report job', [
      ['Job', row.id],
      ['Report plan', row.planName],
      ['Reports on', templateText(row.template)],
      ['State', row.state, stateTone(row.state)],
      ['Message', row.message, stateTone(row.state)],
      ['Created', timeText(row.createdAt, now)],
      ['Completed', timeText(row.completedAt, now)],
      ...scopeEntries(row.scope),
    ]),
    fieldsSection('Written to', [
      ['Bucket', row.bucket],
      ...row.keys.map((key, index): [string, string] => [index === 0 ? 'Files' : '', key]),
    ]),
  ],
  drillDowns: [
    {
      to: 'report-plans',
      title: 'report plan',
      single: true,
      params: ({ planName }) => (planName === '' ? undefined : { name: planName }),
    },
  ],
};

async function describeJob(request: RequestContext, id: string): Promise<RawJob | undefined> {
  return (await request.call('backup', 'DescribeReportJob', { ReportJobId: id })).ReportJob;
}

function toRow(raw: RawJob, scope: Scope): ReportJob {
  const planArn = wordsOf(raw.ReportPlanArn);
  return defined({
    scope,
    id: wordsOf(raw.ReportJobId) ?? '',
    planName: nameBeforeId(planArn, 'report-plan'),
    planArn,
    template: wordsOf(raw.ReportTemplate) ?? '',
    state: wordsOf(raw.Status) ?? '',
    message: wordsOf(raw.StatusMessage),
    createdAt: epochOf(raw.CreationTime),
    completedAt: epochOf(raw.CompletionTime),
    bucket: wordsOf(raw.ReportDestination?.S3BucketName) ?? '',
    keys: (raw.ReportDestination?.S3Keys ?? []).flatMap((key) => wordsOf(key) ?? []),
  });
}
