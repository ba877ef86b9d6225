// After a change of one resource, what an earlier evaluation found of others is found again only where it follows from
// the change, or from the time that passed.
import { expect, test } from 'vitest';
import { type EvaluationContext, evaluateScope } from '../../../src/domain/attention/evaluate-scope.ts';
import { createScheduleBook } from '../../../src/domain/attention/runs/schedule-book.ts';
import { noSettings } from '../../../src/domain/attention/settings.ts';
import { type CoverageEstate, coverageFacts } from '../coverage/coverage-of.ts';
import { inventoried } from '../coverage/inventory-rows.ts';
import {
  arnOf,
  createdBy,
  day,
  five,
  hour,
  job,
  listed,
  minute,
  nightly,
  noon,
  point,
  rule,
  selection,
} from './facts-of.ts';

interface Case {
  readonly what: string;
  readonly before: CoverageEstate;
  readonly after: CoverageEstate;
  /** The resources whose rows differ. */
  readonly changed: readonly string[];
  /** Epoch ms of both evaluations; the second is at noon if absent. */
  readonly from?: number;
  readonly to?: number;
}

const today = (name: string) => nightly(name);
const yesterday = (name: string) => nightly(name).slice(1);
const byName = (name: string, tags: Readonly<Record<string, string>> = {}) => inventoried(name, { tags });
const inStack = inventoried('disk', { containers: [{ relation: 'stack', arn: arnOf('stack') }] });
const daily = { backup: 'daily' };
const second = rule({ id: 'second', planId: 'other', planName: 'other', planLastRunAt: five - day });
const ofSecond = (name: string, ago: number) =>
  job(name, five - ago * day, { id: `second ${name} ${ago}`, createdBy: createdBy(second) });
const hourly = rule({ id: 'hourly', schedule: 'cron(0 * ? * * *)', versionAt: noon - day });
const ofHourly = (at: number) => job('shop', at, { createdBy: createdBy(hourly) });
const named = selection({ id: 'named', planId: 'other', resources: [arnOf('till')], tags: [] });

const cases: readonly Case[] = [
  {
    what: 'others ran: the resource without a job is alone',
    before: { backups: [...yesterday('shop'), ...yesterday('till')] },
    after: { backups: [...today('shop'), ...yesterday('till')] },
    changed: ['shop'],
    from: five + 20 * minute,
    to: five + 20 * minute,
  },
  {
    what: 'a plan that had missed its run ran',
    before: { rules: [second], selections: [named], backups: [ofSecond('shop', 1), ofSecond('till', 1)] },
    after: {
      rules: [second],
      selections: [named],
      backups: [ofSecond('shop', 0), ofSecond('shop', 1), ofSecond('till', 1)],
    },
    changed: ['shop'],
  },
  {
    what: 'the next run came and made no job',
    before: { backups: [...today('shop'), ...today('till')], at: noon },
    after: { backups: [...today('shop'), ...today('till')], at: five + day + hour },
    changed: [],
    to: five + day + hour,
  },
  {
    what: 'the next run of an hourly rule is late, long before its recovery point is too old',
    before: { rules: [hourly], backups: [ofHourly(noon)], at: noon + 5 * minute },
    after: { rules: [hourly], backups: [ofHourly(noon)], at: noon + 79 * minute },
    changed: [],
    from: noon + 5 * minute,
    to: noon + 80 * minute,
  },
  {
    what: 'all that was known of a resource is gone',
    before: { backups: [...yesterday('shop'), ...today('till')] },
    after: { backups: today('till') },
    changed: ['shop'],
  },
  {
    what: 'a stack is selected: what it contains is covered',
    before: { inventory: [byName('stack'), inStack] },
    after: { inventory: [byName('stack', daily), inStack] },
    changed: ['stack'],
  },
  {
    what: 'a resource in no plan is backed up on demand',
    before: { inventory: [byName('shop'), byName('till')] },
    after: { inventory: [byName('shop'), byName('till')], points: [point('shop', noon - hour)] },
    changed: ['shop'],
  },
  {
    what: 'a resource leaves the inventory',
    before: { inventory: [byName('shop'), byName('till')] },
    after: { inventory: [byName('till')] },
    changed: ['shop'],
  },
  {
    what: 'the last copy of a resource in no plan will soon be deleted',
    before: { inventory: [byName('shop')], points: [point('shop', noon - hour)] },
    after: { inventory: [byName('shop')], points: [point('shop', noon - hour, { deleteAt: noon + day })] },
    changed: ['shop'],
  },
  {
    what: 'the resource that a selection names is backed up',
    before: { rules: [second], selections: [named] },
    after: { rules: [second], selections: [named], backups: [ofSecond('till', 0)], resources: [listed('till')] },
    changed: ['till'],
  },
];

const byText = (values: readonly unknown[]) => values.map((value) => JSON.stringify(value)).toSorted();

test.each(cases)('$what', ({ before, after, changed, from = noon, to = noon }) => {
  const contextAt = (now: number): EvaluationContext => ({
    vaults: new Map(),
    settings: { ...noSettings, coverage: true },
    now,
    book: createScheduleBook(),
  });
  const first = evaluateScope(coverageFacts(before), contextAt(from));
  const { scope } = first.view.facts;
  const facts = { ...coverageFacts(after), scope };
  const earlier = { evaluation: first, changed: new Set(changed.map(arnOf)) };
  const part = evaluateScope(facts, contextAt(to), earlier);
  const whole = evaluateScope(facts, contextAt(to));
  expect(byText(part.findings)).toEqual(byText(whole.findings));
  expect(byText(part.coverage.value().rows)).toEqual(byText(whole.coverage.value().rows));
  expect(byText([...part.findings, ...part.coverage.value().rows])).not.toEqual(
    byText([...first.findings, ...first.coverage.value().rows]),
  );
});

test('what nothing changed keeps its very results', () => {
  const context = {
    vaults: new Map(),
    settings: { ...noSettings, coverage: true },
    now: noon,
    book: createScheduleBook(),
  };
  const estate = { backups: [...today('shop'), ...yesterday('till')], inventory: [byName('shop'), byName('till')] };
  const first = evaluateScope(coverageFacts(estate), context);
  const { ofResources, coverage } = evaluateScope(coverageFacts(estate), context, {
    evaluation: first,
    changed: new Set([arnOf('shop')]),
  });
  expect(ofResources.get(arnOf('till'))).toBe(first.ofResources.get(arnOf('till')));
  expect(ofResources.get(arnOf('shop'))).not.toBe(first.ofResources.get(arnOf('shop')));
  const rowOf = (name: string) => coverage.value().ofResources.get(arnOf(name))?.result;
  expect(rowOf('till')).toBe(first.coverage.value().ofResources.get(arnOf('till'))?.result);
  expect(rowOf('shop')).not.toBe(first.coverage.value().ofResources.get(arnOf('shop'))?.result);
});
