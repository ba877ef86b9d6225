// The things between which relations are followed. Each is a relation whose children lead to others.
import type { Job } from '../../domain/jobs/job.ts';
import type { PlanRule } from '../../domain/plans/plan-rule.ts';
import type { Scope } from '../../domain/scope.ts';
import type { RecoveryPoint } from '../../domain/vaults/recovery-point.ts';
import type { Relation } from './relation.ts';

export interface RelationNodes {
  plan(id: string, scope: Scope): Relation;
  resource(arn: string, scope: Scope): Relation;
  vault(arn: string, scope: Scope): Relation;
  rule(rule: PlanRule): Relation;
  point(point: RecoveryPoint): Relation;
  job(job: Job): Relation;
}
