import type { BackupPlansListMember } from '@aws-sdk/client-backup';
import type { Plan } from '../../domain/plans/plan.ts';
import type { Selection } from '../../domain/plans/selection.ts';
import { type Scope, scopeKey } from '../../domain/scope.ts';
import { formatAge } from '../../lib/text/format.ts';
import { planActions } from '../actions/plans/plan-actions.ts';
import { joinDocument } from '../document.ts';
import { defined, epochOf, pageSize, wordsOf } from '../reading.ts';
import type { RequestContext, Resource } from '../resource.ts';
import { planColumns } from './plan-columns.ts';
import { type PlanDocument, planSections } from './plan-sections.ts';
import { takenSection } from './taken-sections.ts';

export const plans: Resource<Plan> = {
  id: 'plans',
  title: 'plan',
  plural: 'plans',
  aliases: ['plan', 'p', 'backup-plans'],
  cadence: 'plans',
  params: { id: 'one plan' },
  fields: ['id', 'name', 'arn', 'versionId', 'createdAt', 'lastRunAt', 'deletedAt'],
  async *list(request) {
    const { id } = request.params;
    if (id !== undefined) return yield [await getPlan(request, id)];
    yield* listPlans(request);
  },
  key: ({ scope, id }) => `${scopeKey(scope)}/${id}`,
  stored: { volatile: ['lastRunAt'], memberOfParam: { id: 'id' } },
  columns: [
    {
      id: 'name',
      title: 'PLAN',
      member: 'name',
      width: 'grow',
      keep: 100,
      text: ({ name }) => name,
      identity: ({ id }) => id,
    },
    {
      id: 'last-run',
      member: 'lastRunAt',
      measure: 'age',
      title: 'LAST RUN',
      width: 8,
      keep: 88,
      align: 'right',
      text: ({ lastRunAt }, now) => (lastRunAt === undefined ? 'never' : formatAge(now - lastRunAt)),
      sortBy: ({ lastRunAt }) => lastRunAt,
      tone: ({ lastRunAt }) => (lastRunAt === undefined ? 'warn' : 'plain'),
    },
    {
      id: 'age',
      member: 'createdAt',
      measure: 'age',
      title: 'AGE',
      width: 6,
      keep: 80,
      align: 'right',
      text: ({ createdAt }, now) => (createdAt === undefined ? '' : formatAge(now - createdAt)),
      sortBy: ({ createdAt }) => createdAt,
    },
    { id: 'id', title: 'ID', member: 'id', width: 'grow', keep: 20, text: ({ id }) => id, tone: () => 'muted' },
    {
      id: 'version',
      title: 'VERSION',
      width: 'grow',
      keep: 10,
      text: ({ versionId }) => versionId,
      tone: () => 'muted',
    },
  ],
  related: planColumns,
  sort: { column: 'name', descending: false },
  label: ({ name }) => name,
  copyText: ({ arn }) => arn,
  describe: (request, { id }) =>
    joinDocument({
      GetBackupPlan: request.call('backup', 'GetBackupPlan', { BackupPlanId: id, MaxScheduledRunsPreview: 10 }),
      GetBackupSelection: getSelections(request, id),
    }),
  detail: (row, document, now) => planSections(row, document as PlanDocument | undefined, now),
  knownSections(row, known) {
    const own = (known('selections', row.scope) as readonly Selection[]).filter(({ planId }) => planId === row.id);
    return row.deletedAt === undefined ? [takenSection(own, { scope: row.scope, known })] : [];
  },
  drillDowns: [
    { to: 'backup-jobs', title: 'backup jobs', params: ({ id }) => ({ planId: id }) },
    { to: 'copy-jobs', title: 'copy jobs', params: ({ id }) => ({ planId: id }) },
    { to: 'vaults', title: 'vaults it writes to', params: ({ id }) => ({ planId: id }) },
    { to: 'selections', title: 'selections', params: ({ id }) => ({ planId: id }) },
    { to: 'coverage', title: 'resources that it selects', params: ({ id }) => ({ planId: id }) },
    { to: 'plan-versions', title: 'versions', params: ({ id }) => ({ planId: id }) },
  ],
  actions: planActions,
};

export async function* listPlans(request: RequestContext): AsyncGenerator<Plan[]> {
  for await (const page of request.pages('backup', 'ListBackupPlans', { MaxResults: pageSize })) {
    yield (page.BackupPlansList ?? []).map((raw) => toPlanRow(raw, request.scope));
  }
}

/** The list of selections has no resources: one call for each selection. */
async function getSelections(request: RequestContext, planId: string): Promise<unknown[]> {
  const found: unknown[] = [];
  for await (const page of request.pages('backup', 'ListBackupSelections', {
    BackupPlanId: planId,
    MaxResults: pageSize,
  })) {
    for (const { SelectionId } of page.BackupSelectionsList ?? []) {
      found.push(await request.call('backup', 'GetBackupSelection', { BackupPlanId: planId, SelectionId }));
    }
  }
  return found;
}

async function getPlan(request: RequestContext, id: string): Promise<Plan> {
  const { BackupPlan, ...member } = await request.call('backup', 'GetBackupPlan', { BackupPlanId: id });
  return toPlanRow({ ...member, ...defined({ BackupPlanName: BackupPlan?.BackupPlanName }) }, request.scope);
}

export function toPlanRow(raw: BackupPlansListMember, scope: Scope): Plan {
  const id = wordsOf(raw.BackupPlanId) ?? '';
  return defined({
    scope,
    id,
    arn: wordsOf(raw.BackupPlanArn) ?? '',
    name: wordsOf(raw.BackupPlanName) ?? id,
    versionId: wordsOf(raw.VersionId) ?? '',
    createdAt: epochOf(raw.CreationDate),
    lastRunAt: epochOf(raw.LastExecutionDate),
    deletedAt: epochOf(raw.DeletionDate),
  });
}
