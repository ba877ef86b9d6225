// The tree of the row under the cursor, and its unknown parts.
import { resources } from '../../resources/index.ts';
import type { ResourceId } from '../../resources/resource-id.ts';
import { type Selected, selected, type UpdateContext } from '../state/context.ts';
import type { Data } from '../state/data.ts';
import { isCounted } from '../state/lists/gaps.ts';
import { everywhere } from '../state/lists/list-requests.ts';
import type { State } from '../state/state.ts';
import { type Relation, type RelationLine, relationLines } from './relation.ts';
import { storedRelations } from './stored-relations.ts';

/** undefined: no related things are known. */
function rootOf({ resource, row }: Selected, data: Data): Relation | undefined {
  const relations = storedRelations(data);
  const { scope } = row;
  const arn = resourceArnOf(resource.id, row);
  if (arn) return relations.resource(arn, scope);
  const planId = resource.id === 'plans' ? row.id : (row.planId ?? row.rule?.planId);
  if (planId) return relations.plan(planId, scope);
  if (resource.id === 'vaults') return relations.vault(row.arn, scope);
  const vaultArn = row.vaultArn ?? vaultArnOf(row, data);
  return vaultArn ? relations.vault(vaultArn, scope) : undefined;
}

const resourceLists: ReadonlySet<ResourceId> = new Set([
  'protected-resources',
  'protection',
  'timeline',
  'resource-pages',
  'coverage',
]);

const resourceArnOf = (list: ResourceId, row: Selected['row']): string | undefined =>
  resourceLists.has(list) ? row.arn : row.group ? undefined : row.resourceArn;

const vaultArnOf = ({ vaultName, scope }: Selected['row'], data: Data): string | undefined =>
  data.listed(everywhere('vaults', data), scope).find(({ name }) => name === vaultName)?.arn;

const sources: readonly ResourceId[] = [
  ...(['plan-rules', 'selections', 'vaults', 'recovery-points', 'backup-jobs', 'copy-jobs', 'restore-jobs'] as const),
];

export function relationsOfRow(state: State, context: UpdateContext): readonly RelationLine[] {
  const row = selected(state, context);
  const root = row && rootOf(row, context.data);
  if (!root) return [];
  const missing = sources.filter((list) => !isCounted(everywhere(list, context.data), context.data));
  const names = missing.map((list) => resources[list].plural).join(', ');
  const gap: RelationLine[] = names === '' ? [] : [{ depth: 1, text: `incomplete, not known: ${names}`, tone: 'warn' }];
  const [first, ...others] = relationLines(root);
  // Beside the root: a long tree would hide it.
  return first ? [first, ...gap, ...others] : gap;
}
