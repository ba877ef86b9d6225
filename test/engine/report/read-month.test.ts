// The report of a month in which the embedded AWS went on, against a count of its own lists of jobs and of the slots of
// its own schedules: nothing of src/domain is in that count.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { MonthReport, ResourceMonth } from '../../../src/domain/report/month-report.ts';
import { createSchedule } from '../../../src/emulator/estate/cron.ts';
import { createStoreInProcess } from '../../../src/engine/program-store.ts';
import { readMonth } from '../../../src/engine/report/read-month.ts';
import { migrate } from '../../../src/store/schema.ts';
import { openForWriting } from '../../../src/store/sqlite.ts';
import { type ListedEstate, startListedEstate } from '../../support/listed-estate.ts';

const region = 'eu-west-1';
const from = Date.UTC(2026, 0, 1);
const to = Date.UTC(2026, 1, 1);
const range = { month: '2026-01', timeZone: 'UTC', from, to };
const hour = 3_600_000;
/** The program ran for a moment on each of these. */
const lookedAt = [12, 24, 33].map((date) => Date.UTC(2026, 0, date, 12));

/** Members as AWS's API names them. */
interface RawJob {
  readonly [member: string]: unknown;
  readonly ResourceArn: string;
  readonly State: string;
  readonly CreationDate: number;
}

let estate: ListedEstate;
let report: MonthReport;
/** The last answer of AWS about each job. */
const backups = new Map<string, RawJob>();
const copies = new Map<string, RawJob>();
const rules = new Map<string, { readonly schedule: string; readonly zone: string; readonly madeAt: number }>();

beforeAll(async () => {
  let now = lookedAt[0] ?? 0;
  const database = openForWriting(':memory:');
  migrate(database);
  const store = createStoreInProcess({ database, now: () => now, clock: 'none', close: () => database.close() });
  estate = await startListedEstate({ estate: 'small', now: () => now, store, regions: [region] });
  for (now of lookedAt) {
    await estate.list();
    for (const job of await rawPages('/backup-jobs?maxResults=1000', 'BackupJobs'))
      backups.set(String(job.BackupJobId), job);
    for (const job of await rawPages('/copy-jobs?maxResults=1000', 'CopyJobs')) copies.set(String(job.CopyJobId), job);
  }
  await readRules();
  report = readMonth(database, { range, objectives: [], now, accounts: [], regions: [] });
}, 120_000);
afterAll(() => estate.close());

const headers = {
  authorization: `AWS4-HMAC-SHA256 Credential=AKIDTEST/20260115/${region}/backup/aws4_request`,
};
// biome-ignore lint/suspicious/noExplicitAny: a document as AWS sends it
const raw = async (path: string): Promise<any> => (await fetch(`${estate.url}${path}`, { headers })).json();

async function rawPages(path: string, member: string): Promise<RawJob[]> {
  const found: RawJob[] = [];
  for (let token = ''; ; ) {
    const page = await raw(`${path}${token && `&nextToken=${encodeURIComponent(token)}`}`);
    found.push(...page[member]);
    if (!page.NextToken) return found;
    token = page.NextToken;
  }
}

async function readRules(): Promise<void> {
  const { BackupPlansList } = await raw('/backup/plans');
  for (const { BackupPlanId } of BackupPlansList) {
    const { BackupPlan, CreationDate } = await raw(`/backup/plans/${encodeURIComponent(BackupPlanId)}`);
    for (const { RuleId, ScheduleExpression, ScheduleExpressionTimezone: zone = 'UTC' } of BackupPlan.Rules) {
      rules.set(RuleId, { schedule: ScheduleExpression, zone, madeAt: CreationDate * 1000 });
    }
  }
}

const createdAt = ({ CreationDate }: RawJob): number => CreationDate * 1000;
const ruleOf = ({ CreatedBy }: RawJob) =>
  String((CreatedBy as Record<string, unknown> | undefined)?.BackupRuleId ?? '');
const bad = new Set(['FAILED', 'ABORTED', 'EXPIRED', 'PARTIAL']);

/** The resource's jobs of the month in the slots of the rule that made them. */
function countOf(arn: string) {
  const counts = { made: 0, bad: 0, without: 0 };
  const own = [...backups.values()].filter((job) => job.ResourceArn === arn && job.ParentJobId === undefined);
  for (const [ruleId, jobs] of Map.groupBy(own, ruleOf)) {
    const rule = rules.get(ruleId);
    if (!rule) {
      // Of an earlier version of its plan: each of these jobs was a run of its own.
      counts.made += jobs.filter((job) => createdAt(job) >= from && createdAt(job) < to).length;
      continue;
    }
    const slots = createSchedule(rule.schedule, rule.zone).between(from, to);
    for (const [index, slot] of slots.entries()) {
      const next = slots[index + 1] ?? slot + 12 * hour;
      const last = jobs
        .filter((job) => createdAt(job) >= slot && createdAt(job) < next)
        .toSorted((one, other) => createdAt(other) - createdAt(one))[0];
      if (!last) counts.without += 1;
      else if (bad.has(last.State)) counts.bad += 1;
      else if (last.State === 'COMPLETED') counts.made += 1;
    }
  }
  return counts;
}

const resourceOf = (name: string): ResourceMonth => {
  const found = report.resources.filter((one) => one.name === name);
  expect(found.map(({ arn }) => arn)).toHaveLength(1);
  return found[0] as ResourceMonth;
};

test('each resource has as many backups and failures as the embedded AWS made', () => {
  const counted = new Set(
    [...backups.values()].filter((job) => !job.ParentJobId).map(({ ResourceArn }) => ResourceArn),
  );
  const own = [...counted].filter((arn) => countOf(arn).made + countOf(arn).bad > 0).sort();
  const reported = report.resources.filter(({ runs }) => runs.met + runs.late + runs.failed > 0);
  expect(reported.map(({ arn }) => arn).sort()).toEqual(own);
  expect(own.length).toBeGreaterThan(15);
  for (const { name, arn, runs } of reported) {
    const { made, bad: failed } = countOf(arn);
    expect([name, runs.met + runs.late, runs.failed]).toEqual([name, made, failed]);
    const { scheduled, met, late, missed, open, unknown } = runs;
    expect(scheduled).toBe(met + late + runs.failed + missed + open + unknown);
  }
  expect(report.totals.runs.failed).toBeGreaterThan(0);
  expect(report.days).toHaveLength(31);
  expect(report.days.reduce((sum, { runs }) => sum + runs.failed, 0)).toBe(report.totals.runs.failed);
  // A plan of which an earlier version had another rule: its own runs are not counted before it.
  expect(resourceOf('eu-rates').runs).toMatchObject({ scheduled: 248, met: 248 });
  expect(report.unknown.filter(({ why }) => why === 'schedule')).toMatchObject([
    { list: 'plan-rules', detail: 'eu-rates-every-three-hours', from },
  ]);
});

test('the copies that arrived are those that the embedded AWS made of the backups of the month', () => {
  const made = new Map([...backups.values()].map((job) => [job.RecoveryPointArn, job]));
  const arrived = [...copies.values()].filter((copy) => {
    const source = made.get(copy.SourceRecoveryPointArn);
    const isOfMonth = source && createdAt(source) >= from && createdAt(source) < to && !source.ParentJobId;
    return copy.State === 'COMPLETED' && isOfMonth;
  });
  expect(arrived.length).toBeGreaterThan(100);
  expect(report.totals.copies.arrived).toBe(arrived.length);
});

test('newest points, gaps and restores are those of the jobs', () => {
  for (const name of ['eu-search-index', 'eu-branch-files', 'eu-ml-datasets']) {
    const { arn, newest, longestGap, objective, isWithinObjective } = resourceOf(name);
    const times = [...backups.values()]
      .filter((job) => job.ResourceArn === arn && job.State === 'COMPLETED' && createdAt(job) < to)
      .map((job) => Math.round(createdAt(job)))
      .sort((one, other) => one - other);
    expect(newest?.at).toBe(times.at(-1));
    const before = times.findLast((at) => at < from);
    const ofMonth = [...(before ? [before] : []), ...times.filter((at) => at >= from), to];
    expect(longestGap?.ms).toBe(Math.max(...ofMonth.slice(1).map((at, index) => at - (ofMonth[index] ?? at))));
    expect([objective?.everyMs, isWithinObjective]).toEqual([8 * hour, true]);
  }
  expect(resourceOf('eu-kafka-data').restore).toMatchObject({ isTest: true, state: 'COMPLETED' });
});

test('what the program did not see is said, and a vault of copies adds no resources', () => {
  expect(report.resources.every(({ arn }) => arn.startsWith('arn:aws:s3:') || arn.includes(`:${region}:`))).toBe(true);
  // AWS lists thirty days of jobs: the first look shows all of January.
  expect(report.unknown.filter(({ list }) => list === 'backup-jobs')).toEqual([]);
  expect(report.unknown.find(({ list }) => list === 'audits')).toMatchObject({ why: 'not-watched', from });
  expect(report.watched.filter(({ list }) => list === 'vaults').map((one) => one.from)).toEqual(lookedAt.slice(0, 2));
});
