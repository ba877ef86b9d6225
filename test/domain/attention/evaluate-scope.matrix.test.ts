// Findings are a function of the facts and the time alone, and the evaluation returns until when they hold.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { evaluateScope } from '../../../src/domain/attention/evaluate-scope.ts';
import { answeredFacts, type ScopeFacts } from '../../../src/domain/attention/facts.ts';
import type { Finding } from '../../../src/domain/attention/findings/finding.ts';
import { createScheduleBook } from '../../../src/domain/attention/runs/schedule-book.ts';
import { type AttentionSettings, noSettings } from '../../../src/domain/attention/settings.ts';
import { vaultsOf } from '../../support/compute-attention.ts';
import { caseCount } from '../../support/matrix.ts';
import { type Example, examples } from './examples.ts';
import {
  arnOf,
  audit,
  createdBy,
  day,
  type Estate,
  factsOf,
  failed,
  five,
  hour,
  job,
  minute,
  nightly,
  noon,
  point,
  rule,
  scan,
  selection,
} from './facts-of.ts';
import { otherExamples } from './other-examples.ts';

/** Rows of the same time. */
const alike: readonly Pick<Example, 'estate' | 'settings'>[] = [
  { estate: { scans: [scan({ result: 'THREATS_FOUND' }), scan({ id: 'other', state: 'FAILED' })] } },
  { estate: { audits: [audit('DeleteBackupPlan'), audit('DeleteBackupPlan', { id: 'other', target: 'b' })] } },
  {
    estate: {
      points: [
        point('shop', five, { status: 'STOPPED', statusMessage: 'one' }),
        point('shop', five, { arn: `${arnOf('shop')}:other`, status: 'STOPPED', statusMessage: 'other' }),
      ],
    },
  },
  {
    estate: {
      rules: [rule(), rule({ id: 'twin', name: 'Twin' })],
      backups: [failed('shop', five), failed('shop', five, { id: 'twin', createdBy: createdBy(rule({ id: 'twin' })) })],
    },
  },
  {
    estate: {
      selections: [
        selection({ resources: [arnOf('new')] }),
        selection({ id: 'b', name: 'b', resources: [arnOf('new')] }),
      ],
    },
  },
  { estate: { backups: [job('shop', five, { resourceName: 'new name' }), ...nightly('shop').slice(3)] } },
];
const all = [...Object.values(examples).flatMap((kind) => Object.values(kind).flat()), ...otherExamples, ...alike];
const objectives: AttentionSettings = { objectives: [{ everyMs: 20 * hour, restoreEveryMs: 7 * day }], mutes: [] };
const lists = Object.keys(factsOf({})).filter((name) => answeredFacts.some((fact) => fact === name));

const idOf = ({ id, arn, name }: { id?: string; arn?: string; name?: string }) => id ?? arn ?? name;

/** The resources of the second estate have names of their own; of rows with one id the first counts. */
function joined(one: Estate, other: Estate): Estate {
  const renamed = JSON.parse(JSON.stringify(other).replaceAll('shop', 'till')) as Estate;
  const together: Record<string, unknown> = { ...renamed, ...one };
  for (const [name, rows] of Object.entries(renamed)) {
    const own = one[name as keyof Estate];
    if (!Array.isArray(rows) || !Array.isArray(own)) continue;
    const ids = new Set(own.map(idOf));
    together[name] = [...own, ...rows.filter((row) => !ids.has(idOf(row)))];
  }
  return together;
}

const estates = fc
  .tuple(fc.constantFrom(...all), fc.constantFrom(...all))
  .map(([one, other]) => ({ estate: joined(one.estate, other.estate), settings: one.settings ?? noSettings }));
const settingsOf = (own: AttentionSettings) => fc.constantFrom(own, noSettings, objectives);
/** Whole minutes, at which times of the examples run out, and others. */
const times = fc.oneof(
  fc.integer({ min: -48 * 60, max: 45 * 24 * 60 }).map((minutes) => noon + minutes * minute),
  fc.integer({ min: noon - 2 * day, max: noon + 45 * day }),
);
const looks = estates.chain(({ estate, settings }) =>
  fc.record({ estate: fc.constant(estate), settings: settingsOf(settings), now: times }),
);

const evaluate = (facts: ScopeFacts, settings: AttentionSettings, now: number) =>
  evaluateScope(facts, { vaults: vaultsOf([facts]), settings, now, book: createScheduleBook() });

const inOrder = (findings: readonly Finding[]) =>
  findings.toSorted((one, other) => (`${one.id} ${one.kind}` < `${other.id} ${other.kind}` ? -1 : 1));

/** The same responses, requested later. */
function askedAt(facts: ScopeFacts, at: number): ScopeFacts {
  const moved = lists.map((name) => {
    const response = facts[name as 'points'];
    return [name, response && { ...response, at }];
  });
  return { ...facts, ...Object.fromEntries(moved) };
}

const numRuns = caseCount(150, 2_000);

test('twice the same facts, in any order of their rows, have the same findings', () => {
  const shuffled = (facts: ScopeFacts, keys: readonly number[]): ScopeFacts => {
    let next = 0;
    const mixed = <Row>(rows: readonly Row[]) =>
      rows
        .map((row) => ({ row, key: keys[next++ % keys.length] ?? 0 }))
        .toSorted((one, other) => one.key - other.key)
        .map(({ row }) => row);
    const moved = lists.map((name) => {
      const response = facts[name as 'points'];
      return [name, response && { ...response, rows: mixed(response.rows) }];
    });
    return { ...facts, ...Object.fromEntries(moved) };
  };
  fc.assert(
    fc.property(looks, fc.array(fc.nat(), { minLength: 7, maxLength: 31 }), ({ estate, settings, now }, keys) => {
      const facts = factsOf({ ...estate, at: now });
      const { findings, holdsUntil } = evaluate(facts, settings, now);
      expect(evaluate(facts, settings, now).findings).toEqual(findings);
      const other = evaluate(shuffled(facts, keys), settings, now);
      expect(inOrder(other.findings)).toEqual(inOrder(findings));
      expect(other.holdsUntil).toBe(holdsUntil);
    }),
    { numRuns },
  );
});

test('until the time that the evaluation says, nothing changes by time alone', () => {
  fc.assert(
    fc.property(
      looks,
      fc.constantFrom(0, minute, 3 * hour, 2 * day),
      fc.double({ min: 0, max: 1, noNaN: true }),
      ({ estate, settings, now }, lag, share) => {
        const facts = factsOf({ ...estate, at: now - lag });
        const { findings, holdsUntil } = evaluate(facts, settings, now);
        expect(holdsUntil).toBeGreaterThan(now);
        for (const at of [holdsUntil - 1, now + Math.floor(share * (holdsUntil - 1 - now))]) {
          expect(evaluate(facts, settings, at).findings).toEqual(findings);
          // A response that is older than a relevant time may say more when it is requested again.
          if (lag === 0) expect(evaluate(askedAt(facts, at), settings, at).findings).toEqual(findings);
        }
      },
    ),
    { numRuns },
  );
});
