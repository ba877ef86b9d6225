// A backup vault, and what is written into it.
import { shortName } from '../../domain/arn.ts';
import type { PlanRule } from '../../domain/plans/plan-rule.ts';
import type { Scope } from '../../domain/scope.ts';
import type { RecoveryPoint } from '../../domain/vaults/recovery-point.ts';
import type { Vault } from '../../domain/vaults/vault.ts';
import type { Relation } from './relation.ts';
import type { RelationNodes } from './relation-nodes.ts';
import { isAt, newestFirst, outside, type RelationRows } from './relation-rows.ts';

/** `nodes`: what the children lead to. */
export function vaultRelations({ all }: RelationRows, nodes: RelationNodes): Pick<RelationNodes, 'vault'> {
  function vault(arn: string, scope: Scope): Relation {
    const known = all<Vault>('vaults').find((one) => one.arn === arn);
    const topic = all<{ vaultArn: string; topicArn?: string }>('notifications').find((one) => one.vaultArn === arn);
    const at = known?.scope ?? scope;
    const writing = all<PlanRule>('plan-rules').filter(
      (rule) =>
        (rule.vaultName === known?.name && isAt(at)(rule)) || rule.copies.some(({ vaultArn }) => vaultArn === arn),
    );
    return {
      id: `vault ${arn}`,
      text: `vault ${known?.name ?? shortName(arn)}${known ? '' : ': not listed'}`,
      tone: 'accent',
      target: known ? { to: 'vaults', params: { name: known.name }, scope: at } : undefined,
      children: () => [
        ...(known?.keyArn ? [outside('key', known.keyArn, at)] : []),
        ...(topic?.topicArn ? [outside('topic', topic.topicArn, at)] : []),
        ...writing.map((rule) => ({
          ...nodes.rule(rule),
          text: `rule ${rule.planName} / ${rule.name} writes to this vault`,
        })),
        ...newestFirst(
          all<RecoveryPoint>('recovery-points').filter((point) => point.vaultName === known?.name && isAt(at)(point)),
        ).map(nodes.point),
      ],
    };
  }

  return { vault };
}
