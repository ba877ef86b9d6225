// Relations between stored rows: no request is sent for them.
import type { Data } from '../state/data.ts';
import { planRelations } from './plan-relations.ts';
import type { RelationNodes } from './relation-nodes.ts';
import { createRelationRows } from './relation-rows.ts';
import { resourceRelations } from './resource-relations.ts';
import { vaultRelations } from './vault-relations.ts';

export type StoredRelations = Pick<RelationNodes, 'plan' | 'resource' | 'vault'>;

export function storedRelations(data: Data): StoredRelations {
  const rows = createRelationRows(data);
  // Each of them leads to the others, and only when its children are opened.
  const nodes: RelationNodes = {
    plan: (id, scope) => plans.plan(id, scope),
    rule: (rule) => plans.rule(rule),
    resource: (arn, scope) => resources.resource(arn, scope),
    point: (point) => resources.point(point),
    job: (job) => resources.job(job),
    vault: (arn, scope) => vaults.vault(arn, scope),
  };
  const plans = planRelations(rows, nodes);
  const resources = resourceRelations(rows, nodes);
  const vaults = vaultRelations(rows, nodes);
  return nodes;
}
