// A backup plan as JSON: the field of the form, its checks, and the parsed plan.
import type { BackupPlan, BackupPlanInput } from '@aws-sdk/client-backup';
import { AwsProblemError } from '../../../aws/errors/errors.ts';
import type { Plan } from '../../../domain/plans/plan.ts';
import { type ActionContext, type FormField, textOf } from '../../action.ts';
import type { RequestContext } from '../../resource.ts';
import { checkJson } from '../checks.ts';
import { vaultsHere } from '../fields.ts';

/** Verifies the document with AWS, which knows more constraints than this program. */
export async function verifyJson(
  request: RequestContext,
  { values }: Pick<ActionContext<Plan>, 'values'>,
): Promise<Readonly<Record<string, string>>> {
  const BackupPlanTemplateJson = textOf(values, 'document');
  try {
    await request.call('backup', 'GetBackupPlanFromJSON', { BackupPlanTemplateJson });
    return {};
  } catch (error) {
    if (!(error instanceof AwsProblemError) || error.problem.kind !== 'invalid') throw error;
    return { document: atItsPlace(BackupPlanTemplateJson, error.problem.message) };
  }
}

/** Prefixes the message with the line of the document that contains the member or value that the message names. */
export function atItsPlace(text: string, message: string): string {
  const names = [...message.matchAll(/[A-Za-z0-9_.()?*/-]{4,}/g)].map(([word]) => word.replace(/\.$/, ''));
  const lines = text.split('\n');
  const line = names
    .toSorted((a, b) => b.length - a.length)
    .map((name) => lines.findIndex((one) => one.includes(`"${name}"`)))
    .find((index) => index >= 0);
  return line === undefined ? message : `line ${line + 1}: ${message}`;
}

function checkPlanJson(text: string, context: ActionContext<Plan>): string | undefined {
  const broken = checkJson(text);
  if (broken) return broken;
  const { BackupPlanName, Rules } = (JSON.parse(text) ?? {}) as Partial<BackupPlanInput>;
  if (typeof BackupPlanName !== 'string' || BackupPlanName === '') return 'The document has no BackupPlanName.';
  if (!Array.isArray(Rules) || Rules.length === 0) return 'The document has no Rules.';
  const names = vaultsHere(context).map(({ name }) => name);
  const missing = Rules.map(({ TargetBackupVaultName }) => TargetBackupVaultName ?? '').find(
    (name) => !names.includes(name),
  );
  if (names.length === 0 || missing === undefined) return undefined;
  return atItsPlace(text, `There is no vault ${missing} in ${context.scope.region}.`);
}

export const documentField = (initial: (context: ActionContext<Plan>) => string): FormField => ({
  id: 'document',
  label: 'Plan as JSON',
  kind: 'document',
  initial,
  check: checkPlanJson,
  preview: (text) => text.split('\n').slice(0, 12),
});

/** The document without the members that AWS assigns to rules. */
export function planFromJson(text: string): BackupPlanInput {
  if (checkJson(text)) return { BackupPlanName: '', Rules: [] };
  const { Rules = [], ...plan } = JSON.parse(text) as BackupPlan;
  return { ...plan, Rules: Rules.map(({ RuleId: _, ...rule }) => rule) } as BackupPlanInput;
}
