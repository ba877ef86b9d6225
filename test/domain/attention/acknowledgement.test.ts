// What a person has seen is not listed until it is more or worse.
import { expect, test } from 'vitest';
import {
  type Acknowledgement,
  acknowledgementOf,
  isListed,
  lapsedAcknowledgements,
  lineKey,
  withAcknowledged,
  withoutFindingsOf,
} from '../../../src/domain/attention/findings/acknowledgement.ts';
import type { Finding } from '../../../src/domain/attention/findings/finding.ts';
import { groupedRows, lineRowsOfAll } from '../../../src/domain/attention/findings/finding-groups.ts';
import { findingRows, type LineRow } from '../../../src/domain/attention/findings/line-row.ts';
import type { Severity } from '../../../src/domain/attention/findings/severity.ts';

const now = Date.UTC(2026, 0, 15, 12);
const scope = { accountId: '111122223333', region: 'eu-west-1', connection: 'dev' };

function forever(vault: string, count: number, severity: Severity = 'notice', connection = 'dev'): Finding {
  const place = { ...scope, connection };
  return {
    id: `${connection}/${scope.accountId}/${scope.region}/kept/${vault}`,
    kind: 'kept-forever',
    scope: place,
    severity,
    subject: vault,
    count,
    evidence: { list: 'recovery-points', params: { vaultName: vault }, scope: place },
  };
}

/** Jobs with the same cause: four and more are one line. */
const failed = (name: string, severity: Severity = 'warning'): Finding => ({
  id: `dev/${scope.accountId}/${scope.region}/backup/${name}`,
  kind: 'failed-run',
  scope,
  severity,
  subject: name,
  resourceArn: `arn:aws:rds:eu-west-1:111122223333:db:${name}`,
  run: {
    state: 'failed',
    ruleName: 'Daily',
    planName: 'prod',
    end: { kind: 'backup', state: 'FAILED', roleArn: 'arn:aws:iam::111122223333:role/Backup' },
    causeKey: 'broken role',
  },
  evidence: { list: 'backup-jobs', params: { id: name }, scope },
});

const rowsOf = (...findings: Finding[]): LineRow[] =>
  findingRows(findings, findings[0]?.scope ?? scope, { mutes: [], now });
const linesOf = (...findings: Finding[]): LineRow[] => lineRowsOfAll(rowsOf(...findings));
const seen = (...findings: Finding[]): Acknowledgement[] =>
  linesOf(...findings).map((row) => acknowledgementOf(row, now, 'ana'));
const listed = (known: Acknowledgement[], ...findings: Finding[]): string[] =>
  withAcknowledged(linesOf(...findings), known)
    .filter(isListed)
    .map(({ subject }) => subject);

const four = ['a', 'b', 'c', 'd'].map((name) => failed(name));

test.each<[string, Finding, string[]]>([
  ['the same', forever('prod', 3), []],
  ['fewer', forever('prod', 2), []],
  ['seen through another connection', forever('prod', 3, 'notice', 'admin'), []],
  ['more', forever('prod', 4), ['prod']],
  ['worse', forever('prod', 3, 'warning'), ['prod']],
  ['another subject', forever('test', 3), ['test']],
])('a finding: %s', (_, present, expected) => {
  expect(listed(seen(forever('prod', 3)), present)).toEqual(expected);
});

test.each<[string, Finding[], number]>([
  ['the same', four, 0],
  ['one less is no group any more', four.slice(1), 0],
  ['one more', [...four, failed('e')], 1],
  ['one instead of another', [...four.slice(1), failed('e')], 1],
  ['one is worse', [...four.slice(1), failed('a', 'critical')], 1],
  ['one is less bad', [...four.slice(1), failed('a', 'notice')], 0],
])('a group: %s', (_, present, expected) => {
  expect(listed(seen(...four), ...present)).toHaveLength(expected);
});

test('findings that were acknowledged one by one are acknowledged as a group', () => {
  const each = four.flatMap((finding) => seen(finding));
  expect(listed(each, ...four)).toEqual([]);
  expect(listed(each.slice(1), ...four)).toHaveLength(1);
});

test('of two acknowledgements of one finding, the one that covers more holds', () => {
  const [few, many] = [seen(forever('prod', 2)), seen(forever('prod', 5, 'warning'))];
  for (const known of [
    [...few, ...many],
    [...many, ...few],
  ]) {
    expect(listed(known, forever('prod', 5, 'warning'))).toEqual([]);
    expect(listed(known, forever('prod', 6))).toEqual(['prod']);
  }
});

test('a single finding is left out with its line: a group that has grown lists all of its members', () => {
  const left = (...findings: Finding[]) => {
    const rows = rowsOf(...findings);
    return withoutFindingsOf(rows, withAcknowledged(lineRowsOfAll(rows), seen(...four))).map(({ subject }) => subject);
  };
  expect(left(...four)).toEqual([]);
  expect(left(...four, failed('e'))).toEqual(['a', 'b', 'c', 'd', 'e']);
});

test('it tells who acknowledged what, and when', () => {
  const [one] = seen(forever('prod', 3));
  expect(one).toMatchObject({ by: 'ana', at: now, subject: 'prod', kind: 'kept-forever', severity: 'notice' });
  expect(one?.text).toContain('prod');
});

const placeWith = (rows: readonly LineRow[], answered = true, at = now + 1) => ({
  ...scope,
  at,
  keys: () => new Set(rows.map(lineKey)),
  isAnswered: () => answered,
});

test('a finding that is gone is no longer acknowledged; of a group the others are', () => {
  const names = ['a', 'b', 'c', 'd'];
  const all = rowsOf(...names.map((name) => failed(name)));
  const [group] = lineRowsOfAll(groupedRows(all).rows);
  if (!group) throw new Error('There is no group.');
  const acknowledged = [acknowledgementOf(group, now)];
  expect(lapsedAcknowledgements(acknowledged, placeWith(all))).toEqual({ changed: [], lifted: [] });
  const { changed, lifted } = lapsedAcknowledgements(acknowledged, placeWith(all.slice(1)));
  expect(lifted).toEqual([]);
  expect(changed.map(({ findings }) => findings.length)).toEqual([3]);
  expect(lapsedAcknowledgements(acknowledged, placeWith([])).lifted).toEqual([group && acknowledged[0]?.key]);
});

test.each([
  ['a list was refused', placeWith([], false)],
  ['the evaluation is older than the decision', placeWith([], true, now - 1)],
  ['it is of another Region', { ...placeWith([]), region: 'us-east-1' }],
])('it stays acknowledged where %s', (_, place) => {
  const [row] = rowsOf(forever('main', 2));
  if (!row) throw new Error('There is no finding.');
  expect(lapsedAcknowledgements([acknowledgementOf(row, now)], place)).toEqual({ changed: [], lifted: [] });
});
