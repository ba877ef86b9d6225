// Findings are data: over planted troubles and the three estates they survive being stored and sent, and hold no age.
import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { toLine } from '../../../src/domain/attention/attention-line.ts';
import type { ScopeFacts } from '../../../src/domain/attention/facts.ts';
import type { Finding } from '../../../src/domain/attention/finding.ts';
import { findingKinds } from '../../../src/domain/attention/finding-kind.ts';
import { type AttentionSettings, noSettings } from '../../../src/domain/attention/settings.ts';
import { computeAttention } from '../../support/compute-attention.ts';
import { type EstateFactsOptions, estateFacts } from '../../support/estate-facts.ts';
import { caseCount } from '../../support/matrix.ts';
import { examples } from './examples.ts';
import { day, factsOf, findingsIn, hour, minute, noon, vault } from './facts-of.ts';
import { otherExamples } from './other-examples.ts';

const objectives: AttentionSettings = { objectives: [{ everyMs: 20 * hour, restoreEveryMs: 7 * day }], mutes: [] };
const laterMs = 75_000;
/** Past the full hour at which times of examples run out. */
const soon = noon + minute;

const findingsOf = (facts: readonly ScopeFacts[], settings: AttentionSettings, now: number): Finding[] =>
  facts.flatMap((one) => findingsIn(one, settings, { now, all: facts }));

/** Asked once more, with the same answers. */
const askedLater = (facts: readonly ScopeFacts[]): ScopeFacts[] =>
  facts.map((one) => {
    const moved = Object.entries(one).map(([name, value]) => [
      name,
      typeof value === 'object' && value !== null && 'at' in value ? { ...value, at: value.at + laterMs } : value,
    ]);
    return Object.fromEntries(moved) as ScopeFacts;
  });

function expectData(findings: readonly Finding[], now: number): void {
  for (const copy of [structuredClone(findings), JSON.parse(JSON.stringify(findings))]) {
    expect(copy).toStrictEqual(findings);
    for (const at of [now, now + hour])
      expect(copy.map((finding: Finding) => toLine(finding, at))).toEqual(
        findings.map((finding) => toLine(finding, at)),
      );
  }
}

test('each example', () => {
  const all = [...Object.values(examples).flatMap((kind) => Object.values(kind).flat()), ...otherExamples];
  const found = all.flatMap(({ estate, settings = noSettings }) => findingsOf([factsOf(estate)], settings, noon));
  expect(new Set(found.map(({ kind }) => kind))).toEqual(new Set(findingKinds));
  expectData(found, noon);
  for (const { estate, settings = noSettings } of all) {
    const facts = [factsOf({ ...estate, at: soon })];
    expect(findingsOf(askedLater(facts), settings, soon + laterMs)).toEqual(findingsOf(facts, settings, soon));
  }
});

test('a lock that was put there by a clock ahead of ours', () => {
  const ahead = vault('main', { locked: true, lockDate: noon + 2 * day, createdAt: noon + hour });
  const facts = [factsOf({ vaults: [ahead] })];
  expect(findingsOf(askedLater(facts), noSettings, noon + laterMs)).toEqual(findingsOf(facts, noSettings, noon));
  expect(findingsOf(facts, noSettings, noon).map((finding) => toLine(finding, noon).since)).toEqual([noon]);
});

interface Case extends Omit<EstateFactsOptions, 'now'> {
  readonly start: string;
  /** How many findings and lines there are and a hash of what they say, then and an hour later: other words are another hash. */
  readonly lines: readonly string[];
}

const some = { accounts: [1], regions: ['eu-west-1', 'us-east-1'] };
const cases: readonly Case[] = [
  { estate: 'small', start: '2026-01-15T12:00Z', lines: ['239 6392b03fefa9c65d', '239 f9edfcab2d293cef'] },
  { estate: 'medium', start: '2026-01-15T12:07Z', ...some, lines: ['452 105e17d6062669d9', '452 38a8dc715c290bb5'] },
  { estate: 'large', start: '2026-01-15T12:07Z', ...some, lines: ['132 9f09985b91cd9a8a', '132 526902cadab14565'] },
  { estate: 'small', start: '2026-09-01T06:30Z', lines: ['248 a594e136f4f7bd48', '248 c7e1e546b7ca7c60'] },
  { estate: 'medium', start: '2026-09-01T06:30Z', ...some, lines: ['477 e019903b0f78854e', '477 ead002e403ee2db4'] },
  { estate: 'large', start: '2026-09-01T06:30Z', ...some, lines: ['138 174d9ce99b314d50', '138 32323fab3cd666f4'] },
];

describe.each(cases.slice(0, caseCount(3, 6)))('$estate estate at $start', ({ start, lines, ...options }) => {
  const now = Date.parse(start);
  let facts: readonly ScopeFacts[];
  beforeAll(async () => {
    facts = await estateFacts({ ...options, now });
  });

  test('survives being stored and sent', () => {
    const findings = [noSettings, objectives].flatMap((settings) => findingsOf(facts, settings, now));
    expect(findings.length).toBeGreaterThan(0);
    expectData(findings, now);
  });

  test('is the same while only time goes on', () => {
    for (const settings of [noSettings, objectives])
      expect(findingsOf(askedLater(facts), settings, now + laterMs)).toEqual(findingsOf(facts, settings, now));
  });

  test('says what it said', () => {
    expect([now, now + hour].map((at) => digestOf(facts, at))).toEqual(lines);
  });
});

function digestOf(facts: readonly ScopeFacts[], now: number): string {
  const lines = [noSettings, objectives].flatMap((settings) => [
    ...findingsOf(facts, settings, now).map((finding) => toLine(finding, now)),
    ...computeAttention(facts, settings, now).items,
  ]);
  const said = lines.map((line) => [
    line.id,
    line.kind,
    line.severity,
    line.since,
    line.subject,
    line.text,
    line.nextStep,
  ]);
  return `${lines.length} ${createHash('sha256').update(JSON.stringify(said)).digest('hex').slice(0, 16)}`;
}
