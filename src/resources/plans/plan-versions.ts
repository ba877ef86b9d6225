import type { Plan } from '../../domain/plans/plan.ts';
import { scopeKey } from '../../domain/scope.ts';
import { versionActions } from '../actions/plans/version-actions.ts';
import { ageColumn } from '../common-columns.ts';
import { joinDocument, type Refused } from '../document.ts';
import { eachPart } from '../parts.ts';
import { pageSize } from '../reading.ts';
import type { RequestContext, Resource } from '../resource.ts';
import { type PlanDocument, planSections } from './plan-sections.ts';
import { listPlans, toPlanRow } from './plans.ts';
import { findVersionEvents, makerSection, type VersionEvent } from './version-maker.ts';

interface VersionDocument extends PlanDocument {
  readonly LookupEvents?: readonly VersionEvent[] | Refused | null;
}

/** All versions of a plan; the newest is the active one. */
export const planVersions: Resource<Plan> = {
  id: 'plan-versions',
  title: 'plan version',
  plural: 'plan versions',
  aliases: ['pv', 'versions', 'plan-version'],
  cadence: 'settings',
  params: { planId: "one plan's" },
  fields: ['id', 'name', 'arn', 'versionId', 'createdAt', 'deletedAt', 'lastRunAt'],
  async *list(request) {
    const { planId } = request.params;
    if (planId === undefined)
      yield* eachPart({
        list: () => listPlans(request),
        key: ({ id }) => id,
        rows: ({ id }) => listOfPlan(request, id),
      });
    else yield* listOfPlan(request, planId);
  },
  key: ({ scope, id, versionId }) => `${scopeKey(scope)}/${id}/${versionId}`,
  stored: { volatile: ['lastRunAt'], memberOfParam: { planId: 'id' } },
  columns: [
    { id: 'name', title: 'PLAN', width: 'grow', keep: 100, text: ({ name }) => name, identity: ({ id }) => id },
    ageColumn(({ createdAt }) => createdAt, { keep: 96 }),
    { id: 'version', title: 'VERSION', width: 'grow', keep: 95, text: ({ versionId }) => versionId },
    ageColumn(({ deletedAt }) => deletedAt, { id: 'deleted', title: 'DELETED', width: 7, keep: 80 }),
    { id: 'id', title: 'PLAN ID', width: 'grow', keep: 50, text: ({ id }) => id, tone: () => 'muted' },
  ],
  sort: { column: 'age', descending: true },
  label: ({ name, versionId }) => `${name} ${versionId.slice(0, 8)}`,
  copyText: ({ versionId }) => versionId,
  describe: (request, row) =>
    joinDocument({
      GetBackupPlan: request.call('backup', 'GetBackupPlan', { BackupPlanId: row.id, VersionId: row.versionId }),
      LookupEvents: findVersionEvents(request, row),
    }),
  detail(row, document, now) {
    const parts = document as VersionDocument | undefined;
    // Selections belong to the plan, not to a version.
    const sections = planSections(row, parts, now).filter(({ title }) => title !== 'Selections');
    return [...sections, ...makerSection(row, parts?.LookupEvents, now)];
  },
  actions: versionActions,
  drillDowns: [{ to: 'plans', title: 'plan', single: true, params: ({ id }) => ({ id }) }],
};

async function* listOfPlan(request: RequestContext, planId: string): AsyncGenerator<Plan[]> {
  const input = { BackupPlanId: planId, MaxResults: pageSize };
  for await (const page of request.pages('backup', 'ListBackupPlanVersions', input)) {
    yield (page.BackupPlanVersionsList ?? []).map((raw) => toPlanRow(raw, request.scope));
  }
}
