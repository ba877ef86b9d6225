// Each case that could raise a false alarm, beside the trouble that it must not hide.
import { describe, expect, test } from 'vitest';
import {
  arnOf,
  createdBy,
  day,
  type Estate,
  expired,
  failed,
  five,
  hour,
  job,
  linesOf,
  minute,
  nightly,
  noon,
  point,
  rule,
  running,
  selection,
  textsOf,
} from './facts-of.ts';

const others = nightly('other');
/** shop did not run today; other did. */
const missed = [...nightly('shop').slice(1), ...others];
const monthly = rule({ id: 'monthly', name: 'Monthly', schedule: 'cron(0 5 15 * ? *)', deleteAfterDays: 365 });
const hourly = rule({
  id: 'hourly',
  name: 'Hourly',
  schedule: 'cron(0 * ? * * *)',
  startWindowMs: hour,
  deleteAfterDays: 2,
});
const hourlyJobs = (name: string, hours: number) =>
  Array.from({ length: hours }, (_, index) =>
    job(name, noon - hour - index * hour, { id: `${name}-hourly-${index}`, createdBy: createdBy(hourly) }),
  );

/** 03:30 in Berlin, where this day has no 02:30, and the first of the two 02:30 in autumn. */
const march = Date.UTC(2026, 2, 29, 1, 30);
const october = Date.UTC(2026, 9, 25, 0, 30);
const twice = {
  rules: [
    rule({
      schedule: 'cron(30 2 ? * * *)',
      timeZone: 'Europe/Berlin',
      versionAt: october - 9 * day,
      startWindowMs: hour,
    }),
  ],
  backups: [1, 2, 3, 4].map((days) => job('shop', october - days * day)),
};

type Quiet = readonly [why: string, estate: Estate, now?: number];
type Loud = readonly [what: string, estate: Estate, lines: readonly string[], now?: number];

const quiet: readonly Quiet[] = [
  ['all went well', { backups: [...nightly('shop'), ...others] }],
  ['nothing has been answered yet but the rules', { backups: [] }],
  [
    'a rule that keeps longer took over where their windows overlap',
    {
      rules: [rule(), monthly],
      backups: [...missed, job('shop', five, { id: 'm', createdBy: createdBy(monthly) }), ...monthlyJobs('other')],
    },
  ],
  [
    'a rule that keeps longer is still to come in the same window',
    {
      rules: [rule({ startWindowMs: 8 * hour }), { ...monthly, schedule: 'cron(30 12 15 * ? *)' }],
      backups: [
        ...missed,
        job('shop', five - 31 * day + 7.5 * hour, { id: 'm', createdBy: createdBy(monthly) }),
        ...monthlyJobs('other'),
      ],
    },
  ],
  [
    'of two rules that keep as long, one ran',
    {
      rules: [rule(), rule({ id: 'twin', name: 'Twin' })],
      backups: [
        ...missed,
        ...others.map((each) => ({ ...each, id: `${each.id}-twin`, createdBy: createdBy(rule({ id: 'twin' })) })),
        ...nightly('shop').map((each) => ({
          ...each,
          id: `${each.id}-twin`,
          createdBy: createdBy(rule({ id: 'twin' })),
        })),
      ],
    },
  ],
  ['the plan has a newer version than the run', { rules: [rule({ versionAt: five + hour })], backups: missed }],
  ['nobody knows since when the plan is as it is', { rules: [withoutVersion()], backups: missed }],
  [
    'the rule is continuous, and the type can be',
    { rules: [rule({ continuous: true })], backups: [...nightly('shop').slice(3), ...others] },
  ],
  [
    'the type is opted out and chosen by tag: that is told for the type, not for each run',
    { backups: [], settings: { optIn: { RDS: false }, fullManagement: {} } },
  ],
  ['it is what a restore test made', { backups: [...nightly('awsbackup-restore-test-1').slice(1), ...others] }],
  ['the selection leaves it out now', { selections: [selection({ notResources: [arnOf('shop')] })], backups: missed }],
  ['the rule is gone', { rules: [], backups: missed }],
  ['the answer is older than the run', { backups: missed, at: five - minute }],
  ['the run is some minutes ago', { backups: missed, at: five + 5 * minute }, five + 6 * minute],
  [
    'the resource is younger than the run',
    { backups: [...others, job('new', five + hour, { completedAt: five + 2 * hour })] },
  ],
  ['its job waits in the queue', { backups: [...missed, running('shop', five, { state: 'CREATED' })] }, five + hour],
  ['the schedule cannot be read', { rules: [rule({ schedule: 'cron(soon)' })], backups: missed }],
  [
    'a run that summer time skipped',
    {
      rules: [rule({ schedule: 'cron(30 2 ? * * *)', timeZone: 'Europe/Berlin' })],
      backups: [1, 2, 3, 4].map((days) => job('shop', Date.UTC(2026, 2, 29, 1, 30) - days * day)),
      at: Date.UTC(2026, 2, 29, 6),
    },
    Date.UTC(2026, 2, 29, 6),
  ],
  [
    'the run that summer time skipped was made all the same',
    {
      rules: [rule({ schedule: 'cron(30 2 ? * * *)', timeZone: 'Europe/Berlin' })],
      backups: [...[1, 2, 3, 4].map((days) => job('shop', march - days * day)), job('shop', march - hour / 2)],
      at: march + 3 * hour,
    },
    march + 3 * hour,
  ],
  [
    'the run whose local time comes twice was made at the second of both, or is due then',
    { ...twice, backups: [...twice.backups, job('shop', october + hour + 5 * minute)], at: october + 9 * hour },
    october + 9 * hour,
  ],
  ['the second of both is still to come', { ...twice, at: october + hour }, october + hour + 5 * minute],
  [
    'another job was in the way, and is done',
    {
      backups: [
        ...nightly('shop').slice(1),
        failed('shop', five, {
          state: 'EXPIRED',
          message: 'Backup job failed because there was a running job for the same resource.',
        }),
        job('shop', five - hour, { id: 'by hand', completedAt: five + hour }),
        ...others,
      ],
    },
  ],
  ['somebody made up for it by hand', { backups: [...missed, failed('shop', five), byHand('shop', five + 2 * hour)] }],
  ['a failed backup by hand long ago', { backups: [...nightly('shop'), failedByHand('shop', noon - 5 * day)] }],
];

function monthlyJobs(name: string) {
  return [job(name, five, { id: `${name}-m`, createdBy: createdBy(monthly) })];
}

function withoutVersion() {
  const { versionAt: _, ...rest } = rule();
  return rest;
}

function aged(each: ReturnType<typeof job>, days: number) {
  return { ...each, createdAt: each.createdAt - days * day, completedAt: (each.completedAt ?? 0) - days * day };
}

function byHand(name: string, at: number) {
  const { createdBy: _, ...rest } = job(name, at, { id: `${name}-by-hand` });
  return rest;
}

function failedByHand(name: string, at: number) {
  return { ...byHand(name, at), state: 'FAILED', message: 'An internal error occurred.' };
}

describe('stays quiet when', () => {
  test.each(quiet.map(([why, estate, now]) => ({ why, estate, now })))('$why', ({ estate, now }) => {
    expect(linesOf(estate, undefined, now)).toEqual([]);
  });
});

/** The start window is over, and the newest point not yet too old. */
const morning = five + 2.5 * hour;

const loud: readonly Loud[] = [
  [
    'a run of neither of the two local times that are alike',
    { ...twice, at: october + 2.5 * hour },
    ['plan-missed prod'],
    october + 2.6 * hour,
  ],
  ['a run that never came', { backups: missed }, ['missed-run shop'], morning],
  ['the same when its point has become too old', { backups: missed }, ['point-age shop']],
  ['a run that is late', { backups: missed, at: five + hour }, ['late-run shop'], five + hour],
  [
    'a whole plan that did not run',
    { backups: [...missed.slice(0, 9), ...others.slice(1)], rules: [rule({ planLastRunAt: five - day })] },
    ['plan-missed prod'],
  ],
  ['a job that expired in the queue', { backups: [...missed, expired('shop', five)] }, ['failed-run shop'], morning],
  ['a job that failed', { backups: [...missed, failed('shop', five)] }, ['failed-run shop'], morning],
  [
    'a failed backup by hand of today',
    { backups: [...nightly('shop'), failedByHand('shop', noon - hour)] },
    ['failed-run shop'],
  ],
  [
    'a named resource that did not run',
    { selections: [selection({ resources: [arnOf('shop')] })], backups: missed },
    ['missed-run shop'],
    morning,
  ],
  [
    'a named resource without any backup',
    { selections: [selection({ resources: [arnOf('new')] })], backups: others },
    ['unprotected new'],
  ],
  [
    'a snapshot of a type that cannot be continuous',
    { rules: [rule({ continuous: true })], backups: ebs(missed) },
    ['missed-run shop'],
    morning,
  ],
  [
    'a resource that left the selection long ago, for as long as it is known',
    { backups: [...nightly('shop').map((each) => aged(each, 12)), ...others] },
    ['point-age shop'],
  ],
  ['a plan that lost its last selection', { selections: [], backups: missed }, ['selects-nothing prod']],
  [
    'an hourly rule that stopped, of which one resource goes on',
    { rules: [hourly], backups: [...hourlyJobs('shop', 30).slice(5), ...hourlyJobs('other', 30)], at: noon - minute },
    ['point-age shop'],
  ],
];

function ebs(jobs: readonly ReturnType<typeof job>[]) {
  return jobs.map((each) => ({ ...each, resourceType: 'EBS' }));
}

describe('tells', () => {
  const cases = loud.map(([what, estate, lines, now]) => ({ what, estate, lines, now }));
  test.each(cases)('$what', ({ estate, lines, now }) => {
    const requested = now === undefined || estate.at !== undefined ? estate : { ...estate, at: now - minute };
    expect(linesOf(requested, undefined, now)).toEqual(lines);
  });
});

test('a line is a sentence with the age, the promise and the reason', () => {
  const backups = [...nightly('shop', 10).slice(2), expired('shop', five), ...others];
  const [text] = textsOf({
    backups,
    points: nightly('shop', 10)
      .slice(2)
      .map(({ createdAt }) => point('shop', createdAt))
      .concat(others.map(({ createdAt }) => point('other', createdAt))),
  });
  expect(text).toBe(
    'shop: no recovery point for 2 d 7 h (objective 24 h); last run EXPIRED in queue: the job did not start within its start window',
  );
  const [early] = textsOf({ backups: [...missed, expired('shop', five)], at: morning }, undefined, morning);
  expect(early).toBe('shop: last run of Daily EXPIRED in queue: the job did not start within its start window');
  const [absent] = textsOf({ backups: missed, at: morning }, undefined, morning);
  expect(absent).toBe('shop: no job for the run of 15 Jan 05:00Z (plan prod)');
});
