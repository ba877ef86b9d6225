// Whether last night's backups are done: a row for each rule and run of its schedule.
import { describe, expect, test } from 'vitest';
import { evaluateScope } from '../../../src/domain/attention/evaluate-scope.ts';
import type { ScopeFacts } from '../../../src/domain/attention/facts.ts';
import type { ScheduledRun } from '../../../src/domain/attention/lists/scheduled-run.ts';
import { newestRuns, scheduledRuns } from '../../../src/domain/attention/lists/scheduled-runs.ts';
import { createScheduleBook } from '../../../src/domain/attention/runs/schedule-book.ts';
import { noSettings } from '../../../src/domain/attention/settings.ts';
import { examples } from './examples.ts';
import {
  arnOf,
  createdBy,
  day,
  type Estate,
  expired,
  factsOf,
  failed,
  five,
  hour,
  job,
  minute,
  nightly,
  noon,
  rule,
  running,
  selection,
} from './facts-of.ts';

const book = createScheduleBook();

function evaluated(facts: ScopeFacts, now = noon, settings = noSettings) {
  const vaults = new Map((facts.vaults?.rows ?? []).map((vault) => [vault.arn, vault] as const));
  const { findings, view, holdsUntil } = evaluateScope(facts, { vaults, settings, now, book });
  const context = { view, findings, book, now };
  return { findings, holdsUntil, runs: scheduledRuns(context), newestOfPlans: newestRuns(context) };
}

const runsIn = (estate: Estate, now = noon): ScheduledRun[] => evaluated(factsOf(estate), now).runs;
const newest = (estate: Estate, now = noon): ScheduledRun | undefined =>
  runsIn(estate, now).toSorted((a, b) => b.at - a.at)[0];

/** 'state expected done issues failed running waiting absent away' */
const countsOf = (run: ScheduledRun | undefined): string =>
  run
    ? [run.state, run.expected, run.done, run.issues, run.failed, run.running, run.waiting, run.absent, run.away]
        .map((value) => value ?? '?')
        .join(' ')
    : 'none';

const shop = nightly('shop');
const other = nightly('other');
const named = [selection({ resources: [arnOf('shop'), arnOf('other')] })];

describe('the newest run of a daily rule', () => {
  test.each<[string, Estate, string]>([
    ['all done', { backups: [...shop, ...other] }, 'done 2 2 0 0 0 0 0 0'],
    ['one failed', { backups: [failed('shop', five), ...shop.slice(1), ...other] }, 'failed 2 1 0 1 0 0 0 0'],
    ['one expired', { backups: [expired('shop', five), ...shop.slice(1), ...other] }, 'failed 2 1 0 1 0 0 0 0'],
    ['one runs', { backups: [running('shop', five), ...shop.slice(1), ...other] }, 'running 2 1 0 0 1 0 0 0'],
    [
      'one waits in the queue',
      { backups: [running('shop', five, { state: 'CREATED' }), ...shop.slice(1), ...other] },
      'waiting 2 1 0 0 0 1 0 0',
    ],
    [
      'one has issues',
      { backups: [job('shop', five, { messageCategory: 'AccessDenied' }), ...shop.slice(1), ...other] },
      'issues 2 1 1 0 0 0 0 0',
    ],
    ['one never came', { backups: [...shop.slice(1), ...other], selections: named }, 'absent 2 1 0 0 0 0 1 0'],
    ['one may have left, and the others go on', { backups: [...shop.slice(3), ...other] }, 'done 1 1 0 0 0 0 0 1'],
    [
      'a second try of a job that failed',
      { backups: [job('shop', five + hour), failed('shop', five), ...shop.slice(1)] },
      'done 1 1 0 0 0 0 0 0',
    ],
    ['nothing is chosen', { backups: [] }, 'none 0 0 0 0 0 0 0 0'],
  ])('%s', (_, estate, counts) => {
    expect(countsOf(newest(estate))).toBe(counts);
  });

  test('the resources that are not done stand in its row, the worst first', () => {
    const run = newest({ backups: [failed('shop', five), ...shop.slice(1), ...other.slice(1)], selections: named });
    expect(run?.troubled.map(({ name, state }) => `${name} ${state}`)).toEqual(['shop failed', 'other absent']);
  });

  test('within its start window a resource without a job is late, not absent', () => {
    const now = five + hour;
    const estate = { backups: [...shop.slice(1), ...other], selections: named, at: now };
    expect(countsOf(newest(estate, now))).toBe('late 2 1 0 0 0 1 0 0');
    expect(countsOf(newest({ ...estate, at: five + 5 * minute }, five + 5 * minute))).toBe('waiting 2 1 0 0 0 1 0 0');
  });
});

describe('what is not known is not counted', () => {
  test('without a list of jobs or of rules there are no rows', () => {
    const { backupJobs: _, ...withoutJobs } = factsOf({ backups: shop });
    const { rules: __, ...withoutRules } = factsOf({ backups: shop });
    expect([...evaluated(withoutJobs).runs, ...evaluated(withoutRules).runs]).toEqual([]);
  });

  test('a run since the jobs were listed is unknown', () => {
    const run = newest({ backups: shop.slice(1), at: five - hour });
    expect(countsOf(run)).toBe('unknown 1 ? ? ? ? ? ? ?');
  });

  test('resource assignments that have not been read may have chosen more', () => {
    const { selections: _, ...facts } = factsOf({ backups: shop });
    expect(evaluated(facts).runs.at(-1)).toMatchObject({ expected: 1, isAtLeast: true });
  });

  test('a run before the plan was changed is known by its jobs, and not what it was to back up', () => {
    const changed = rule({ versionAt: five + hour, schedule: 'cron(0 4 ? * * *)' });
    const run = newest({ backups: [...shop, ...other.slice(1)], rules: [changed] });
    expect([run?.at, run?.basis]).toEqual([five, 'jobs']);
    expect(countsOf(run)).toBe('done ? 1 0 0 0 0 ? 0');
  });

  test('so are the runs of a rule that is gone', () => {
    const run = newest({ backups: shop, rules: [] });
    expect([run?.planName, run?.ruleName, run?.basis]).toEqual(['prod', 'Daily', 'jobs']);
  });
});

describe('time', () => {
  test('from the first start to the last end, beside the median of earlier runs', () => {
    const slow = job('shop', five, { completedAt: five + 4 * hour });
    const run = newest({ backups: [slow, ...shop.slice(1), ...other] });
    expect([run?.firstStartAt, run?.lastEndAt]).toEqual([five + 10 * minute, five + 4 * hour]);
    expect([run?.usualMs, run?.usualOf]).toEqual([20 * minute, 6]);
  });

  test('two earlier runs say nothing of what is usual', () => {
    expect(newest({ backups: shop.slice(0, 3) })?.usualMs).toBeUndefined();
  });

  test('a run has no end while a job is active', () => {
    const run = newest({ backups: [running('shop', five), ...shop.slice(1), ...other] });
    expect([run?.firstStartAt, run?.lastEndAt]).toEqual([five, undefined]);
  });

  test('of a monthly rule the newest run alone is listed', () => {
    const monthly = rule({ schedule: 'cron(0 5 1 * ? *)' });
    const first = Date.UTC(2026, 0, 1, 5);
    const runs = runsIn({ rules: [monthly], backups: [job('shop', first)] });
    expect(runs.map((run) => [run.at, countsOf(run)])).toEqual([[first, 'done 1 1 0 0 0 0 0 0']]);
  });

  test('of a yearly rule no run is listed whose jobs AWS lists no more', () => {
    const of = (month: number, date: number) => rule({ schedule: `cron(0 5 ${date} ${month} ? *)` });
    expect(runsIn({ rules: [of(6, 1)], backups: [] })).toEqual([]);
    expect(runsIn({ rules: [of(1, 1)], backups: [] })).toHaveLength(1);
  });

  test('of an hourly rule the runs of the last day are listed', () => {
    const hourly = rule({ schedule: 'cron(0 * ? * * *)' });
    expect(runsIn({ rules: [hourly], backups: [] })).toHaveLength(26);
  });
});

describe('changes of clocks', () => {
  const berlin = (schedule: string) => rule({ schedule, timeZone: 'Europe/Berlin', versionAt: Date.UTC(2025, 0, 1) });
  const jobs = (rules: ReturnType<typeof rule>, times: readonly number[]) =>
    times.map((at) => job('shop', at, { createdBy: createdBy(rules) }));

  test('a run that summer time skips is expected by nobody, and a job that comes is its own', () => {
    const daily = berlin('cron(30 2 ? * * *)');
    const skipped = Date.UTC(2026, 2, 29, 1, 30);
    const now = skipped + 8 * hour;
    const before = [1, 2, 3].map((days) => skipped - days * day);
    const runs = (times: readonly number[]) =>
      runsIn({ rules: [daily], backups: jobs(daily, times), at: now }, now).slice(-2);
    expect(runs(before).map(countsOf)).toEqual(['done 1 1 0 0 0 0 0 0', 'none ? 0 0 0 0 0 ? 0']);
    expect(runs([skipped + 30 * minute, ...before]).map(countsOf)).toEqual([
      'done 1 1 0 0 0 0 0 0',
      'done ? 1 0 0 0 0 ? 0',
    ]);
    expect(runs(before).at(-1)?.clockChange).toBe('skipped');
  });

  test('a local time that comes twice is one run, with a job at either', () => {
    const daily = berlin('cron(30 2 ? * * *)');
    const once = Date.UTC(2026, 9, 25, 0, 30);
    const now = once + 8 * hour;
    for (const came of [once, once + hour]) {
      const backups = jobs(daily, [came, once - day, once - 2 * day]);
      const run = newest({ rules: [daily], backups, at: now }, now);
      expect([run?.at, run?.clockChange, countsOf(run)]).toEqual([once, 'repeated', 'done 1 1 0 0 0 0 0 0']);
    }
  });
});

describe('what attention finds of runs stands in their rows', () => {
  const all = Object.values(examples).flatMap((ofKind) => Object.values(ofKind).flatMap((one) => one ?? []));

  test.each(all.map((one) => [one.subject, one] as const))('%s', (_, { estate, settings }) => {
    const { findings, runs } = evaluated(factsOf(estate), noon, settings);
    for (const finding of findings) {
      if (finding.kind === 'plan-missed') {
        const ofPlan = runs.filter(({ planName, at }) => planName === finding.subject && at === finding.dueAt);
        expect(ofPlan.map(({ state }) => state)).toContain('absent');
      }
      if (finding.kind === 'missed-run' || finding.kind === 'late-run') {
        const row = runs.find(({ ruleId, at }) => ruleId === finding.run.ruleId && at === finding.run.at);
        const state = { late: 'late', missed: 'absent', away: 'away' }[finding.run.state];
        expect(row?.troubled.find(({ arn }) => arn === finding.resourceArn)?.state).toBe(state);
      }
      if (finding.kind === 'failed-run' && finding.rule !== undefined) {
        const ofRule = runs.filter(({ ruleId, state }) => ruleId === finding.rule && state === 'failed');
        expect(ofRule).not.toEqual([]);
      }
    }
  });
});

describe('the newest run of each plan', () => {
  const all = Object.values(examples).flatMap((ofKind) => Object.values(ofKind).flatMap((one) => one ?? []));
  const withoutUsual = ({ usualMs: _, usualOf: __, ...run }: ScheduledRun) => run;

  test.each(all.map((one) => [one.subject, one] as const))('is one of all runs: %s', (_, { estate, settings }) => {
    const facts = factsOf(estate);
    const { runs, newestOfPlans } = evaluated(facts, noon, settings);
    const ruleIds = new Set((facts.rules?.rows ?? []).flatMap(({ id, goneAt }) => (goneAt === undefined ? id : [])));
    const ofPlans = Map.groupBy(
      runs.filter(({ ruleId }) => ruleIds.has(ruleId)),
      ({ planId }) => planId,
    );
    expect(newestOfPlans.map(({ planId }) => planId)).toEqual([...ofPlans.keys()]);
    for (const run of newestOfPlans) {
      const ofPlan = ofPlans.get(run.planId) ?? [];
      expect(run.at).toBe(Math.max(...ofPlan.map(({ at }) => at)));
      expect(ofPlan.map(withoutUsual)).toContainEqual(run);
    }
  });

  test.each(all.map((one) => [one.subject, one] as const))('holds as long as it is said to: %s', (_, example) => {
    const facts = factsOf(example.estate);
    const { newestOfPlans, holdsUntil } = evaluated(facts, noon, example.settings);
    expect(evaluated(facts, holdsUntil - 1, example.settings).newestOfPlans).toEqual(newestOfPlans);
  });

  test('of two rules at the same time it is the worse one', () => {
    const twin = rule({ id: 'twin', name: 'Twin' });
    const estate = {
      rules: [rule(), twin],
      backups: [...shop, ...nightly('other'), failed('shop', five, { id: 'f', createdBy: createdBy(twin) })],
    };
    const { newestOfPlans } = evaluated(factsOf(estate));
    expect(newestOfPlans).toMatchObject([{ at: five, state: 'failed', ruleId: 'twin' }]);
  });
});
