// Findings are data: over planted troubles and the three estates they survive being stored and sent, and hold no age.
import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import type { ScopeFacts } from '../../../src/domain/attention/facts.ts';
import { toLine } from '../../../src/domain/attention/findings/attention-line.ts';
import type { Finding } from '../../../src/domain/attention/findings/finding.ts';
import { findingKinds } from '../../../src/domain/attention/findings/finding-kind.ts';
import { type AttentionSettings, noSettings } from '../../../src/domain/attention/settings.ts';
import { computeAttention } from '../../support/compute-attention.ts';
import { type EstateFactsOptions, estateFacts } from '../../support/estate-facts.ts';
import { caseCount } from '../../support/matrix.ts';
import { withElsewhere } from '../../support/with-elsewhere.ts';
import { examples } from './examples.ts';
import { day, factsOf, findingsIn, hour, minute, noon, vault } from './facts-of.ts';
import { otherExamples } from './other-examples.ts';

const objectives: AttentionSettings = {
  objectives: [
    { everyMs: 20 * hour, restoreEveryMs: 7 * day },
    { everyMs: 2 * day, in: 'other-region' },
  ],
  mutes: [],
};
const laterMs = 75_000;
/** After the full hour at which times of examples end. */
const soon = noon + minute;

const findingsOf = (facts: readonly ScopeFacts[], settings: AttentionSettings, now: number): Finding[] =>
  facts.flatMap((one) => findingsIn(one, settings, { now, all: facts }));

/** Requested once more, with the same responses. */
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
  /**
   * The number of findings and lines and a hash of their texts, now and an hour later: other words have another hash.
   */
  readonly lines: readonly string[];
}

const some = { accounts: [1], regions: ['eu-west-1', 'us-east-1'] };
const cases: readonly Case[] = [
  { estate: 'small', start: '2026-01-15T12:00Z', lines: ['226 412fb836d878c773', '226 b5c1655a1856ea48'] },
  { estate: 'medium', start: '2026-01-15T12:07Z', ...some, lines: ['442 670dbf5f5775e631', '442 187d9145832b0abc'] },
  { estate: 'large', start: '2026-01-15T12:07Z', ...some, lines: ['127 9485fd01df218934', '127 ee55cf5cdab8745e'] },
  { estate: 'small', start: '2026-09-01T06:30Z', lines: ['232 18d5a0bfd17688e6', '232 2f39b80a6317159c'] },
  { estate: 'medium', start: '2026-09-01T06:30Z', ...some, lines: ['357 389ec3498905da14', '357 fc9d55282406a3c3'] },
  { estate: 'large', start: '2026-09-01T06:30Z', ...some, lines: ['116 4713c5b3f923255b', '116 104b3557dbe458a6'] },
];

describe.each(cases.slice(0, caseCount(3, 6)))('$estate estate at $start', ({ start, lines, ...options }) => {
  const now = Date.parse(start);
  let facts: readonly ScopeFacts[];
  beforeAll(async () => {
    facts = withElsewhere(await estateFacts({ ...options, now }));
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
