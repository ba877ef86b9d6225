import { execFile } from 'node:child_process';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { type EvaluationContext, evaluateScope } from '../../../src/domain/attention/evaluate-scope.ts';
import type { ScopeFacts } from '../../../src/domain/attention/facts.ts';
import { lineRowsOfAll } from '../../../src/domain/attention/findings/finding-groups.ts';
import { lineRows } from '../../../src/domain/attention/findings/line-row.ts';
import { createScheduleBook } from '../../../src/domain/attention/runs/schedule-book.ts';
import { noSettings } from '../../../src/domain/attention/settings.ts';
import type { Job } from '../../../src/domain/jobs/job.ts';
import type { PlanRule } from '../../../src/domain/plans/plan-rule.ts';
import { vaultsOf } from '../../support/compute-attention.ts';
import { dailyRule, dayMs, factsOf, lastRun, now } from '../attention-estate.ts';
import type { AttentionRun } from '../attention-program.ts';
import { formatMs, median } from '../measure.ts';
import { scratchFolder } from '../scratch.ts';
import type { Subject } from '../subject.ts';

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
    await fromStore(say);
  },
};

const program = resolve(import.meta.dirname, '../attention-program.ts');
const storedJobs = 500_000;

/** Processor time of the thread, in a process whose first run has written the store. */
async function fromStore(say: Parameters<Subject['run']>[0]): Promise<void> {
  for (const { words, mostMs } of [
    { words: ['3', '6'], mostMs: 250 },
    { words: ['150', '6', 'organization'], mostMs: 30 },
  ]) {
    const all = [program, join(scratchFolder(), 'store.db'), String(storedJobs), ...words];
    await promisify(execFile)(process.execPath, all);
    const { stdout } = await promisify(execFile)(process.execPath, all);
    const { wholeMs, longestMs, changedJobMs }: AttentionRun = JSON.parse(stdout);
    const places = `${Number(words[0]) * Number(words[1])} account-Regions of ${storedJobs.toLocaleString('en')} stored jobs`;
    say({ what: `${places}: everything anew`, value: formatMs(wholeMs), target: '< 2 s', met: wholeMs < 2_000 });
    const target = `< ${mostMs} ms`;
    say({ what: `${places}: longest step`, value: formatMs(longestMs), target, met: longestMs < mostMs });
    say({ what: `${places}: one changed job`, value: formatMs(changedJobMs) });
  }
}

function evaluate(facts: readonly ScopeFacts[], context: EvaluationContext): void {
  const { settings, now } = context;
  const muting = { mutes: settings.mutes, now };
  lineRowsOfAll(facts.flatMap((one) => lineRows(evaluateScope(one, context).findings, one.scope, muting)));
}

function timed(task: () => void): number {
  const start = performance.now();
  task();
  return performance.now() - start;
}

function estateOf(scopes: number): ScopeFacts[] {
  return Array.from({ length: scopes }, (_, index) => {
    const scope = { accountId: String(100_000_000_000 + index), region: 'eu-west-1', connection: '' };
    const rule = dailyRule(scope, index);
    const count = Math.floor(resourceCount / scopes);
    const jobs = Array.from({ length: count }, (_, of) => jobsOf(scope, rule, `db-${of}`)).flat();
    return factsOf(scope, rule, jobs);
  });
}

const jobsOf = (scope: ScopeFacts['scope'], rule: PlanRule, name: string): Job[] =>
  Array.from({ length: days }, (_, day) => {
    const createdAt = lastRun - day * dayMs;
    return {
      kind: 'backup',
      id: `${name}-${day}`,
      scope,
      state: 'COMPLETED',
      vaultName: 'main',
      isParent: false,
      resourceArn: `arn:aws:rds:eu-west-1:${scope.accountId}:db:${name}`,
      resourceName: name,
      resourceType: 'RDS',
      createdAt,
      startedAt: createdAt + 60_000,
      completedAt: createdAt + 1_800_000,
      createdBy: { planId: rule.planId, ruleId: rule.id },
    } satisfies Job;
  });
