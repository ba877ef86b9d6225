import type { ReportPlan as RawPlan } from '@aws-sdk/client-backup';
import type { ReportPlan } from '../../domain/jobs/report.ts';
import { deploymentTone } from '../../domain/plans/framework.ts';
import { type Scope, scopeKey } from '../../domain/scope.ts';
import { ageColumn, lastRunColumn } from '../common-columns.ts';
import { toDocument } from '../document.ts';
import { defined, epochOf, pageSize, wordsOf } from '../reading.ts';
import type { RequestContext, Resource } from '../resource.ts';
import { fieldsSection, scopeEntries, timeText } from '../sections.ts';

export const reportPlans: Resource<ReportPlan> = {
  id: 'report-plans',
  title: 'report plan',
  plural: 'report plans',
  aliases: ['rpp', 'reports', 'report-plan'],
  cadence: 'settings',
  params: { name: 'one plan' },
  fields: [
    'name',
    'arn',
    'description',
    'template',
    'bucket',
    'formats',
    'deployment',
    'createdAt',
    'lastTriedAt',
    'lastDoneAt',
  ],
  async *list(request) {
    const { name } = request.params;
    if (name !== undefined)
      yield [await describePlan(request, name)].flatMap((raw) => (raw ? [toRow(raw, request.scope)] : []));
    else {
      for await (const page of request.pages('backup', 'ListReportPlans', { MaxResults: pageSize })) {
        yield (page.ReportPlans ?? []).map((raw) => toRow(raw, request.scope));
      }
    }
  },
  key: ({ scope, name }) => `${scopeKey(scope)}/${name}`,
  stored: { volatile: ['lastTriedAt', 'lastDoneAt'], memberOfParam: { name: 'name' } },
  columns: [
    {
      id: 'name',
      title: 'REPORT PLAN',
      width: 'grow',
      keep: 100,
      text: ({ name }) => name,
      identity: ({ name }) => name,
    },
    { id: 'template', title: 'REPORTS ON', width: 20, keep: 95, text: ({ template }) => templateText(template) },
    lastRunColumn(({ lastDoneAt }) => lastDoneAt, { id: 'last-done', title: 'LAST DONE', width: 9, keep: 96 }),
    ageColumn(({ lastTriedAt }) => lastTriedAt, { id: 'last-tried', title: 'TRIED', keep: 80 }),
    {
      id: 'deployment',
      title: 'SET UP',
      width: 10,
      keep: 85,
      text: ({ deployment }) => deployment,
      tone: ({ deployment }) => deploymentTone(deployment),
    },
    { id: 'bucket', title: 'BUCKET', width: 'grow', keep: 70, text: ({ bucket }) => bucket },
    ageColumn(({ createdAt }) => createdAt, { keep: 60 }),
    { id: 'formats', title: 'FORMATS', width: 8, keep: 50, text: ({ formats }) => formats.join(' ') },
  ],
  sort: { column: 'name', descending: false },
  label: ({ name }) => name,
  copyText: ({ arn }) => arn,
  describe: async (request, { name }) => toDocument(await describePlan(request, name)),
  detail(row, document, now) {
    const raw = document as RawPlan | undefined;
    const about = raw?.ReportSetting;
    return [
      fieldsSection('Report plan', [
        ['Name', row.name],
        ['Reports on', templateText(row.template)],
        ['Description', row.description],
        ['Set up', row.deployment, deploymentTone(row.deployment)],
        ['Last done', timeText(row.lastDoneAt, now) ?? 'never', row.lastDoneAt === undefined ? 'warn' : 'plain'],
        ['Last tried', timeText(row.lastTriedAt, now)],
        ['Created', timeText(row.createdAt, now)],
        ['ARN', row.arn],
        ...scopeEntries(row.scope),
      ]),
      fieldsSection('Covers', [
        ['Frameworks', about?.FrameworkArns?.join(', ')],
        ['Accounts', about?.Accounts?.join(', ')],
        ['Units', about?.OrganizationUnits?.join(', ')],
        ['Regions', about?.Regions?.join(', ')],
      ]),
      fieldsSection('Goes to', [
        ['Bucket', row.bucket],
        ['Prefix', wordsOf(raw?.ReportDeliveryChannel?.S3KeyPrefix)],
        ['Formats', row.formats.join(', ')],
      ]),
    ].filter((section) => section.kind !== 'fields' || section.fields.length > 0);
  },
  drillDowns: [{ to: 'report-jobs', title: 'report jobs', params: ({ name }) => ({ planName: name }) }],
};

/** 'BACKUP_JOB_REPORT' → 'backup job'. */
export const templateText = (template: string): string =>
  template
    .replace(/_REPORT$/, '')
    .replaceAll('_', ' ')
    .toLowerCase();

async function describePlan(request: RequestContext, name: string): Promise<RawPlan | undefined> {
  return (await request.call('backup', 'DescribeReportPlan', { ReportPlanName: name })).ReportPlan;
}

function toRow(raw: RawPlan, scope: Scope): ReportPlan {
  const name = wordsOf(raw.ReportPlanName) ?? '';
  return defined({
    scope,
    name,
    arn: wordsOf(raw.ReportPlanArn) ?? name,
    description: wordsOf(raw.ReportPlanDescription),
    template: wordsOf(raw.ReportSetting?.ReportTemplate) ?? '',
    bucket: wordsOf(raw.ReportDeliveryChannel?.S3BucketName) ?? '',
    formats: (raw.ReportDeliveryChannel?.Formats ?? []).flatMap((format) => wordsOf(format) ?? []),
    deployment: wordsOf(raw.DeploymentStatus) ?? '',
    createdAt: epochOf(raw.CreationTime),
    lastTriedAt: epochOf(raw.LastAttemptedExecutionTime),
    lastDoneAt: epochOf(raw.LastSuccessfulExecutionTime),
  });
}
