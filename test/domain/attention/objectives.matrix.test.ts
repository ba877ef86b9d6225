// Objectives against the same judged a second time, resource by resource, over random account-Regions.
import { expect, test } from 'vitest';
import type { Finding } from '../../../src/domain/attention/findings/finding.ts';
import { placeKey } from '../../../src/domain/scope.ts';
import { type NaiveAge, naiveAges } from '../../naive/naive-ages.ts';
import { factsOfPlace, now, type Place, randomPlaces } from '../../naive/random-places.ts';
import { caseCount } from '../../support/matrix.ts';
import { withElsewhere } from '../../support/with-elsewhere.ts';
import { findingsIn } from './facts-of.ts';

const ofFinding = (finding: Finding): string[] => {
  if (finding.kind !== 'point-age') return [];
  const { scope, resourceArn = '', severity, newestAt, locations = [] } = finding;
  // Without any point, the last failed run says since when.
  const since = newestAt === undefined && locations.length === 0 ? undefined : finding.since;
  const words = locations.map((one) => `${one.in} ${one.everyMs} ${one.newestAt}`);
  return [
    lineOf({
      place: placeKey(scope),
      arn: resourceArn,
      severity: severity as 'warning',
      locations: words,
      ...(since ? { since } : {}),
    }),
  ];
};

const lineOf = ({ place, arn, severity, since, locations }: NaiveAge): string =>
  `${arn} in ${place}: ${severity} since ${since && new Date(since).toISOString()} [${locations.join(', ')}]`;

const agesOf = (places: readonly Place[], objectives: ReturnType<typeof randomPlaces>['objectives']): string[] =>
  withElsewhere(places.map(factsOfPlace))
    .flatMap((facts) => findingsIn(facts, { objectives, mutes: [] }, { now }).flatMap(ofFinding))
    .toSorted();

const seen = new Set<string>();
const estates = caseCount(40, 400);

test.each(Array.from({ length: estates }, (_, index) => index + 1))('random account-Regions %i', (seed) => {
  const { watched, objectives } = randomPlaces(seed);
  const expected = naiveAges(watched, objectives);
  const when = `seed ${seed}: ${JSON.stringify(objectives)}`;
  expect(agesOf(watched, objectives), when).toEqual(expected.map(lineOf).toSorted());
  expect(agesOf(watched.map(reversed).toReversed(), objectives), when).toEqual(expected.map(lineOf).toSorted());
  for (const { severity, locations } of expected) {
    for (const one of ['anywhere', ...locations]) seen.add(`${one.split(' ')[0]} ${severity}`);
  }
});

/** What is found does not depend on the order of the rows. */
const reversed = (place: Place): Place => ({
  ...place,
  jobs: place.jobs.toReversed(),
  copies: place.copies.toReversed(),
  points: place.points.toReversed(),
});

test('every location is missed by some', () => {
  const words = ['anywhere', 'other-region', 'other-account', 'air-gapped', 'locked', 'dr', 'm*n', 'us-east-1'];
  const missing = words.flatMap((word) => ['warning', 'critical'].map((severity) => `${word} ${severity}`));
  expect(missing.filter((word) => !seen.has(word))).toEqual([]);
});
