// The members of a group out of the store, and its line out of the rows of its account-Regions.
import { expect, test } from 'vitest';
import type { LineRow } from '../../src/domain/attention/findings/line-row.ts';
import { resources } from '../../src/resources/index.ts';
import { openList } from '../support/listed.ts';
import { noon } from '../support/simulation.ts';

const scopes = Array.from({ length: 10 }, (_, index) => ({
  accountId: String(111_111_111_110 + index),
  region: 'eu-west-1',
  connection: 'one',
}));
const count = 2_000;
const broken = 'failed FAILED denied/role Backup/trust';

const finding = (index: number): LineRow => {
  const scope = scopes[index % scopes.length] ?? scopes[0];
  return {
    id: `backup/db-${index}`,
    kind: 'failed-run',
    scope,
    subject: `db-${index}`,
    since: noon - index,
    muted: false,
    severity: index === 1_500 ? 'critical' : 'warning',
    cause: index % 4 === 0 ? broken : `failed FAILED gone/${index}`,
    run: { state: 'failed', end: { kind: 'backup', state: 'FAILED' } },
    evidence: { list: 'backup-jobs', params: { id: `job-${index}` } },
  } as LineRow;
};
const findings = Array.from({ length: count }, (_, index) => finding(index));

test('a cause narrows the findings to the members of its group, the worst first', async () => {
  const { write, see } = openList({ resource: resources.findings, scopes, params: { cause: broken }, now: noon });
  write(findings);
  const { rows, keys, total } = await see();
  expect([keys.length, total]).toEqual([count / 4, count / 4]);
  expect([...rows].every(({ cause }) => cause === broken)).toBe(true);
  expect(rows.at(0).severity).toBe('critical');
});

test('its line is one, over all account-Regions, and only what is written anew changes it', async () => {
  const { write, look, rowOf } = openList({ resource: resources.attention, scopes, now: noon });
  write(findings.filter(({ cause }) => cause === broken));
  const { rows, keys } = look();
  expect(keys.length).toBe(1);
  expect(rows.at(0).group.size).toBe(count / 4);
  expect(rows.at(0).severity).toBe('critical');
  expect(rowOf(keys.at(0) ?? '')).toEqual(rows.at(0));
  write([finding(1)]);
  expect(look().keys.length).toBe(2);
  expect(look('db-1500').keys.length).toBe(1);
});
