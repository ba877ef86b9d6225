// Waves of trouble over many accounts: each is one line, and no finding is lost in it.
import { expect, test } from 'vitest';
import { noSettings } from '../../../src/domain/attention/settings.ts';
import { plantedWaves } from '../../../src/emulator/estate/generated/planted-waves.ts';
import { computeAttention } from '../../support/compute-attention.ts';
import { estateFacts } from '../../support/estate-facts.ts';
import { caseCount } from '../../support/matrix.ts';
import { mediumRegions, noon } from '../../support/simulation.ts';
import { findingsIn } from './facts-of.ts';

const { brokenRole, newAccounts, deletions } = plantedWaves;
/** The first accounts of each wave, and some outside of it. */
const most = caseCount(2, 12);
const accounts = [
  ...[brokenRole, newAccounts, deletions].flatMap(({ accounts: [first, end] }) =>
    Array.from({ length: Math.min(most, end - first) }, (_, index) => first + index),
  ),
  0,
  149,
];
const regions = caseCount(2, mediumRegions.length) === 2 ? ['us-east-1', 'ap-southeast-2'] : mediumRegions;

test('one role, new accounts, an outage and one actor are one line each, with all that they strike', async () => {
  const facts = await estateFacts({ estate: 'waves', now: noon, accounts, regions });
  const findings = facts.flatMap((one) => findingsIn(one, noSettings, { now: noon, all: facts }));
  const { items } = computeAttention(facts, noSettings, noon);
  expect(items.length).toBeLessThanOrEqual(12);
  expect(items.reduce((sum, { members }) => sum + (members?.length ?? 1), 0)).toBe(findings.length);
  const lineWith = (words: RegExp) => items.filter(({ text }) => words.test(text));
  for (const [words, struck] of [
    [/AWS Backup cannot assume the role/, most],
    [/match no resource/, most],
    [/an internal error of AWS/, accounts.length - most - most],
    [/^carol \(DatabaseAdmin\) deleted recovery point \(\d+ times\)/, Math.min(most, 6)],
  ] as const) {
    const lines = lineWith(words);
    expect(lines.length, `${words}`).toBe(1);
    expect(lines[0]?.accounts?.length, `${words}`).toBe(struck);
  }
  for (const { members, severity } of items) {
    const known = members ?? [];
    expect(known.every((member) => severity === 'critical' || member.severity !== 'critical')).toBe(true);
  }
}, 600_000);
