// Of what a reader is notified, look by look.
import { expect, test } from 'vitest';
import { type AlertMemory, emptyMemory } from '../../../src/domain/alerts/alert-memory.ts';
import {
  type AlertInput,
  type AlertRules,
  evaluateAlerts,
  growthWords,
  withoutNotified,
} from '../../../src/domain/alerts/evaluate-alerts.ts';
import type { AttentionLine } from '../../../src/domain/attention/findings/attention-line.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const start = Date.UTC(2026, 0, 15, 12);

const place = '111122223333/eu-west-1';
const scope = { accountId: '111122223333', region: 'eu-west-1', connection: 'prod' };

const finding = (subject: string, more: Partial<AttentionLine> = {}): AttentionLine => ({
  id: `prod/${place}/backup/${subject}`,
  kind: 'failed-run',
  severity: 'warning',
  scope,
  subject,
  text: `${subject}: last run FAILED`,
  since: start,
  evidence: { list: 'backup-jobs', params: {}, scope },
  ...more,
});

const memberOf = (subject: string, severity: AttentionLine['severity'] = 'warning') => ({
  key: `failed-run|111122223333|eu-west-1|backup/${subject}|`,
  severity,
});
const groupOf = (subjects: readonly string[], more: Partial<AttentionLine> = {}): AttentionLine =>
  finding('many', {
    id: `many/prod/${place}/failed-run/failed FAILED access`,
    cause: 'failed FAILED access',
    count: subjects.length,
    members: subjects.map((subject) => memberOf(subject)),
    ...more,
  });
const names = (count: number): string[] => Array.from({ length: count }, (_, index) => `db-${index}`);

/** A reader who is notified of all that the evaluation gives. */
function reader(rules: Partial<AlertRules> = {}, known: AlertMemory = { ...emptyMemory, places: new Set([place]) }) {
  let memory = known;
  let now = start;
  const look = (items: readonly AttentionLine[], more: Partial<AlertInput> = {}) => {
    const found = { items, now, places: [place], isKnown: (of: string) => of === place, ...more };
    return evaluateAlerts(memory, found, { from: 'warning', skipsFirst: true, ...rules });
  };
  return {
    sees(items: readonly AttentionLine[], more: Partial<AlertInput> = {}): string[] {
      const evaluation = look(items, more);
      ({ memory } = evaluation);
      return evaluation.alerts.map(({ item, reason }) => `${reason} ${item.subject}`);
    },
    misses(items: readonly AttentionLine[]): string[] {
      const evaluation = look(items);
      memory = withoutNotified(memory, evaluation);
      return evaluation.alerts.map(({ item, reason }) => `${reason} ${item.subject}`);
    },
    after(ms: number) {
      now += ms;
    },
    memory: () => memory,
  };
}

test('what stands at the first look at a place is known, what comes later is new, and nothing is told twice', () => {
  const { sees } = reader({}, emptyMemory);
  expect(sees([finding('old')])).toEqual([]);
  expect(sees([finding('old'), finding('shop')])).toEqual(['new shop']);
  expect(sees([finding('old'), finding('shop')])).toEqual([]);
});

test('a reader that prints what is new takes the first look as new', () => {
  expect(reader({ skipsFirst: false }, emptyMemory).sees([finding('old')])).toEqual(['new old']);
});

test('what arose while nobody looked is new, for the memory outlives the program', () => {
  const before = reader();
  before.sees([finding('old')]);
  const later = reader({}, before.memory());
  later.after(3 * day);
  expect(later.sees([finding('old'), finding('shop')])).toEqual(['new shop']);
});

test('a memory that cannot be read leaves nothing untold', () => {
  expect(reader({}, { ...emptyMemory, isLost: true }).sees([finding('old')])).toEqual(['new old']);
});

test('a finding that rises to the severity that notifies is told', () => {
  const { sees } = reader({ from: 'critical' });
  expect(sees([finding('shop')])).toEqual([]);
  expect(sees([finding('shop', { severity: 'critical' })])).toEqual(['risen shop']);
  expect(sees([finding('shop', { severity: 'critical' })])).toEqual([]);
});

test('a severity that falls for a moment and rises again is no news; after half an hour it is', () => {
  const { sees, after } = reader();
  sees([finding('shop', { severity: 'critical' })]);
  after(minute);
  expect(sees([finding('shop')])).toEqual([]);
  after(minute);
  expect(sees([finding('shop', { severity: 'critical' })])).toEqual([]);
  after(minute);
  sees([finding('shop')]);
  after(31 * minute);
  sees([finding('shop')]);
  expect(sees([finding('shop', { severity: 'critical' })])).toEqual(['risen shop']);
});

test('a look once an hour does not take what stands for risen', () => {
  const { sees, after } = reader();
  sees([finding('shop', { severity: 'critical', count: 3 })]);
  for (let look = 0; look < 20; look += 1) {
    after(hour);
    expect(sees([finding('shop', { severity: 'critical', count: 3 })])).toEqual([]);
  }
});

test('a line that grows is told as it doubles, and of less once a day', () => {
  const { sees, after } = reader();
  const deletions = (count: number) => finding('mallory', { kind: 'audit', severity: 'critical', count });
  const told = Array.from({ length: 41 }, (_, index) => index + 1).filter(
    (count) => sees([deletions(count)]).length > 0,
  );
  expect(told).toEqual([1, 2, 4, 8, 16, 32]);
  after(day - minute);
  expect(sees([deletions(42)])).toEqual([]);
  after(minute);
  expect(sees([deletions(42)])).toEqual(['grown mallory']);
  after(2 * day);
  expect(sees([deletions(42)])).toEqual([]);
});

test('a group of four that grows to ten is told once', () => {
  const { sees } = reader();
  expect(sees([groupOf(names(4))])).toEqual(['new many']);
  expect(sees([groupOf(names(10))])).toEqual(['grown many']);
  expect(sees([groupOf(names(10))])).toEqual([]);
});

test('known findings that form a group, or leave one, are no news; a new one among them is', () => {
  const { sees } = reader();
  sees(names(4).map((name) => finding(name)));
  expect(sees([groupOf(names(4))])).toEqual([]);
  expect(sees(names(4).map((name) => finding(name)))).toEqual([]);
  const { sees: seesAnother } = reader();
  seesAnother(names(3).map((name) => finding(name)));
  expect(seesAnother([groupOf(names(4))])).toEqual(['grown many']);
  expect(seesAnother(names(4).map((name) => finding(name)))).toEqual([]);
});

test('a group of known findings is told where one of them is worse now', () => {
  const { sees } = reader();
  sees(names(4).map((name) => finding(name)));
  const worse = groupOf(names(4), {
    severity: 'critical',
    members: names(4).map((name) => memberOf(name, 'critical')),
  });
  expect(sees([worse])).toEqual(['risen many']);
  expect(sees([worse])).toEqual([]);
});

test('what goes and comes back soon is no news, later it is back', () => {
  const { sees, after } = reader();
  sees([finding('shop')]);
  sees([]);
  after(29 * minute);
  expect(sees([finding('shop')])).toEqual([]);
  sees([]);
  after(31 * minute);
  expect(sees([finding('shop')])).toEqual(['back shop']);
});

test('a finding is not away while AWS does not answer for its account and Region, or nobody watches them', () => {
  const { sees, after } = reader();
  sees([finding('shop')]);
  sees([], { isKnown: () => false });
  after(3 * day);
  expect(sees([finding('shop')])).toEqual([]);
  sees([], { places: [], isKnown: () => false });
  after(3 * day);
  expect(sees([finding('shop')])).toEqual([]);
});

test('the same finding through another profile, with other words and of another night is the same', () => {
  const { sees } = reader();
  sees([finding('shop')]);
  const other = { ...scope, connection: 'admin' };
  const again = { id: `admin/${place}/backup/shop`, scope: other, text: 'shop: other words', since: start + day };
  expect(sees([finding('shop', again)])).toEqual([]);
});

test('kind, account, Region, subject and rule make a finding another one', () => {
  const { sees } = reader({}, { ...emptyMemory, places: new Set([place, '444455556666/eu-west-1']) });
  sees([finding('shop', { rule: 'daily' })]);
  expect(sees([finding('shop', { rule: 'weekly' })])).toEqual(['new shop']);
  expect(sees([finding('shop', { rule: 'daily', kind: 'missed-run' })])).toEqual(['new shop']);
  const elsewhere = { ...scope, accountId: '444455556666' };
  const id = 'prod/444455556666/eu-west-1/backup/shop';
  expect(sees([finding('shop', { rule: 'daily', scope: elsewhere, id })])).toEqual(['new shop']);
});

test('a notification that failed has notified nobody: the same comes again, whatever its reason', () => {
  const { sees, misses } = reader();
  const four = [finding('shop'), groupOf(names(4))];
  expect(misses(four)).toEqual(['new shop', 'new many']);
  expect(misses(four)).toEqual(['new shop', 'new many']);
  expect(sees(four)).toEqual(['new shop', 'new many']);
  const worse = [finding('shop', { severity: 'critical' }), groupOf(names(8))];
  expect(misses(worse)).toEqual(['risen shop', 'grown many']);
  expect(sees(worse)).toEqual(['risen shop', 'grown many']);
  expect(sees(worse)).toEqual([]);
});

test('a digest comes once a day at its time, with all that stands, and again where it failed', () => {
  const { sees, misses, after } = reader({ digest: '07:00' });
  expect(sees([finding('shop'), finding('small', { severity: 'notice' })])).toEqual(['new shop']);
  after(18 * hour);
  expect(sees([finding('shop')])).toEqual([]);
  after(hour);
  expect(misses([finding('shop'), finding('db')])).toEqual(['new db', 'digest shop']);
  expect(sees([finding('shop'), finding('db')])).toEqual(['new db', 'digest shop']);
  expect(sees([finding('shop'), finding('db')])).toEqual([]);
  after(day);
  expect(sees([finding('shop')])).toEqual(['digest shop']);
});

test('what has been away for a week, or was not seen for three months, is forgotten', () => {
  const { sees, after, memory } = reader();
  sees([finding('shop')]);
  sees([]);
  after(8 * day);
  sees([]);
  expect(memory().entries.size).toBe(0);
  sees([finding('db')]);
  after(91 * day);
  sees([], { isKnown: () => false });
  expect(memory().entries.size).toBe(0);
});

/** The same cause in each of these accounts, once. */
const spreadOver = (accounts: readonly number[], more: Partial<AttentionLine> = {}): AttentionLine => ({
  ...finding('many'),
  id: 'many/failed FAILED access',
  cause: 'failed FAILED access',
  count: accounts.length,
  members: accounts.map((account) => ({ key: `failed-run|${account}|eu-west-1|backup/db|`, severity: 'warning' })),
  ...more,
});
const everywhere = (count: number): Partial<AlertInput> => {
  const places = Array.from({ length: count }, (_, account) => `${account}/eu-west-1`);
  return { places, isKnown: (of) => places.includes(of) };
};
const accounts = (count: number): number[] => Array.from({ length: count }, (_, account) => account);

test('a cause that spreads to more accounts is one line that grows, once for each real growth', () => {
  const known = { ...emptyMemory, places: new Set(everywhere(40).places) };
  const { sees, after } = reader({}, known);
  expect(sees([spreadOver(accounts(3))], everywhere(40))).toEqual(['new many']);
  expect(sees([spreadOver(accounts(4))], everywhere(40))).toEqual([]);
  expect(sees([spreadOver(accounts(9))], everywhere(40))).toEqual(['grown many']);
  expect(sees([spreadOver(accounts(9))], everywhere(40))).toEqual([]);
  after(25 * hour);
  expect(sees([spreadOver(accounts(10))], everywhere(40))).toEqual(['grown many']);
});

test('a line that grew says from how many', () => {
  const known = { ...emptyMemory, places: new Set(everywhere(40).places) };
  const look = { now: start, ...everywhere(40) } as const;
  const rules: AlertRules = { from: 'warning', skipsFirst: true };
  const { memory } = evaluateAlerts(known, { ...look, items: [spreadOver(accounts(3))] } as AlertInput, rules);
  const later = evaluateAlerts(memory, { ...look, items: [spreadOver(accounts(9))] } as AlertInput, rules);
  expect(later.alerts.map(growthWords)).toEqual([', grew from 3 to 9']);
});

test('what other account-Regions add at their first evaluation is known, and is no growth afterwards', () => {
  const { sees } = reader({}, { ...emptyMemory, places: new Set(everywhere(3).places) });
  sees([spreadOver(accounts(3))], everywhere(3));
  expect(sees([spreadOver(accounts(30))], everywhere(30))).toEqual([]);
  expect(sees([spreadOver(accounts(30))], everywhere(30))).toEqual([]);
  expect(sees([spreadOver(accounts(60))], everywhere(60))).toEqual([]);
});

test('the memory of a program that grouped within account-Regions alone notifies nobody anew', () => {
  const places = everywhere(4);
  const entryOf = (place: string, count: number) => ({
    severity: 'warning' as const,
    severityAt: start,
    count,
    countAt: start,
    notifiedAt: start,
    seenAt: start,
    place,
  });
  const entries = new Map([
    ['failed-run|0|eu-west-1|group failed FAILED access|', entryOf('0/eu-west-1', 4)],
    ...accounts(4).map(
      (account) => [`failed-run|${account}|eu-west-1|backup/db|`, entryOf(`${account}/eu-west-1`, 1)] as const,
    ),
  ]);
  const { sees } = reader({}, { ...emptyMemory, entries, places: new Set(places.places) });
  expect(sees([spreadOver(accounts(4))], places)).toEqual([]);
  expect(sees([spreadOver(accounts(5))], everywhere(5))).toEqual([]);
});
