// The month of one resource: a rule at 05:00 of each day of November, by jobs of which each test changes some.

import { describe, expect, test } from 'vitest';
import { createScheduleBook } from '../../../src/domain/attention/runs/schedule-book.ts';
import type { Objective } from '../../../src/domain/attention/settings.ts';
import type { Job } from '../../../src/domain/jobs/job.ts';
import type { PlanRule } from '../../../src/domain/plans/plan-rule.ts';
import type { Selection } from '../../../src/domain/plans/selection.ts';
import { createDayCounter } from '../../../src/domain/report/day-counter.ts';
import type { SeenVersion } from '../../../src/domain/report/held-plans.ts';
import { knownTimes } from '../../../src/domain/report/known-times.ts';
import type { MonthFacts } from '../../../src/domain/report/month-context.ts';
import { totalsOf } from '../../../src/domain/report/month-counts.ts';
import type { ResourceMonth } from '../../../src/domain/report/month-report.ts';
import { placeMonth } from '../../../src/domain/report/place-month.ts';
import type { TimeRange } from '../../../src/lib/time-range.ts';
import { arnOf, day, failed, hour, job, minute, rule, scope, selection, vaultArn } from '../attention/facts-of.ts';

const from = Date.UTC(2025, 10, 1);
const to = Date.UTC(2025, 11, 1);
const run = (date: number) => Date.UTC(2025, 10, date, 5);
const dates = Array.from({ length: 30 }, (_, index) => index + 1);
const whole: TimeRange = { from: from - 40 * day, to: to + 40 * day };

const seen = <Row>(row: Row, more: Partial<SeenVersion<Row>> = {}): SeenVersion<Row> => ({
  row,
  seenFrom: from - 100 * day,
  isGone: false,
  ...more,
});
const old = { versionAt: from - 200 * day };
const named = selection({ createdAt: from - 200 * day, resources: [arnOf('shop')], tags: [] });
const tagged = selection({ createdAt: from - 200 * day });

interface Given {
  readonly jobs?: readonly Job[];
  readonly copies?: readonly Job[];
  readonly rules?: readonly SeenVersion<PlanRule>[];
  readonly selections?: readonly SeenVersion<Selection>[];
  readonly known?: readonly TimeRange[];
  readonly copiesKnown?: readonly TimeRange[];
  readonly pointsKnownUntil?: number;
  readonly now?: number;
  readonly objectives?: readonly Objective[];
  readonly planCreatedAt?: number;
  readonly facts?: Partial<MonthFacts>;
  /** A resource that has a job in each run. */
  readonly hasOther?: boolean;
}

const daily = (name: string, left: readonly number[] = []): Job[] =>
  dates.filter((date) => !left.includes(date)).map((date) => job(name, run(date) + minute));

function factsOf(name: string, jobs: readonly Job[], more: Partial<MonthFacts> = {}): MonthFacts {
  const backups = jobs.toSorted((one, other) => other.createdAt - one.createdAt);
  const taken = { first: from - 30 * day, last: backups[0]?.createdAt ?? from - day };
  return {
    arn: arnOf(name),
    name,
    type: 'RDS',
    backups,
    copies: [],
    restores: [],
    taken: { plans: new Map([['plan', taken]]), rules: new Map([['daily', taken]]) },
    lastBefore: run(1) - day,
    selectedBy: new Set(),
    ...more,
  };
}

const monthOf = (given: Given): ResourceMonth =>
  placeOf(given).resources.find(({ name }) => name === 'shop') as ResourceMonth;

function placeOf(given: Given) {
  const { jobs = daily('shop'), copies = [], now = to + 20 * day, hasOther } = given;
  const { rules = [seen(rule(old))], selections = [seen(named)], planCreatedAt } = given;
  return placeMonth(
    {
      scope,
      plans: { rules, selections, planCreatedAt: new Map(planCreatedAt ? [['plan', planCreatedAt]] : []) },
      resources: [
        factsOf('shop', jobs, { copies, ...given.facts }),
        ...(hasOther ? [factsOf('other', daily('other'))] : []),
      ],
      backupsKnown: knownTimes(given.known ?? [whole]),
      copiesKnown: knownTimes(given.copiesKnown ?? [whole]),
      pointsKnownUntil: given.pointsKnownUntil ?? Number.NEGATIVE_INFINITY,
    },
    {
      from,
      to: Math.min(to, now),
      now,
      book: createScheduleBook(),
      days: createDayCounter([]),
      objectives: given.objectives ?? [],
    },
  );
}

/** Only the counts that are not 0. */
const runsOf = (given: Given) => {
  const { runs, unknownBecause } = monthOf(given);
  const counts = Object.fromEntries(Object.entries(runs).filter(([, count]) => count > 0));
  return unknownBecause.length === 0 ? counts : { ...counts, unknownBecause };
};

const retried = [failed('shop', run(9) + minute), job('shop', run(9) + 3 * minute)];
const weekly = seen(rule({ ...old, id: 'weekly', schedule: 'cron(0 4 ? * SUN *)', deleteAfterDays: 90 }));

describe('scheduled runs', () => {
  test.each<[string, Given, object]>([
    ['each run has its backup', {}, { scheduled: 30, met: 30 }],
    ['a run without a job', { jobs: daily('shop', [7]) }, { scheduled: 30, met: 29, missed: 1 }],
    [
      'a job half an hour after the run',
      { jobs: [...daily('shop', [7]), job('shop', run(7) + 30 * minute)] },
      { scheduled: 30, met: 29, late: 1 },
    ],
    [
      'a job a quarter of an hour after the run',
      { jobs: [...daily('shop', [7]), job('shop', run(7) + 15 * minute)] },
      { scheduled: 30, met: 30 },
    ],
    [
      'a failed job',
      { jobs: [...daily('shop', [7]), failed('shop', run(7) + minute)] },
      { scheduled: 30, met: 29, failed: 1 },
    ],
    ['a failed job with a second one', { jobs: [...daily('shop', [9]), ...retried] }, { scheduled: 30, met: 30 }],
    [
      'a state that this program does not know',
      { jobs: [...daily('shop', [7]), job('shop', run(7), { state: 'PAUSED' })] },
      { scheduled: 30, met: 29, unknown: 1, unknownBecause: ['state-not-known'] },
    ],
    [
      'a job that runs for weeks',
      { jobs: [...daily('shop', [7]), job('shop', run(7), { state: 'RUNNING' })] },
      { scheduled: 30, met: 29, unknown: 1, unknownBecause: ['state-not-known'] },
    ],
    [
      'a run while nothing was listed',
      {
        jobs: daily('shop', [7]),
        known: [
          { from, to: run(7) },
          { from: run(8) - hour, to: to + day },
        ],
      },
      { scheduled: 30, met: 29, unknown: 1, unknownBecause: ['jobs-not-known'] },
    ],
    [
      'a run whose start window was not over at the last response before a gap',
      {
        jobs: daily('shop', [7]),
        known: [
          { from, to: run(7) + hour },
          { from: run(8) - hour, to: to + day },
        ],
      },
      { scheduled: 30, met: 29, unknown: 1, unknownBecause: ['jobs-not-known'] },
    ],
    ['the present month, in a start window', { jobs: [], now: run(1) + hour }, { scheduled: 1, open: 1 }],
    ['the present month, after it', { jobs: [], now: run(1) + 3 * hour }, { scheduled: 1, missed: 1 }],
    [
      'the present month, a job runs',
      { jobs: [job('shop', run(1), { state: 'RUNNING' })], now: run(1) + hour },
      { scheduled: 1, open: 1 },
    ],
    [
      'a rule of the plan that keeps longer replaces a run',
      { rules: [seen(rule(old)), weekly], jobs: daily('shop', [2, 9, 16, 23, 30]) },
      // Five Sundays of the weekly rule itself, which have no job.
      { scheduled: 30, met: 25, missed: 5 },
    ],
    [
      'the run that is replaced has a job all the same',
      { rules: [seen(rule(old)), weekly], jobs: daily('shop') },
      { scheduled: 35, met: 30, missed: 5 },
    ],
    [
      'jobs of a rule that is not known',
      {
        rules: [],
        selections: [],
        jobs: [job('shop', run(3)), failed('shop', run(3) + 5 * minute), job('shop', run(4))],
      },
      { scheduled: 2, met: 1, failed: 1 },
    ],
  ])('%s', (_, given, counts) => {
    expect(runsOf(given)).toEqual(counts);
  });

  test('a resource that tags select and that has no job any more: only AWS knows whether it is selected', () => {
    const gone = { selections: [seen(tagged)], jobs: daily('shop', dates.slice(20)), hasOther: true };
    expect(runsOf(gone)).toEqual({ scheduled: 30, met: 20, unknown: 10, unknownBecause: ['selection'] });
    expect(runsOf({ ...gone, hasOther: false })).toEqual({ scheduled: 30, met: 20, missed: 10 });
    expect(runsOf({ ...gone, jobs: daily('shop', [30]) })).toEqual({ scheduled: 30, met: 29, missed: 1 });
    expect(runsOf({ ...gone, facts: { selectedBy: new Set(['plan']) } })).toEqual({
      scheduled: 30,
      met: 20,
      missed: 10,
    });
  });

  test('a backup on demand is no scheduled run', () => {
    const { createdBy: _, ...onDemand } = job('shop', run(7) + hour);
    const { runs, onDemand: count } = monthOf({ jobs: [...daily('shop', [7]), onDemand] });
    expect([runs.scheduled, runs.missed, count]).toEqual([30, 1, 1]);
  });

  test('the causes of failures are counted, in the words of the attention list', () => {
    const jobs = [...daily('shop', [7, 8]), failed('shop', run(7)), failed('shop', run(8))];
    expect(monthOf({ jobs }).failures).toEqual([{ cause: 'AWS refused access', count: 2, lastAt: run(8) }]);
  });
});

describe('the schedule that held then', () => {
  const noonOfTen = Date.UTC(2025, 10, 10, 12);
  const twice = rule({ versionAt: noonOfTen, schedule: 'cron(0 5,17 ? * * *)' });

  test('a plan that changed within the month: each part by its own version', () => {
    const rules = [
      seen(rule(old), { seenTo: noonOfTen + day }),
      // The program saw it a day later; AWS says when it was made.
      seen(twice, { seenFrom: noonOfTen + day }),
    ];
    expect(runsOf({ rules })).toEqual({ scheduled: 51, met: 30, missed: 21 });
    expect(monthOf({ rules }).objective).toEqual({ everyMs: 12 * hour, source: 'derived', basis: 'then' });
  });

  test('before the first version that is known nothing is missed', () => {
    const rules = [seen(twice, { seenFrom: noonOfTen })];
    // Ten mornings and nine evenings before it: a morning and the evenings have no job.
    expect(runsOf({ rules, jobs: daily('shop', [3]) })).toEqual({
      scheduled: 60,
      met: 29,
      missed: 21,
      unknown: 10,
      unknownBecause: ['schedule-not-known'],
    });
    // No job of the rule: another one may have held.
    const other = rule({ ...twice, id: 'daily-2' });
    const before = { rules: [seen(other, { seenFrom: noonOfTen })], jobs: daily('shop', dates.slice(10)) };
    expect(runsOf(before)).toEqual({ scheduled: 51, met: 10, missed: 41 });
    // The plan did not exist before.
    const later = daily('shop', dates.slice(0, 10));
    const made = { rules, jobs: later, planCreatedAt: noonOfTen - 1_000 };
    expect(runsOf(made)).toEqual({ scheduled: 41, met: 20, missed: 21 });
    expect(placeOf(made).unknown).toEqual([]);
    expect(placeOf({ rules }).unknown).toMatchObject([{ why: 'schedule', from, to: noonOfTen, detail: 'prod' }]);
  });

  test('an objective of a schedule that is only known later is marked', () => {
    const rules = [seen(rule({ versionAt: to + day }), { seenFrom: to + day })];
    expect(monthOf({ rules }).objective).toEqual({ everyMs: day, source: 'derived', basis: 'today' });
    const renamed = [seen(rule({ versionAt: to + day, id: 'new' }), { seenFrom: to + day })];
    expect(monthOf({ rules: renamed })).toMatchObject({
      runs: { missed: 0 },
      objective: { everyMs: day, basis: 'today' },
    });
    expect(monthOf({ objectives: [{ everyMs: 6 * hour, type: 'rds' }] }).objective).toEqual({
      everyMs: 6 * hour,
      source: 'configured',
      basis: 'today',
    });
  });

  test('a rule that was removed, and an assignment that was deleted, end the runs', () => {
    const removed = [seen(rule(old), { seenTo: run(11) - hour, isGone: true })];
    expect(runsOf({ rules: removed, jobs: daily('shop', dates.slice(10)) })).toEqual({ scheduled: 10, met: 10 });
    const unassigned = [seen(named, { seenTo: run(11) - hour, isGone: true })];
    expect(runsOf({ selections: unassigned, jobs: daily('shop', dates.slice(10)) })).toEqual({
      scheduled: 10,
      met: 10,
    });
  });

  test('an assignment that was made within the month begins the runs', () => {
    const selections = [seen({ ...named, createdAt: run(11) - hour }, { seenFrom: to + day })];
    expect(runsOf({ selections, jobs: daily('shop', dates.slice(0, 10)) })).toEqual({ scheduled: 20, met: 20 });
  });
});

describe('copies', () => {
  const there = vaultArn('dr', 'eu-central-1');
  const rules = [seen(rule({ ...old, copies: [{ vaultArn: there }] }))];
  const copyOf = (source: Job, more: Partial<Job> = {}): Job => ({
    ...source,
    kind: 'copy',
    id: `copy of ${source.id}`,
    createdAt: source.createdAt + hour,
    vaultArn: there,
    ...more,
  });
  const jobs = daily('shop');
  const copies = jobs.map((one) => copyOf(one));
  const without = (...left: number[]) => copies.filter((_, index) => !left.includes(index + 1));

  test.each<[string, Given, object]>([
    ['all arrived', { copies }, { promised: 30, arrived: 30 }],
    ['one without a job', { copies: without(7) }, { promised: 30, arrived: 29, missing: 1 }],
    [
      'one that failed',
      { copies: [...without(7), copyOf(jobs[6] as Job, { state: 'FAILED' })] },
      { promised: 30, arrived: 29, failed: 1 },
    ],
    [
      'one that failed, and then arrived',
      { copies: [...copies, copyOf(jobs[6] as Job, { state: 'FAILED', id: 'first' })] },
      { promised: 30, arrived: 30 },
    ],
    [
      'one whose copy jobs are not known',
      {
        copies: without(7),
        copiesKnown: [
          { from, to: run(7) },
          { from: run(8), to },
        ],
      },
      { promised: 30, arrived: 29, unknown: 1 },
    ],
    [
      'a rule of which the version is not known',
      { copies: without(7), rules: [seen(rule({ versionAt: to, copies: [{ vaultArn: there }] }))] },
      { promised: 30, arrived: 29, unknown: 1 },
    ],
  ])('%s', (_, given, counts) => {
    const found = monthOf({ jobs, rules, ...given }).copies;
    expect(Object.fromEntries(Object.entries(found).filter(([, count]) => count > 0))).toEqual(counts);
  });
});

describe('the longest gap', () => {
  const never = { lastBefore: undefined } as unknown as Partial<MonthFacts>;
  test.each<[string, Given, object, boolean | undefined]>([
    ['a day', {}, { ms: day + minute, isUnsure: false }, true],
    ['three days', { jobs: daily('shop', [7, 8]) }, { ms: 3 * day, isUnsure: false }, false],
    [
      'since the backup before the month',
      { jobs: daily('shop', [1, 2]) },
      { ms: 3 * day + minute, isUnsure: false },
      false,
    ],
    ['until the end of the month', { jobs: daily('shop', [29, 30]) }, { ms: 2 * day + 19 * hour - minute }, false],
    [
      'in which jobs are not known',
      {
        jobs: daily('shop', [7]),
        known: [
          { from, to: run(7) - hour },
          { from: run(7) + hour, to },
        ],
      },
      { ms: 2 * day, isUnsure: true },
      undefined,
    ],
    [
      'from the first run on, without any backup',
      { jobs: [failed('shop', run(1) + minute)], facts: never },
      { ms: 29 * day + 19 * hour, from: run(1), isUnsure: false },
      false,
    ],
    [
      'from the first backup on, of a resource that was assigned on that day',
      { jobs: daily('shop', dates.slice(0, 20)), facts: never, selections: [seen({ ...named, createdAt: run(20) })] },
      { ms: day, isUnsure: false },
      true,
    ],
  ])('%s', (_, given, gap, isWithin) => {
    const found = monthOf(given);
    expect(found.longestGap).toMatchObject(gap);
    expect(found.isWithinObjective).toBe(isWithin);
  });
});

describe('the newest recovery point', () => {
  const listed = { at: run(20), basis: 'listed', isContinuous: false } as const;
  test.each<[string, Given, object | undefined]>([
    ['nobody listed recovery points: the newest job', {}, { at: run(30) + minute, basis: 'job' }],
    ['of before the month', { jobs: [] }, { at: run(1) - day, basis: 'job' }],
    ['listed before the newest job', { facts: { newest: listed }, pointsKnownUntil: run(21) }, { basis: 'job' }],
    ['listed after it: the newest one was deleted', { facts: { newest: listed }, pointsKnownUntil: to + day }, listed],
    ['none was listed after it', { pointsKnownUntil: to + day }, undefined],
    [
      'a continuous one',
      { facts: { newest: { at: to, basis: 'listed', isContinuous: true } }, pointsKnownUntil: run(3) },
      { at: to, isContinuous: true },
    ],
  ])('%s', (_, given, newest) => {
    if (newest === undefined) expect(monthOf(given).newest).toBeUndefined();
    else expect(monthOf(given).newest).toMatchObject(newest);
  });
});

describe('the totals of a report', () => {
  const one = monthOf({
    jobs: [...daily('shop', [7, 8]), failed('shop', run(8) + minute)],
    objectives: [{ everyMs: 6 * hour, type: 'rds' }],
  });
  const two = monthOf({ jobs: [...daily('shop', [9]), failed('shop', run(9) + minute)] });
  const totals = totalsOf([one, two, two]);

  test.each(Object.keys(one.runs) as (keyof typeof one.runs)[])('runs: %s', (name) => {
    expect(totals.runs[name]).toBe(one.runs[name] + 2 * two.runs[name]);
  });

  test.each(Object.keys(one.copies) as (keyof typeof one.copies)[])('copies: %s', (name) => {
    expect(totals.copies[name]).toBe(one.copies[name] + 2 * two.copies[name]);
  });

  test('causes: each once, with the last time', () => {
    const [cause] = totals.causes;
    expect(totals.causes).toHaveLength(1);
    expect(cause).toMatchObject({ count: 3, lastAt: run(9) });
  });

  test('each resource is counted once by its objective, and once by its coverage', () => {
    const { withinObjective, beyondObjective, objectiveNotKnown, withoutObjective } = totals;
    expect(withinObjective + beyondObjective + objectiveNotKnown + withoutObjective).toBe(totals.resources);
    expect(totals.resources).toBe(3);
    expect(beyondObjective).toBe(3);
    expect(Object.values(totals.coverage).reduce((sum, count) => sum + count, 0)).toBe(3);
  });
});
