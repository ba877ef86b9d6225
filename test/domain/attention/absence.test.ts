// A missing backup stays a finding for as long as it is missing, and a backup that was never scheduled is no finding.
import { describe, expect, test } from 'vitest';
import type { AttentionLine } from '../../../src/domain/attention/findings/attention-line.ts';
import type { Job } from '../../../src/domain/jobs/job.ts';
import type { PlanRule } from '../../../src/domain/plans/plan-rule.ts';
import type { RecoveryPoint } from '../../../src/domain/vaults/recovery-point.ts';
import {
  arnOf,
  attentionOf,
  audit,
  createdBy,
  day,
  type Estate,
  expired,
  five,
  hour,
  job,
  linesOf,
  listed,
  minute,
  nightly,
  noon,
  point,
  rule,
  selection,
  textsOf,
  vault,
} from './facts-of.ts';

const threeHourly = rule({
  id: 'three',
  name: 'ThreeHourly',
  schedule: 'cron(0 0/3 ? * * *)',
  startWindowMs: hour,
  deleteAfterDays: 14,
  versionAt: noon - 100 * day,
});

/** Jobs of a rule at each of its runs from 40 days before noon on, up to and including `until`. */
function jobsOf(name: string, of: PlanRule, stepMs: number, until: number): Job[] {
  const first = Math.ceil((noon - 40 * day) / stepMs) * stepMs;
  const runs = Array.from({ length: Math.floor((until - first) / stepMs) + 1 }, (_, index) => first + index * stepMs);
  return runs.map((at) => job(name, at + minute, { id: `${name}-${of.id}-${at}`, createdBy: createdBy(of) }));
}

/** As AWS lists them at `now`: jobs of 30 days, points until their retention ends. */
function toldAt(now: number, jobs: readonly Job[], of: PlanRule, more: Estate = {}): Estate {
  const made = jobs.filter(({ createdAt }) => createdAt <= now);
  const points = made
    .filter(({ createdAt }) => createdAt > now - (of.deleteAfterDays ?? 0) * day)
    .map(
      ({ resourceName, createdAt }): RecoveryPoint => ({ ...point(resourceName, createdAt), createdBy: createdBy(of) }),
    );
  const last = Math.max(...made.map(({ createdAt }) => createdAt));
  return {
    at: now - minute,
    backups: made.filter(({ createdAt }) => createdAt > now - 30 * day),
    points,
    rules: [{ ...of, planLastRunAt: last }],
    ...more,
  };
}

const itemsAt = (now: number, estate: Estate): readonly AttentionLine[] => attentionOf(estate, undefined, now).items;

describe('a plan that stopped', () => {
  const jobs = [...jobsOf('shop', threeHourly, 3 * hour, noon), ...jobsOf('other', threeHourly, 3 * hour, noon)];
  const hours = [4.5, 12, 24, 27, 30, 3 * 24, 8 * 24, 13 * 24, 29 * 24, 31 * 24, 90 * 24, 400 * 24];

  test.each(hours)('is told %d hours later, as critical, since its first absent run', (later) => {
    const now = noon + later * hour;
    const items = itemsAt(now, toldAt(now, jobs, threeHourly));
    expect(items.map(({ kind, severity, subject, since }) => [kind, severity, subject, since])).toEqual([
      ['plan-missed', 'critical', 'prod', noon + 3 * hour],
    ]);
  });

  test('is told where AWS does not say when it last ran, by what it left', () => {
    const now = noon + 10 * day;
    const { planLastRunAt: _, ...silent } = threeHourly;
    const items = itemsAt(now, toldAt(now, jobs, threeHourly, { rules: [silent] }));
    expect(items.map(({ kind }) => kind)).toEqual(['plan-missed']);
  });

  test('is no longer told once it runs, or has another version, or its selection was made anew', () => {
    const now = noon + 9 * day + hour;
    const again = [...jobs, job('shop', now - hour + minute, { createdBy: createdBy(threeHourly) })];
    expect(itemsAt(now, toldAt(now, again, threeHourly)).map(({ kind }) => kind)).not.toContain('plan-missed');
    const changed = { ...threeHourly, versionAt: now - 30 * minute };
    expect(linesOf(toldAt(now, jobs, changed), undefined, now)).toEqual([]);
    const fresh = { selections: [selection({ createdAt: now - 30 * minute })] };
    expect(linesOf(toldAt(now, jobs, threeHourly, fresh), undefined, now)).toEqual([]);
  });

  test('is told again with the first run that its new selection does not take', () => {
    const now = noon + 9 * day + 5 * hour;
    const fresh = { selections: [selection({ createdAt: now - 3 * hour })] };
    expect(linesOf(toldAt(now, jobs, threeHourly, fresh), undefined, now)).toEqual(['plan-missed prod']);
  });

  test('that lost its last selection is told, since that was deleted where the trail says so', () => {
    const now = noon + 9 * day;
    const estate = toldAt(now, jobs, threeHourly, { selections: [] });
    const [item] = itemsAt(now, estate);
    expect(item).toMatchObject({ kind: 'selects-nothing', subject: 'prod', since: noon + minute });
    const at = noon + hour;
    const event = { risk: 'medium' as const, at, touched: { planId: 'plan' } };
    const audits = [audit('DeleteBackupSelection', event)];
    const [known] = itemsAt(now, { ...estate, audits }).filter(({ kind }) => kind === 'selects-nothing');
    expect(known?.since).toBe(at);
  });
});

describe('a resource that stays away while others of its rule run', () => {
  const daily = rule({ deleteAfterDays: 20, versionAt: noon - 100 * day });
  const worldAt = (now: number) => {
    const jobs = [...jobsOf('shop', daily, day, noon), ...jobsOf('other', daily, day, now)].map((each) => ({
      ...each,
      createdAt: each.createdAt - 7 * hour + 12 * hour,
    }));
    return toldAt(now, jobs, daily);
  };
  const leftAt = Date.UTC(2026, 0, 16, 5);

  test('is one line, which never becomes milder, and from the second run on says what may be', () => {
    let worst = 'none';
    for (let now = leftAt; now < leftAt + 19 * day; now += 40 * minute) {
      const items = itemsAt(now, worldAt(now));
      expect(items.length, new Date(now).toISOString()).toBe(now < leftAt + 15 * minute + minute ? 0 : 1);
      const [item] = items;
      if (!item) continue;
      expect([item.subject, item.severity]).toEqual(['shop', 'warning']);
      const isSecond = now > leftAt + day + 16 * minute;
      if (isSecond) expect(item.text).toContain('no longer selected, or skipped by AWS, since 16 Jan 05:00Z');
      else expect(item.text).not.toContain('no longer selected');
      worst = item.severity;
    }
    expect(worst).toBe('warning');
  });

  test('is no longer told once nothing tells that it was ever taken', () => {
    const now = leftAt + 32 * day;
    expect(linesOf(worldAt(now), undefined, now)).toEqual([]);
  });

  test('and is named by a selection, is as bad as its age', () => {
    const now = leftAt + 9 * day;
    const named = { ...worldAt(now), selections: [selection(), selection({ id: 'n', resources: [arnOf('shop')] })] };
    const [item] = itemsAt(now, named);
    expect(item).toMatchObject({ kind: 'point-age', severity: 'critical' });
    expect(item?.text).toContain('skipped by AWS since 16 Jan 05:00Z');
  });

  test('has runs that never came where the whole rule stopped and the plan has another', () => {
    const now = noon + 9 * day;
    const hourly = rule({
      id: 'hourly',
      name: 'Hourly',
      schedule: 'cron(0 * ? * * *)',
      startWindowMs: hour,
      deleteAfterDays: 20,
    });
    const estate = toldAt(now, jobsOf('shop', daily, day, noon), daily);
    const backups = [
      ...(estate.backups ?? []),
      ...jobsOf('shop', hourly, hour, now).filter(({ createdAt }) => createdAt > now - 2 * day),
    ];
    const items = itemsAt(now, {
      ...estate,
      rules: [{ ...daily, deleteAfterDays: 19 }, hourly].map((each) => ({
        ...each,
        schedule: each.id === 'daily' ? 'cron(30 5 ? * * *)' : each.schedule,
        startWindowMs: 20 * minute,
        planLastRunAt: now,
      })),
      backups,
    });
    expect(items.map(({ kind }) => kind)).toEqual(['missed-run']);
    expect(items[0]?.text).toContain('no job for the runs of rule Daily since 15 Jan 05:30Z');
  });
});

describe('a resource that a selection names', () => {
  const cluster = 'arn:aws:rds:eu-west-1:111122223333:cluster:orders';
  const off = (type: string) => ({ optIn: { [type]: false }, fullManagement: {} });
  const condition = { type: 'StringEquals', key: 'aws:ResourceTag/env', value: 'prod' };
  const naming = (arn: string, more = {}) => ({
    selections: [selection({ tags: [], resources: [arn], ...more })],
    backups: nightly('shop').slice(0, 0).concat(nightly('other')),
  });

  test.each<readonly [string, Estate, readonly string[]]>([
    ['and never backed up, is told', naming(arnOf('new')), ['unprotected new']],
    ['with conditions is not thereby chosen', naming(arnOf('new'), { conditions: [condition] }), []],
    ['and leaves out is not chosen', naming(arnOf('new'), { notResources: ['arn:aws:rds:*'] }), []],
    [
      'of a type that is opted out is taken all the same',
      { ...naming(arnOf('new')), settings: off('RDS') },
      ['unprotected new'],
    ],
    ['of a type whose ARN says nothing of its opt-out is not', { ...naming(cluster), settings: off('Aurora') }, []],
    [
      'whose ARN another type shares, opted in, is',
      { ...naming(cluster), settings: off('EBS') },
      ['unprotected orders'],
    ],
  ])('%s', (_, estate, lines) => {
    expect(linesOf(estate).filter((line) => !line.startsWith('plan-missed'))).toEqual(lines);
  });

  test('has been told since the first run that was to take it, however long ago', () => {
    const estate = naming(arnOf('new'), { createdAt: noon - 50 * day });
    const [item] = attentionOf(estate).items.filter(({ kind }) => kind === 'unprotected');
    expect(item).toMatchObject({ severity: 'critical', since: five - 49 * day });
  });
});

describe('a lock in its grace time', () => {
  const locked = vault('main', { locked: true, lockDate: noon + 10 * day, createdAt: noon - 300 * day });
  const since = (more: Estate) => attentionOf({ vaults: [locked], ...more }).items.map(({ since: at }) => at);

  test('is told since it was put there, and never since the vault was made', () => {
    const put = audit('PutBackupVaultLockConfiguration', {
      risk: 'none',
      at: noon - 5 * day,
      touched: { vaultName: 'main' },
    });
    expect(since({ audits: [put] })).toEqual([noon - 5 * day]);
    expect(since({ audits: [{ ...put, errorCode: 'AccessDenied' }] })).toEqual([noon]);
    expect(since({ vaults: [{ ...locked, lockDate: noon + day }] })).toEqual([noon - 2 * day]);
  });
});

describe('rules that overlap', () => {
  const monthly = rule({
    id: 'monthly',
    name: 'Monthly',
    schedule: 'cron(0 9 15 * ? *)',
    deleteAfterDays: 365,
    startWindowMs: 8 * hour,
  });
  const daily = rule({ startWindowMs: 8 * hour });
  const others = nightly('other');
  const missedDaily = [...nightly('shop').slice(1), ...others];

  test('in one plan run once, though the last run of the longer one is not listed any more', () => {
    const at = five + 90 * minute;
    const backups = [...nightly('shop').slice(1), ...others.slice(1)];
    expect(linesOf({ rules: [daily, monthly], backups, at }, undefined, at + minute)).toEqual([]);
  });

  test('in two plans run both', () => {
    const elsewhere = {
      ...monthly,
      planId: 'archive',
      planName: 'archive',
      schedule: 'cron(0 5 15 * ? *)',
      planLastRunAt: five,
    };
    const ofArchive = ['shop', 'other'].map((name) =>
      job(name, five, { id: `${name}-m`, createdBy: createdBy(elsewhere) }),
    );
    const at = five + 9 * hour;
    const estate = { rules: [daily, elsewhere], selections: [selection(), selection({ planId: 'archive' })] };
    expect(textsOf({ ...estate, backups: [...missedDaily, ...ofArchive], at }, undefined, at)).toEqual([
      'shop: no job for the run of 15 Jan 05:00Z (plan prod)',
    ]);
  });
});

describe('a job that was in the way', () => {
  const weekly = rule({ id: 'weekly', name: 'Weekly', schedule: 'cron(0 5 ? * THU *)', deleteAfterDays: 90 });
  const short = rule({ id: 'short', name: 'Short', schedule: 'cron(0 23 ? * * *)', deleteAfterDays: 7 });
  const blocked = (of: PlanRule): Job => ({
    ...expired('shop', five),
    createdBy: createdBy(of),
    message: 'Backup job failed because there was a running job for the same resource.',
  });
  const done = (of: PlanRule) =>
    job('shop', five - 6 * hour, { createdBy: createdBy(of), completedAt: five + 4 * hour });
  const rules = [weekly, short];

  test('makes up for the run only if what it leaves is kept as long', () => {
    const lines = (failed: PlanRule, made: PlanRule) =>
      linesOf({ rules, backups: [blocked(failed), done(made)] }).filter((line) => line.startsWith('failed-run'));
    expect(lines(weekly, short)).toEqual(['failed-run shop']);
    expect(lines(short, weekly)).toEqual([]);
  });
});

test('what may have run before the listed days is not read as absent', () => {
  const monthly = rule({ id: 'monthly', name: 'Monthly', schedule: 'cron(0 5 1 * ? *)', deleteAfterDays: 20 });
  const now = Date.UTC(2026, 0, 31, 12);
  const named = [selection({ resources: [arnOf('shop')], tags: [] })];
  const estate: Estate = {
    rules: [{ ...monthly, planLastRunAt: Date.UTC(2026, 0, 1, 5) }],
    selections: named,
    at: now - minute,
  };
  const resources = [listed('shop', { lastBackupAt: Date.UTC(2026, 0, 1, 5) })];
  expect(linesOf({ ...estate, resources }, undefined, now)).toEqual([]);
});
