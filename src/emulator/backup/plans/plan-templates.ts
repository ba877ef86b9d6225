// AWS's plan templates, and conversion of plans to and from JSON.
import {
  type BackupPlan,
  BackupPlan$,
  type BackupRule,
  type ExportBackupPlanTemplateInput,
  type ExportBackupPlanTemplateOutput,
  type GetBackupPlanFromJSONInput,
  type GetBackupPlanFromJSONOutput,
  type GetBackupPlanFromTemplateInput,
  type GetBackupPlanFromTemplateOutput,
  type Lifecycle,
  type ListBackupPlanTemplatesInput,
  type ListBackupPlanTemplatesOutput,
} from '@aws-sdk/client-backup';
import { NormalizedSchema } from '@smithy/core/schema';
import { createRandom, seedOf } from '../../estate/random.ts';
import type { Call } from '../../protocols/service.ts';
import { invalidParameter, resourceNotFound } from '../../wire/aws-error.ts';
import { readJson, writeJson } from '../../wire/json.ts';
import { pageOf } from '../../wire/paging.ts';
import { required } from '../parameter-checks.ts';
import { checkPlan } from './plan-document.ts';
import { findPlan, toPlanDocument } from './plans.ts';

interface Template {
  id: string;
  name: string;
  rules: BackupRule[];
}

type Retention = Lifecycle & { DeleteAfterDays: number };

const rule = (name: string, cron: string, lifecycle: Retention): BackupRule => ({
  RuleId: createRandom(seedOf('template', name, lifecycle.DeleteAfterDays)).uuid(),
  RuleName: name,
  TargetBackupVaultName: 'Default',
  ScheduleExpression: cron,
  StartWindowMinutes: 480,
  CompletionWindowMinutes: 10_080,
  Lifecycle: lifecycle,
});
const daily = () => rule('DailyBackups', 'cron(0 5 ? * * *)', { DeleteAfterDays: 35 });
const weekly = () => rule('WeeklyBackups', 'cron(0 5 ? * 7 *)', { DeleteAfterDays: 90 });
const monthly = (days: number, coldAfterDays: number) =>
  rule('MonthlyBackups', 'cron(0 5 1 * ? *)', { DeleteAfterDays: days, MoveToColdStorageAfterDays: coldAfterDays });

/** The first id is AWS's own; AWS does not publish the others. */
const templates = (): Template[] =>
  [
    { id: '87c0c1ef-254d-4180-8fef-2e76a2c38aaa', name: 'Daily-35day-Retention', rules: [daily()] },
    { id: '', name: 'Daily-Monthly-1yr-Retention', rules: [daily(), monthly(365, 30)] },
    { id: '', name: 'Daily-Weekly-Monthly-5yr-Retention', rules: [daily(), weekly(), monthly(1825, 90)] },
    { id: '', name: 'Daily-Weekly-Monthly-7yr-Retention', rules: [daily(), weekly(), monthly(2555, 90)] },
  ].map((template) => ({ ...template, id: template.id || createRandom(seedOf('template', template.name)).uuid() }));

export function listBackupPlanTemplates(input: ListBackupPlanTemplatesInput): ListBackupPlanTemplatesOutput {
  const { items, nextToken } = pageOf(templates(), input, ({ name }) => name);
  return {
    BackupPlanTemplatesList: items.map(({ id, name }) => ({ BackupPlanTemplateId: id, BackupPlanTemplateName: name })),
    NextToken: nextToken,
  };
}

/** A document with all members that the model requires. Its vault is the one that AWS's console creates first. */
export function getBackupPlanFromTemplate(input: GetBackupPlanFromTemplateInput): GetBackupPlanFromTemplateOutput {
  const template = templates().find(({ id }) => id === input.BackupPlanTemplateId);
  if (template === undefined) {
    throw resourceNotFound(`Backup plan template ${input.BackupPlanTemplateId} does not exist.`);
  }
  return { BackupPlanDocument: { BackupPlanName: template.name, Rules: template.rules } };
}

export function exportBackupPlanTemplate(
  input: ExportBackupPlanTemplateInput,
  call: Call,
): ExportBackupPlanTemplateOutput {
  const document = toPlanDocument(findPlan(call, input.BackupPlanId));
  return { BackupPlanTemplateJson: writeJson(NormalizedSchema.of(BackupPlan$), document) };
}

export function getBackupPlanFromJSON(input: GetBackupPlanFromJSONInput, call: Call): GetBackupPlanFromJSONOutput {
  const text = required(input.BackupPlanTemplateJson, 'BackupPlanTemplateJson');
  const document = readJson(NormalizedSchema.of(BackupPlan$), parsePlan(text)) as unknown as BackupPlan;
  checkPlan(document, call);
  return { BackupPlan: document };
}

function parsePlan(text: string): Record<string, unknown> {
  try {
    const read: unknown = JSON.parse(text);
    if (typeof read === 'object' && read !== null) {
      return ('BackupPlan' in read ? read.BackupPlan : read) as Record<string, unknown>;
    }
  } catch {
    // The error below covers invalid JSON as well.
  }
  throw invalidParameter('Invalid backup plan template: it is not a JSON object.');
}
