// The time at which the result of each rule changes without any new fact.
import { expect, test } from 'vitest';
import { evaluateScope } from '../../../src/domain/attention/evaluate-scope.ts';
import { createScheduleBook } from '../../../src/domain/attention/runs/schedule-book.ts';
import { type AttentionSettings, noSettings } from '../../../src/domain/attention/settings.ts';
import { vaultsOf } from '../../support/compute-attention.ts';
import {
  arnOf,
  day,
  type Estate,
  factsOf,
  failed,
  five,
  hour,
  job,
  listed,
  minute,
  nightly,
  noon,
  point,
  restoreTest,
  rule,
  running,
  selection,
  testingPlan,
  vault,
  vaultArn,
} from './facts-of.ts';

const rules = [] as const;
const backups = nightly('shop');
const before = nightly('shop').slice(1);
const other = nightly('other');
const { createdBy: _, ...byHand } = failed('shop', noon);
const dr = vaultArn('dr', 'eu-central-1');
const copying = [rule({ copies: [{ vaultArn: dr, deleteAfterDays: 35 }] })];
const copy = (at: number, more: Parameters<typeof job>[2] = {}) =>
  job('shop', at, { kind: 'copy', id: `copy ${at}`, vaultArn: dr, ...more });
const locked = (lockDate: number) => ({ rules, vaults: [vault('main', { locked: true, lockDate })] });
const every = (objective: AttentionSettings['objectives'][number]) => ({ objectives: [objective], mutes: [] });
const restored = restoreTest('shop', noon - 2 * day);

interface Case {
  readonly what: string;
  readonly estate: Estate;
  /** Epoch ms of the evaluation. */
  readonly now: number;
  readonly changesAt: number;
  readonly settings?: AttentionSettings;
  /** What changes is which findings are muted. */
  readonly isMute?: true;
}

const cases: readonly Case[] = [
  {
    what: 'a job takes three times as long as others',
    estate: { rules, backups: [running('shop', five), ...before] },
    now: five + 20 * minute,
    changesAt: five + hour + 1,
  },
  {
    what: 'a failed backup by hand is of three days ago',
    estate: { rules, backups: [{ ...byHand, completedAt: noon - 2.5 * day }] },
    now: noon,
    changesAt: noon + day / 2 + 1,
  },
  {
    what: 'a failed copy by hand is of three days ago',
    estate: { rules, copies: [copy(noon - 2.5 * day, { state: 'FAILED', completedAt: noon - 2.5 * day })] },
    now: noon,
    changesAt: noon + day / 2 + 1,
  },
  {
    what: 'a failed restore by hand is of yesterday',
    estate: { rules, restores: [{ ...byHand, kind: 'restore', completedAt: noon - hour }] },
    now: noon,
    changesAt: noon + 23 * hour + 1,
  },
  { what: 'a lock is final', estate: locked(noon + hour), now: noon, changesAt: noon + hour },
  {
    what: 'a lock is final soon',
    estate: locked(noon + 3 * day + hour),
    now: noon,
    // In the first millisecond that is less than three days before it; a day less is left already at three days.
    changesAt: noon + hour,
  },
  {
    what: 'a lock has whole days less to go',
    estate: locked(noon + 5 * day + 2 * hour),
    now: noon,
    changesAt: noon + 2 * hour,
  },
  {
    what: 'the next run is another one',
    estate: {
      rules: [rule({ preview: [noon + hour, noon + 2 * hour], versionAt: noon - hour })],
      selections: [selection({ resources: [arnOf('new')], createdAt: noon - hour })],
    },
    now: noon,
    changesAt: noon + hour + 1,
  },
  {
    what: 'the start window of a restore test is over',
    estate: { rules, testingPlans: [testingPlan({ lastRunAt: five - day })] },
    now: five + minute,
    changesAt: five + 2 * hour + 1,
  },
  {
    what: 'a restore test ran and restored nothing',
    estate: { rules, testingPlans: [testingPlan({ lastRunAt: five, startWindowHours: 0 })] },
    now: five + minute,
    changesAt: five + hour + 1,
  },
  {
    what: 'a point is older than its objective',
    estate: { backups, points: [point('shop', five)] },
    settings: every({ everyMs: 20 * hour }),
    now: noon,
    changesAt: five + 20 * hour + 1,
  },
  {
    what: 'a point is twice as old as its objective',
    estate: { backups, points: [point('shop', five)] },
    settings: every({ everyMs: 5 * hour }),
    now: noon,
    changesAt: five + 10 * hour + 1,
  },
  {
    what: 'a proven restore is older than its objective',
    estate: { rules, backups, restores: [{ ...restored, completedAt: noon - 2 * day }] },
    settings: every({ restoreEveryMs: 2 * day + hour }),
    now: noon,
    changesAt: noon + hour + 1,
  },
  {
    what: 'a run is late',
    estate: { backups: [...before, ...other] },
    now: five + minute,
    changesAt: five + 15 * minute,
  },
  {
    what: 'a late run is missed',
    estate: { backups: [...before, ...other] },
    now: five + hour,
    changesAt: five + 2 * hour + 1,
  },
  {
    what: 'a plan has missed its run',
    estate: { rules: [rule({ planLastRunAt: five - day })], backups: before },
    now: five + 20 * minute,
    changesAt: five + hour,
  },
  {
    what: 'a copy is missing',
    estate: { rules: copying, backups },
    now: five + hour,
    changesAt: five + 30 * minute + 2 * hour + 1,
  },
  {
    what: 'AWS lists the jobs of the first missed run no longer',
    estate: {
      rules: [rule({ schedule: 'cron(0 5 ? * THU *)' })],
      selections: [selection({ resources: [arnOf('shop')] })],
      resources: [listed('shop')],
    },
    now: noon + day,
    changesAt: five - 28 * day + 30 * day,
  },
  {
    what: 'a job whose point is not listed is no news any more',
    estate: { rules, backups: [job('shop', noon - 30 * minute)], points: [point('shop', noon - 2 * day)] },
    settings: every({ everyMs: 20 * hour }),
    now: noon,
    changesAt: noon + 5 * minute,
  },
  {
    what: 'a mute is over',
    estate: { rules, backups: [{ ...byHand, completedAt: noon - hour }] },
    settings: { objectives: [], mutes: [{ name: 'shop', until: noon + minute }] },
    now: noon,
    changesAt: noon + minute,
    isMute: true,
  },
];

/** All lists are requested at the time of the evaluation. */
function evaluate({ estate, settings = noSettings }: Case, now: number) {
  const facts = factsOf({ ...estate, at: now });
  return evaluateScope(facts, { vaults: vaultsOf([facts]), settings, now, book: createScheduleBook() });
}

test.each(cases)('$what', (one) => {
  const { findings, holdsUntil } = evaluate(one, one.now);
  expect(holdsUntil - one.changesAt).toBe(0);
  expect(evaluate(one, one.changesAt - 1).findings).toEqual(findings);
  if (!one.isMute) expect(evaluate(one, one.changesAt).findings).not.toEqual(findings);
});

test('an answer that is older than the time that matters is looked at again after as long as it is old', () => {
  const facts = factsOf({ backups: [...before, ...other], at: five });
  const untilOf = (now: number) =>
    evaluateScope(facts, { vaults: new Map(), settings: noSettings, now, book: createScheduleBook() }).holdsUntil - now;
  expect(untilOf(five + 15 * minute)).toBe(15 * minute);
  expect(untilOf(five + hour)).toBe(hour);
});
