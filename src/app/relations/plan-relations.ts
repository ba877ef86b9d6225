// A backup plan, its rules and its resource assignments.
import { shortName } from '../../domain/arn.ts';
import type { Job } from '../../domain/jobs/job.ts';
import type { PlanRule } from '../../domain/plans/plan-rule.ts';
import { type Selection, tagWords } from '../../domain/plans/selection.ts';
import type { Scope } from '../../domain/scope.ts';
import type { Vault } from '../../domain/vaults/vault.ts';
import type { Relation } from './relation.ts';
import type { RelationNodes } from './relation-nodes.ts';
import { isAt, outside, type RelationRows } from './relation-rows.ts';

/** `nodes`: what the children lead to. */
export function planRelations({ all }: RelationRows, nodes: RelationNodes): Pick<RelationNodes, 'plan' | 'rule'> {
  function plan(id: string, scope: Scope): Relation {
    const rules = all<PlanRule>('plan-rules').filter((rule) => rule.planId === id && isAt(scope)(rule));
    const selections = all<Selection>('selections').filter((one) => one.planId === id && isAt(scope)(one));
    return {
      id: `plan ${id}`,
      text: `plan ${rules[0]?.planName ?? selections[0]?.planName ?? id}`,
      tone: 'accent',
      target: { to: 'plans', params: { id }, scope },
      children: () => [
        ...rules.map(nodes.rule),
        ...selections.map(selectionOf),
        ...taken(id, scope, selections).map((arn) => nodes.resource(arn, scope)),
      ],
    };
  }

  function ruleOf(rule: PlanRule): Relation {
    const { scope, planId, id, name, vaultName, copies } = rule;
    const into = all<Vault>('vaults').find((one) => one.name === vaultName && isAt(scope)(one));
    return {
      id: `rule ${planId} ${id}`,
      text: `rule ${name}: ${rule.schedule}`,
      target: { to: 'plans', params: { id: planId }, scope },
      children: () => [
        into
          ? nodes.vault(into.arn, scope)
          : { id: `vault ${vaultName}`, text: `vault ${vaultName}: not listed`, tone: 'warn' },
        ...copies.map(
          ({ vaultArn }): Relation => ({
            ...nodes.vault(vaultArn, scope),
            text: `copies to vault ${shortName(vaultArn)}`,
          }),
        ),
      ],
    };
  }

  /** By name, and those of the plan's jobs: AWS does not say which resources tags select. */
  function taken(planId: string, scope: Scope, selections: readonly Selection[]): string[] {
    const named = selections.flatMap(({ resources }) => resources.filter((arn) => !arn.includes('*')));
    const backedUp = all<Job>('backup-jobs').filter((job) => job.createdBy?.planId === planId && isAt(scope)(job));
    return [...new Set([...named, ...backedUp.map(({ resourceArn }) => resourceArn)])];
  }

  function selectionOf({ scope, planId, id, name, roleArn, resources, tags, conditions }: Selection): Relation {
    const words = [...tags, ...conditions].map(tagWords);
    const chosen = [...words, ...resources.map((arn) => (arn.includes('*') ? arn : shortName(arn)))].join(', ');
    return {
      id: `selection ${planId} ${id}`,
      text: `resource assignment ${name}: ${chosen}`,
      target: { to: 'selections', params: { planId }, scope, isList: true },
      children: () => (roleArn ? [outside('role', roleArn, scope)] : []),
    };
  }

  return { plan, rule: ruleOf };
}
