import type {
  CreateReportPlanInput,
  CreateReportPlanOutput,
  DeleteReportPlanInput,
  DescribeReportPlanInput,
  DescribeReportPlanOutput,
  ListReportPlansInput,
  ListReportPlansOutput,
  ReportDeliveryChannel,
  ReportPlan,
  ReportSetting,
  UpdateReportPlanInput,
  UpdateReportPlanOutput,
} from '@aws-sdk/client-backup';
import type { Call } from '../../protocols/service.ts';
import { invalidParameter } from '../../wire/aws-error.ts';
import { pageOf } from '../../wire/paging.ts';
import { required } from '../parameter-checks.ts';
import {
  type AuditResource,
  byName,
  collectionOf,
  deploymentOf,
  findAuditResource,
  findChangeable,
  newAuditResource,
} from './audit-resources.ts';
import { reportJobsOf, reportStatus } from './report-jobs.ts';

export interface StoredReportPlan extends AuditResource {
  description?: string | undefined;
  channel: ReportDeliveryChannel;
  setting: ReportSetting;
}

const templates: ReadonlySet<string> = new Set([
  'RESOURCE_COMPLIANCE_REPORT',
  'CONTROL_COMPLIANCE_REPORT',
  'BACKUP_JOB_REPORT',
  'COPY_JOB_REPORT',
  'RESTORE_JOB_REPORT',
  'SCAN_JOB_REPORT',
]);
const formats: ReadonlySet<string> = new Set(['CSV', 'JSON']);

function checkChannel(channel: ReportDeliveryChannel | undefined): ReportDeliveryChannel {
  const requested = required(channel, 'ReportDeliveryChannel');
  required(requested.S3BucketName, 'S3BucketName');
  const wrong = (requested.Formats ?? []).find((format) => !formats.has(format));
  if (wrong !== undefined) throw invalidParameter(`Invalid report format: ${wrong}.`);
  return { ...requested, Formats: requested.Formats ?? ['CSV'] };
}

function checkSetting(setting: ReportSetting | undefined, call: Call): ReportSetting {
  const requested = required(setting, 'ReportSetting');
  const template = required(requested.ReportTemplate, 'ReportTemplate');
  if (!templates.has(template)) throw invalidParameter(`Invalid report template: ${template}.`);
  const known = new Set([...collectionOf('framework', call).values()].map(({ arn }) => arn));
  const wrong = (requested.FrameworkArns ?? []).find((arn) => !known.has(arn));
  if (wrong !== undefined) throw invalidParameter(`Framework ${wrong} does not exist.`);
  return requested;
}

export function createReportPlan(input: CreateReportPlanInput, call: Call): CreateReportPlanOutput {
  const channel = checkChannel(input.ReportDeliveryChannel);
  const setting = checkSetting(input.ReportSetting, call);
  const { planOverlay } = call.estate.overlay;
  return planOverlay.replay(`CreateReportPlan ${call.region}`, input.IdempotencyToken, () => {
    const made = newAuditResource('report-plan', { name: input.ReportPlanName, tags: input.ReportPlanTags }, call);
    const plan = { ...made, description: input.ReportPlanDescription, channel, setting };
    collectionOf<StoredReportPlan>('report-plan', call).set(made.name, plan);
    return named(made);
  });
}

const named = ({ name, arn, createdAt }: AuditResource) => ({
  ReportPlanName: name,
  ReportPlanArn: arn,
  CreationTime: new Date(createdAt),
});

export function updateReportPlan(input: UpdateReportPlanInput, call: Call): UpdateReportPlanOutput {
  const { planOverlay } = call.estate.overlay;
  return planOverlay.replay(`UpdateReportPlan ${call.region}`, input.IdempotencyToken, () => {
    const known = findChangeable<StoredReportPlan>('report-plan', input.ReportPlanName, call);
    const changed = {
      ...known,
      changedAt: call.now,
      description: input.ReportPlanDescription ?? known.description,
      channel: input.ReportDeliveryChannel ? checkChannel(input.ReportDeliveryChannel) : known.channel,
      setting: input.ReportSetting ? checkSetting(input.ReportSetting, call) : known.setting,
    };
    collectionOf<StoredReportPlan>('report-plan', call).set(known.name, changed);
    return named(changed);
  });
}

export function deleteReportPlan({ ReportPlanName }: DeleteReportPlanInput, call: Call): object {
  collectionOf('report-plan', call).delete(findChangeable('report-plan', ReportPlanName, call).name);
  return {};
}

function toReportPlan(plan: StoredReportPlan, call: Call): ReportPlan {
  const jobs = reportJobsOf(call).filter(({ planArn }) => planArn === plan.arn);
  const latest = jobs.at(-1);
  const success = jobs.findLast((job) => reportStatus(job, call.now) === 'COMPLETED');
  return {
    ...named(plan),
    ReportPlanDescription: plan.description,
    ReportSetting: plan.setting,
    ReportDeliveryChannel: plan.channel,
    DeploymentStatus: deploymentOf(plan, call.now),
    LastAttemptedExecutionTime: latest && new Date(latest.createdAt),
    LastSuccessfulExecutionTime: success && new Date(success.createdAt),
  };
}

export function describeReportPlan({ ReportPlanName }: DescribeReportPlanInput, call: Call): DescribeReportPlanOutput {
  return { ReportPlan: toReportPlan(findAuditResource<StoredReportPlan>('report-plan', ReportPlanName, call), call) };
}

export function listReportPlans(input: ListReportPlansInput, call: Call): ListReportPlansOutput {
  const all = [...collectionOf<StoredReportPlan>('report-plan', call).values()].sort(byName);
  const { items, nextToken } = pageOf(all, input, ({ name }) => name);
  return { ReportPlans: items.map((plan) => toReportPlan(plan, call)), NextToken: nextToken };
}
