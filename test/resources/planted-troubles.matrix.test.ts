// The demo estate has one trouble of each kind. The attention list has all of them, and nothing else.
import { describe, expect, test } from 'vitest';
import type { FindingKind } from '../../src/domain/attention/findings/finding-kind.ts';
import { plantedTroubles, type TroubleKind } from '../../src/emulator/estate/small/planted-troubles.ts';
import { evaluateData } from '../support/evaluated.ts';
import { sampled } from '../support/matrix.ts';
import { withEmbeddedAws } from './embedded-aws.ts';

/** Whenever it is started: by day, in the rush of the night, on a Sunday when rules merge, at the turn of a month. */
const starts = [
  '2026-01-15T12:00Z',
  '2026-01-16T05:10Z',
  '2026-01-18T06:30Z',
  '2026-02-01T02:45Z',
  '2026-09-01T06:30Z',
  '2026-11-01T06:30Z',
  '2028-02-29T09:30Z',
];

/** The finding of each trouble, and its subject where that is not the planted resource. */
const told: Readonly<
  Partial<Record<TroubleKind, readonly (readonly [kind: FindingKind | 'failed-run or point-age', subject?: RegExp])[]>>
> = {
  'missed-night': [['point-age']],
  'never-started': [['point-age']],
  'role-without-rights': [['point-age']],
  'type-opted-out': [['opted-out', /^EFS$/]],
  aborted: [['point-age']],
  // Its run failed; whether its newest whole point is too old by then depends on the time of day.
  'partial-composite': [['failed-run or point-age']],
  'completed-with-issues': [['issues']],
  'vss-warning': [['issues']],
  'stuck-at-99': [['stuck-job']],
  'running-long': [['long-job']],
  'failed-copy': [['copy-failed']],
  'missing-copy': [['copy-missing']],
  'copy-cannot-cross': [['copy-cannot-cross']],
  'malware-found': [['malware'], ['point-age']],
  'scan-with-issues': [['scan-issues']],
  'expired-points': [['expired-points', /^prod$/]],
  'continuous-stopped': [['continuous-stopped']],
  'kept-forever': [['kept-forever']],
  'retention-outside-lock': [['point-age'], ['retention-outside-lock', /^eu-scratch-nightly$/]],
  'compliance-grace': [['lock-countdown']],
  'selection-matches-nothing': [['selects-nothing']],
  'named-without-point': [['unprotected']],
  'restore-test-unfit': [['restore-test-failed']],
  'restore-test-empty': [['restore-test-missed']],
  'point-deleted-by-hand': [['audit', /carol/]],
  'lock-loosened': [['audit', /bob/]],
  'policy-changed': [['audit', /alice/]],
  'notifications-disabled': [['audit', /bob/]],
  'risky-call-denied': [
    ['denied-attempts', /ci-runner-17/],
    ['denied-attempts', /ci-runner-17/],
  ],
};

describe.each(sampled(starts, 1))('started at %s', (start) => {
  const aws = withEmbeddedAws({ startedAt: Date.parse(start) });

  test('the planted troubles all stand in the attention list, and nothing else does', async () => {
    const data = await aws.answered();
    const { items, muted } = evaluateData(data);
    const left = [...items];
    const missing: string[] = [];
    for (const trouble of plantedTroubles) {
      for (const [kind, subject] of told[trouble.kind] ?? []) {
        const about = (one: string) => (subject ? subject.test(one) : one === trouble.at);
        const index = left.findIndex(
          (item) =>
            kind.split(' or ').includes(item.kind) && item.scope.region === trouble.region && about(item.subject),
        );
        if (index < 0) missing.push(`${trouble.kind}: ${kind} ${trouble.at}`);
        else left.splice(index, 1);
      }
    }
    expect(missing).toEqual([]);
    expect(left.map(({ text }) => text)).toEqual([]);
    expect(muted).toEqual([]);
  });
});

test('whatever is no quiet one is told', () => {
  const silent = plantedTroubles.filter((trouble) => !('isQuiet' in trouble) && told[trouble.kind] === undefined);
  expect(silent.map(({ kind }) => kind)).toEqual([]);
  const loudly = plantedTroubles.filter((trouble) => 'isQuiet' in trouble && told[trouble.kind] !== undefined);
  expect(loudly.map(({ kind }) => kind)).toEqual([]);
});
