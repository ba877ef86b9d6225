import { vaultsOf } from '../../../src/domain/attention/compute-attention.ts';
import { type EvaluationContext, evaluateScope } from '../../../src/domain/attention/evaluate-scope.ts';
import type { ScopeFacts } from '../../../src/domain/attention/facts.ts';
import { linesOf } from '../../../src/domain/attention/finding-lines.ts';
import { createScheduleBook } from '../../../src/domain/attention/schedule-book.ts';
import { noSettings } from '../../../src/domain/attention/settings.ts';
import type { Job } from '../../../src/domain/job.ts';
import type { PlanRule } from '../../../src/domain/plan-rule.ts';
import { formatMs, median } from '../measure.ts';
import type { Subject } from '../subject.ts';

const dayMs = 86_400_000;
const now = Date.UTC(2026, 0, 15, 12, 7);
const five = Date.UTC(2026, 0, 15, 5);
const resourceCount = 15_000;
const days = 30;
const runs = 7;

export const subject: Subject = {
  about: `the attention list over ${resourceCount} resources, each with ${days} daily backups`,
  async run(say) {
    for (const scopes of [900, 18, 1]) {
      const facts = estateOf(scopes);
      const whole: number[] = [];
      const one: number[] = [];
      for (let run = 0; run < runs; run += 1) {
        const context = { vaults: vaultsOf(facts), settings: noSettings, now, book: createScheduleBook() };
        whole.push(timed(() => evaluate(facts, context)));
        one.push(timed(() => evaluate(facts.slice(run % scopes, (run % scopes) + 1), context)));
      }
      const places = `${scopes} account-Regions`;
      const [wholeMs, oneMs] = [median(whole), median(one)];
      say({ what: `${places}: everything anew`, value: formatMs(wholeMs), target: '< 300 ms', met: wholeMs < 300 });
      say({ what: `${places}: one of them`, value: formatMs(oneMs) });
    }
  },
};

function evaluate(facts: readonly ScopeFacts[], context: EvaluationContext): void {
  for (const one of facts) linesOf(evaluateScope(one, context).findings, context.settings, context.now);
}

function timed(task: () => void): number {
  const start = performance.now();
  task();
  return performance.now() - start;
}

function estateOf(scopes: number): ScopeFacts[] {
  return Array.from({ length: scopes }, (_, index) => {
    const scope = { accountId: String(100_000_000_000 + index), region: 'eu-west-1', connection: '' };
    const rule = ruleIn(scope, index);
    const count = Math.floor(resourceCount / scopes);
    const jobs = Array.from({ length: count }, (_, of) => jobsOf(scope, rule, `db-${of}`)).flat();
    const answer = <Row>(rows: readonly Row[]) => ({ rows, at: now });
    return {
      scope,
      ...{ backupJobs: answer(jobs), copyJobs: answer([]), restoreJobs: answer([]), rules: answer([rule]) },
      ...{ resources: answer([]), vaults: answer([]), audits: answer([]) },
      selections: answer([
        {
          ...{ scope, planId: rule.planId, id: 's', name: 's', createdAt: 0, resources: [], notResources: [] },
          ...{ tags: [{ type: 'STRINGEQUALS', key: 'backup', value: 'daily' }], conditions: [] },
        },
      ]),
      settings: { optIn: {}, fullManagement: {} },
    };
  });
}

const ruleIn = (scope: ScopeFacts['scope'], index: number): PlanRule => ({
  ...{ scope, planId: `plan-${index}`, planArn: '', planName: 'prod', planVersion: 'v1', versionAt: 0 },
  ...{ planLastRunAt: five, id: `rule-${index}`, name: 'Daily', vaultName: 'main', schedule: 'cron(0 5 ? * * *)' },
  ...{ timeZone: 'Etc/UTC', startWindowMs: 28_800_000, completionWindowMs: 7 * dayMs, continuous: false },
  ...{ deleteAfterDays: 35, copies: [], preview: [], askedAt: now },
});

const jobsOf = (scope: ScopeFacts['scope'], rule: PlanRule, name: string): Job[] =>
  Array.from({ length: days }, (_, day) => {
    const createdAt = five - day * dayMs;
    return {
      ...{ kind: 'backup', id: `${name}-${day}`, scope, state: 'COMPLETED', vaultName: 'main', isParent: false },
      resourceArn: `arn:aws:rds:eu-west-1:${scope.accountId}:db:${name}`,
      ...{ resourceName: name, resourceType: 'RDS', createdAt, startedAt: createdAt + 60_000 },
      ...{ completedAt: createdAt + 1_800_000, createdBy: { planId: rule.planId, ruleId: rule.id } },
    } satisfies Job;
  });
