// Findings of one cause over account-Regions: one line that contains all of them, in whatever order they came.
import { expect, test } from 'vitest';
import type { Finding } from '../../../src/domain/attention/findings/finding.ts';
import { lineRowsOfAll } from '../../../src/domain/attention/findings/finding-groups.ts';
import { findingRows, type LineRow, lineRows, linesOfRows } from '../../../src/domain/attention/findings/line-row.ts';
import type { Severity } from '../../../src/domain/attention/findings/severity.ts';
import type { Mute } from '../../../src/domain/attention/settings.ts';
import { seededRandom } from '../../support/matrix.ts';
import { noon } from './facts-of.ts';

const hour = 3_600_000;
const scopeOf = (account: number, region = 'eu-west-1') => ({
  accountId: String(111_100_000_000 + account),
  region,
  connection: `role-${account}`,
});
type Place = ReturnType<typeof scopeOf>;

interface Made {
  readonly name: string;
  readonly causeKey?: string;
  readonly severity?: Severity;
  readonly overdue?: boolean;
  readonly since?: number;
}

/** A last run that failed; where it is overdue, its point is too old by now. */
function failed(
  scope: Place,
  { name, causeKey, severity = 'warning', overdue = false, since = noon - hour }: Made,
): Finding {
  const resourceArn = `arn:aws:rds:${scope.region}:${scope.accountId}:db:${name}`;
  const run = {
    state: 'failed' as const,
    ruleName: 'Daily',
    planName: 'prod',
    end: {
      kind: 'backup' as const,
      state: 'FAILED',
      roleArn: `arn:aws:iam::${scope.accountId}:role/Backup`,
    },
    ...(causeKey === undefined ? {} : { causeKey }),
  };
  return {
    id: `${scope.connection}/${scope.accountId}/${scope.region}/backup/${resourceArn}`,
    scope,
    severity,
    subject: name,
    since,
    resourceArn,
    resourceType: 'RDS',
    run,
    evidence: { list: 'backup-jobs', params: { id: name }, scope },
    ...(overdue ? { kind: 'point-age', everyMs: 24 * hour } : { kind: 'failed-run' }),
  };
}

const rowsAt = (findings: readonly Finding[], mutes: readonly Mute[] = []): LineRow[] =>
  [...Map.groupBy(findings, ({ scope }) => scope)].flatMap(([scope, own]) =>
    lineRows(own, scope, { mutes, now: noon }),
  );
const linesAt = (findings: readonly Finding[], mutes?: readonly Mute[]) =>
  linesOfRows(
    lineRowsOfAll(rowsAt(findings, mutes)).filter(({ muted }) => !muted),
    noon,
  );

const trust = 'denied/role Backup/trust';

test('one broken role in forty accounts is one line: how many, where, since when, and how many are as bad as the worst', () => {
  const findings = Array.from({ length: 40 }, (_, index) =>
    failed(scopeOf(index, index % 2 ? 'eu-west-1' : 'us-east-1'), {
      name: `db-${index}`,
      causeKey: trust,
      overdue: index < 3,
      since: noon - index * hour,
      severity: index === 2 ? 'critical' : 'warning',
    }),
  );
  const lines = linesAt(findings);
  expect(lines.map(({ text }) => text)).toEqual([
    expect.stringMatching(
      /^the last runs of 40 resources ended FAILED: .*; 3 past their RPO objective; in 40 accounts and 2 Regions; 1 of 40 findings is critical \(db-2, .* and 37 others\)$/,
    ),
  ]);
  expect(lines[0]).toMatchObject({
    severity: 'critical',
    count: 40,
    since: noon - 39 * hour,
    kind: 'point-age',
  });
  expect(lines[0]?.scope).toEqual(findings[2]?.scope);
  expect([lines[0]?.accounts?.length, lines[0]?.regions]).toEqual([40, ['eu-west-1', 'us-east-1']]);
});

test('in one account-Region a few stand for themselves, in two they are one line', () => {
  const [here, there] = [scopeOf(1), scopeOf(2)];
  const three = ['a', 'b', 'c'].map((name) => failed(here, { name, causeKey: trust }));
  expect(linesAt(three)).toHaveLength(3);
  expect(linesAt([...three, failed(here, { name: 'd', causeKey: trust })])).toHaveLength(1);
  expect(linesAt([...three.slice(2), failed(there, { name: 'd', causeKey: trust })])).toHaveLength(1);
  expect(linesAt(three.map((one, index) => failed(index ? here : there, { name: one.subject })))).toHaveLength(3);
});

test('a muted finding is in no group, and makes none', () => {
  const findings = [1, 2, 3].map((account) => failed(scopeOf(account), { name: `db-${account}`, causeKey: trust }));
  const [line] = linesAt(findings, [{ name: 'db-3' }]);
  expect([line?.count, line?.accounts?.length]).toEqual([2, 2]);
  expect(linesAt(findings, [{ name: 'db-3' }, { name: 'db-2' }]).map(({ members }) => members)).toEqual([undefined]);
});

test('the line is the same one as its members come and go', () => {
  const findings = [1, 2, 3].map((account) => failed(scopeOf(account), { name: `db-${account}`, causeKey: trust }));
  const ids = [findings, findings.slice(1), findings.toReversed()].map((all) => linesAt(all)[0]?.id);
  expect(new Set(ids).size).toBe(1);
});

test('an actor in the vaults of several accounts is one line', () => {
  const deleted = (account: number): Finding => {
    const scope = scopeOf(account);
    return {
      id: `${scope.connection}/${scope.accountId}/${scope.region}/audit/mallory`,
      kind: 'audit',
      scope,
      severity: 'critical',
      subject: 'Admin/mallory',
      since: noon - hour,
      event: 'DeleteRecoveryPoint',
      count: 5,
      targets: { first: [], count: 0 },
      vaults: { first: ['prod'], count: 1 },
      evidence: { list: 'audits', params: {}, scope },
    };
  };
  const lines = linesAt(Array.from({ length: 12 }, (_, account) => deleted(account)));
  expect(lines.map(({ text }) => text)).toEqual(['mallory (Admin) deleted recovery point (60 times); in 12 accounts']);
});

test('members of all groups and the others are the findings, and groups are the same in whichever steps they are made', () => {
  const random = seededRandom(7);
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item;
  for (let round = 0; round < 50; round += 1) {
    const scopes = Array.from({ length: 1 + Math.floor(random() * 6) }, (_, index) => scopeOf(index));
    const findings = Array.from({ length: Math.floor(random() * 40) }, (_, index) => {
      const causeKey = pick([trust, 'limit', 'key', undefined]);
      const severity = pick(['critical', 'warning'] as const);
      return failed(pick(scopes), {
        name: `db-${index}`,
        severity,
        overdue: random() < 0.3,
        since: noon - index * hour,
        ...(causeKey === undefined ? {} : { causeKey }),
      });
    });
    const mutes = [{ name: 'db-1*' }];
    const single = [...Map.groupBy(findings, ({ scope }) => scope)].flatMap(([scope, own]) =>
      findingRows(own, scope, { mutes, now: noon }),
    );
    const lines = lineRowsOfAll(rowsAt(findings, mutes));
    const byId = (rows: readonly LineRow[]) => rows.toSorted((one, other) => (one.id < other.id ? -1 : 1));
    const once = lineRowsOfAll(single);
    expect(byId(lines).map(withSortedMembers)).toEqual(byId(once).map(withSortedMembers));
    expect(lineRowsOfAll(once)).toEqual(once);
    expectAll(lines, single);
  }
});

/** Which names come first may differ. */
function withSortedMembers({ group, ...row }: LineRow) {
  if (!group) return row;
  const members = group.members.toSorted((one, other) => (one.key < other.key ? -1 : 1));
  return { ...row, subject: '', group: { ...group, names: [], members } };
}

/** Each finding is in one line, and no line is milder than what is in it. */
function expectAll(lines: readonly LineRow[], findings: readonly LineRow[]): void {
  const alone = lines.filter(({ group }) => !group);
  const groups = lines.filter(({ group }) => group);
  expect(alone.length + groups.reduce((sum, { group }) => sum + (group?.members.length ?? 0), 0)).toBe(findings.length);
  for (const { cause, group, severity, since } of groups) {
    const own = findings.filter((finding) => finding.cause === cause);
    expect([group?.size, group?.members.length]).toEqual([own.length, own.length]);
    expect(severity).toBe(own.some((finding) => finding.severity === 'critical') ? 'critical' : 'warning');
    expect(since).toBe(Math.min(...own.map((finding) => finding.since ?? noon)));
  }
}
