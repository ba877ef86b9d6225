// The update of a backup plan: AWS replaces the whole document, which makes a new version.
import type { BackupPlanInput, GetBackupPlanOutput } from '@aws-sdk/client-backup';
import type { Plan } from '../../../domain/plans/plan.ts';
import { isSamePlan } from '../../../domain/plans/plan-diff.ts';
import type { ActionContext, ActionRequest } from '../../action.ts';
import type { RequestContext } from '../../resource.ts';
import type { Retry } from '../../retry.ts';
import { prettyJson } from '../vaults/vault-documents.ts';
import { planOfResponse } from './plan-response.ts';

export interface PlanFacts {
  readonly plan: BackupPlanInput;
  readonly json: string;
}

export function factsOf(response: GetBackupPlanOutput): PlanFacts {
  const plan = planOfResponse(response);
  return { plan, json: prettyJson(plan) };
}

export const loadPlan = async (request: RequestContext, { id }: Plan): Promise<PlanFacts> =>
  factsOf(await request.call('backup', 'GetBackupPlan', { BackupPlanId: id }));

export const isOurs = ({ id, deletedAt }: Plan): string | undefined => {
  if (id.startsWith('orgs/')) return 'it comes from a policy of the organization: change it there';
  if (id.startsWith('aws/')) return 'AWS manages it';
  return deletedAt === undefined ? undefined : 'it is deleted';
};

export const planUpdate: Retry<'UpdateBackupPlan'> = {
  kind: 'read-back',
  removes: false,
  async wasDone(request, { BackupPlanId, BackupPlan = {} }) {
    const response = await request.call('backup', 'GetBackupPlan', { BackupPlanId });
    return isSamePlan(planOfResponse(response), BackupPlan);
  },
};

/** Without a change no new version is made. */
export const updateRequests = (
  { row, facts }: ActionContext<Plan>,
  plan: BackupPlanInput,
): ActionRequest<'UpdateBackupPlan'>[] =>
  facts && isSamePlan((facts as PlanFacts).plan, plan)
    ? []
    : [{ service: 'backup', operation: 'UpdateBackupPlan', input: { BackupPlanId: row.id, BackupPlan: plan } }];

export const newVersion = [
  'The plan gets a new version. Running jobs go on; existing recovery points keep their lifecycle.',
];
