// The copies that the rules of the time promised for the backups of a month, and whether they arrived.

import { regionOf } from '../arn.ts';
import { endedBadly, isDone } from '../attention/findings/about-job.ts';
import type { Job } from '../jobs/job.ts';
import { endOf, isActive } from '../jobs/job-state.ts';
import type { PlanRule } from '../plans/plan-rule.ts';
import { canBeContinuous, cannotCrossRegions } from '../resource-type.ts';
import type { MonthContext, MonthFacts } from './month-context.ts';
import type { MonthCopyOutcome } from './month-report.ts';

/** AWS starts the copy job when the backup is completed, and retries for up to two hours. */
const startMs = 2 * 3_600_000;

export function copyResults(facts: MonthFacts, context: MonthContext): MonthCopyOutcome[] {
  const { from, to } = context;
  const found: MonthCopyOutcome[] = [];
  // By destination, and then by source: a concatenated key would be made for each backup.
  const copies = new Map(
    [...Map.groupBy(facts.copies, ({ vaultArn }) => vaultArn)].map(([vaultArn, there]) => [
      vaultArn,
      Map.groupBy(there, ({ recoveryPointArn }) => recoveryPointArn),
    ]),
  );
  for (const job of facts.backups) {
    if (!isDone(job) || job.createdAt < from || job.createdAt >= to) continue;
    const { rule, isAssumed } = ruleThen(job, context);
    if (!rule || rule.copies.length === 0 || (rule.continuous && canBeContinuous(facts.type))) continue;
    for (const { vaultArn } of rule.copies) {
      const own = copies.get(vaultArn)?.get(job.recoveryPointArn) ?? [];
      const outcome = outcomeOf(own, { job, vaultArn, facts }, context);
      found.push(isAssumed && outcome === 'missing' ? 'unknown' : outcome);
    }
  }
  return found;
}

/** The version of the rule at the time of the job. */
function ruleThen(
  { createdBy, createdAt }: Job,
  { epochs }: MonthContext,
): { readonly rule: PlanRule | undefined; readonly isAssumed: boolean } {
  const epoch = epochs.find(({ from, to }) => from <= createdAt && createdAt < to);
  const ruleId = createdBy?.ruleId ?? '';
  return { rule: epoch?.view.rules.get(ruleId), isAssumed: epoch?.assumed.has(ruleId) ?? true };
}

interface Promised {
  readonly job: Job;
  readonly vaultArn: string;
  readonly facts: Pick<MonthFacts, 'arn' | 'type'>;
}

function outcomeOf(
  own: readonly Job[],
  { job, vaultArn, facts: { arn, type } }: Promised,
  { scope, settings, copiesKnown, now }: MonthContext,
): MonthCopyOutcome {
  if (own.some(isDone)) return 'arrived';
  if (own.some(isActive)) return 'open';
  if (own.some(endedBadly)) return 'failed';
  if (regionOf(vaultArn) !== scope.region && cannotCrossRegions(type, arn, settings) !== undefined) return 'failed';
  const dueAt = endOf(job) + startMs;
  if (copiesKnown.covers(endOf(job), Math.min(dueAt, now))) return now < dueAt ? 'open' : 'missing';
  return now < dueAt ? 'open' : 'unknown';
}
