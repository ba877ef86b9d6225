// Exports a backup plan as text: AWS's own JSON, AWS CLI commands, CloudFormation or Terraform.
import type { BackupPlanInput } from '@aws-sdk/client-backup';
import { AwsProblemError } from '../../../aws/errors/errors.ts';
import { unreadable } from '../../../aws/errors/problem-texts.ts';
import type { Plan } from '../../../domain/plans/plan.ts';
import { toCliScript } from '../../../domain/plans/plan-cli.ts';
import { toCloudFormation } from '../../../domain/plans/plan-cloudformation.ts';
import { toTerraform } from '../../../domain/plans/plan-terraform.ts';
import type { PlanToExport } from '../../../domain/plans/plan-translation.ts';
import { type Bag, isBag, parseBag } from '../../../lib/bag.ts';
import { type Action, type ActionRequest, type AnyContext, textOf } from '../../action.ts';
import { pageSize } from '../../reading.ts';
import type { RequestContext } from '../../resource.ts';
import { prettyJson } from '../vaults/vault-documents.ts';
import { planFromJson } from './plan-json.ts';
import { planOfResponse } from './plan-response.ts';

interface ExportFacts {
  /** The document that AWS exports. */
  readonly json: string;
  readonly plan: BackupPlanInput;
  readonly selections: readonly { readonly id: string; readonly document: object }[];
  /** Why the resource assignments are not known. */
  readonly refused?: string;
}

interface Format {
  readonly value: string;
  readonly label: string;
  readonly ending: string;
  /** Absent: AWS's own export. */
  readonly write?: (plan: PlanToExport) => string;
}

const formats: readonly Format[] = [
  { value: 'json', label: 'the plan without resource assignments, for an import', ending: 'json' },
  { value: 'cli', label: 'AWS CLI', ending: 'sh', write: toCliScript },
  { value: 'cloudformation', label: 'CloudFormation', ending: 'template.json', write: toCloudFormation },
  { value: 'terraform', label: 'Terraform', ending: 'tf', write: toTerraform },
];

const formatIn = ({ values }: AnyContext): Format =>
  formats.find(({ value }) => value === textOf(values, 'format')) ?? (formats[0] as Format);

const nothingLoaded: ExportFacts = { json: '', plan: planFromJson(''), selections: [] };

const factsIn = ({ facts }: AnyContext): ExportFacts => (facts as ExportFacts | undefined) ?? nothingLoaded;

/** undefined: the text is not a plan. An empty plan in its place might be imported somewhere. */
function exportedPlan(text: string): BackupPlanInput | undefined {
  const { BackupPlanName: name, Rules: rules } = parseBag(text) ?? {};
  const isPlan = typeof name === 'string' && name !== '' && Array.isArray(rules) && rules.every(isBag);
  return isPlan ? planFromJson(text) : undefined;
}

async function loadJson(request: RequestContext, id: string): Promise<string> {
  const { BackupPlanTemplateJson } = await request.call('backup', 'ExportBackupPlanTemplate', { BackupPlanId: id });
  const plan = exportedPlan(BackupPlanTemplateJson ?? '');
  if (plan) return prettyJson(plan);
  throw notAPlan('ExportBackupPlanTemplate');
}

const notAPlan = (operation: 'ExportBackupPlanTemplate' | 'GetBackupPlan') =>
  new AwsProblemError(unreadable({ service: 'backup', operation }, 'it has no plan with rules'));

async function loadSelections(request: RequestContext, id: string): Promise<ExportFacts['selections']> {
  const found: { id: string; document: object }[] = [];
  const input = { BackupPlanId: id, MaxResults: pageSize };
  for await (const page of request.pages('backup', 'ListBackupSelections', input)) {
    for (const { SelectionId = '' } of page.BackupSelectionsList ?? []) {
      const selection = await request.call('backup', 'GetBackupSelection', { BackupPlanId: id, SelectionId });
      if (selection.BackupSelection) found.push({ id: SelectionId, document: selection.BackupSelection });
    }
  }
  return found;
}

/** The plan alone can be exported without the rest. */
async function loadExport(request: RequestContext, { id }: Plan): Promise<ExportFacts> {
  const json = await loadJson(request, id);
  try {
    const plan = planOfResponse(await request.call('backup', 'GetBackupPlan', { BackupPlanId: id }));
    if (!plan.BackupPlanName || !plan.Rules?.length) throw notAPlan('GetBackupPlan');
    return { json, plan, selections: await loadSelections(request, id) };
  } catch (error) {
    if (!(error instanceof AwsProblemError)) throw error;
    return { json, plan: planFromJson(json), selections: [], refused: error.message };
  }
}

function textIn(context: AnyContext): string {
  const { json, plan, selections } = factsIn(context);
  const { write } = formatIn(context);
  if (!write) return `${json}\n`;
  return write({
    region: context.scope.region,
    plan: plan as unknown as Bag,
    selections: selections.map(({ document }) => document as Bag),
  });
}

const readingCall = (operation: string, input: ActionRequest['input']) =>
  ({ service: 'backup', operation, input }) as ActionRequest<never>;

export const exportPlan: Action<Plan> = {
  id: 'export',
  title: 'export',
  pending: 'exporting',
  load: loadExport,
  fields: [
    {
      id: 'format',
      label: 'Format',
      kind: 'choice',
      hint: 'every format but json includes the resource assignments',
      options: () => formats.map(({ value, label }) => ({ value, label })),
      check(_, context) {
        const { refused } = factsIn(context);
        if (refused === undefined || !formatIn(context).write) return undefined;
        return `The plan's resource assignments are not known, so only json can be exported: ${refused}`;
      },
      preview: (_, context) => textIn(context).split('\n').slice(0, 12),
    },
  ],
  output: (context) => ({ name: `${context.row.name}.${formatIn(context).ending}`, text: textIn(context) }),
  retries: {},
  requests(context) {
    const BackupPlanId = context.row.id;
    if (!formatIn(context).write) return [readingCall('ExportBackupPlanTemplate', { BackupPlanId })];
    return [
      readingCall('GetBackupPlan', { BackupPlanId }),
      readingCall('ListBackupSelections', { BackupPlanId }),
      ...factsIn(context).selections.map(({ id }) =>
        readingCall('GetBackupSelection', { BackupPlanId, SelectionId: id }),
      ),
    ];
  },
};
