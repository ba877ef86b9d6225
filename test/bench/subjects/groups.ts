import { evaluateScope } from '../../../src/domain/attention/evaluate-scope.ts';
import { findingRows, type LineRow } from '../../../src/domain/attention/findings/line-row.ts';
import { createScheduleBook } from '../../../src/domain/attention/runs/schedule-book.ts';
import { noSettings } from '../../../src/domain/attention/settings.ts';
import type { Job } from '../../../src/domain/jobs/job.ts';
import type { Scope } from '../../../src/domain/scope.ts';
import { resources } from '../../../src/resources/index.ts';
import { openList } from '../../support/listed.ts';
import { dailyRule, dayMs, factsOf, lastRun, now } from '../attention-estate.ts';
import { formatMs, median } from '../measure.ts';
import type { Subject } from '../subject.ts';

const scopeCount = 18;
const failing = 10_000;
const members = 1_000;
const runs = 7;
/** As many rows as a tall screen shows. */
const inView = 60;

export const subject: Subject = {
  about: `a group of ${members} findings opened, among ${failing} of ${scopeCount} account-Regions`,
  async run(say) {
    const scopes = Array.from({ length: scopeCount }, (_, index) => ({
      accountId: String(100_000_000_000 + index),
      region: 'eu-west-1',
      connection: '',
    }));
    const perScope = scopes.map(findingsIn);
    const { store, write } = openList({ resource: resources.findings, scopes, now });
    for (const rows of perScope) write(rows);
    const rows = perScope.flat();
    const [[cause, group] = ['', []]] = [...Map.groupBy(rows, (row) => row.cause ?? '')].filter(
      ([, own]) => own.length === members,
    );
    if (group.length !== members) throw new Error('There is no such group.');
    const times: number[] = [];
    for (let run = 0; run < runs; run += 1) {
      const from = process.cpuUsage();
      const list = openList({ resource: resources.findings, scopes, params: { cause }, now, store });
      const { rows: shown, total } = await list.see();
      if (total !== members) throw new Error(`${total} members are shown.`);
      for (let index = 0; index < inView; index += 1) shown.at(index);
      const { user, system } = process.cpuUsage(from);
      times.push((user + system) / 1_000);
    }
    const ms = median(times);
    say({
      what: 'processor time until its first rows are read',
      value: formatMs(ms),
      target: '< 100 ms',
      met: ms < 100,
    });
  },
};

/** One resource in ten fails for the same reason, each of the others for another one. */
function findingsIn(scope: Scope, place: number): readonly LineRow[] {
  const rule = dailyRule(scope, place);
  const first = Math.ceil((failing * place) / scopeCount);
  const end = Math.ceil((failing * (place + 1)) / scopeCount);
  const jobs = Array.from({ length: end - first }, (_, index) => failedJob(scope, rule.id, first + index));
  const facts = factsOf(scope, rule, jobs);
  const context = { vaults: new Map(), settings: noSettings, now, book: createScheduleBook() };
  return findingRows(evaluateScope(facts, context).findings, scope, { mutes: [], now });
}

function failedJob(scope: Scope, ruleId: string, index: number): Job {
  const createdAt = lastRun - dayMs / 24;
  return {
    kind: 'backup',
    id: `job-${index}`,
    scope,
    state: 'FAILED',
    vaultName: 'main',
    isParent: false,
    resourceArn: `arn:aws:rds:eu-west-1:${scope.accountId}:db:db-${index}`,
    resourceName: `db-${index}`,
    resourceType: 'RDS',
    createdAt,
    startedAt: createdAt + 60_000,
    completedAt: createdAt + 1_800_000,
    createdBy: { planId: ruleId.replace('rule', 'plan'), ruleId },
    message:
      index % 10 === 0
        ? 'AWS Backup does not have permission to assume role Backup.'
        : `Backup failed: reason ${index}`,
  };
}
