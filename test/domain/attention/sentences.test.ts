// The text of each kind of finding, word for word: at noon, an hour later, and the next step.
import { describe, expect, test } from 'vitest';
import { memoryKey } from '../../../src/domain/alerts/memory-key.ts';
import { toLine } from '../../../src/domain/attention/findings/attention-line.ts';
import { findingKinds } from '../../../src/domain/attention/findings/finding-kind.ts';
import { severities } from '../../../src/domain/attention/findings/severity.ts';
import { noSettings } from '../../../src/domain/attention/settings.ts';
import { type Example, examples } from './examples.ts';
import { attentionOf, type Estate, factsOf, findingsIn, hour, noon } from './facts-of.ts';
import { otherExamples } from './other-examples.ts';
import { groupSentences, sentences } from './sentences-of-examples.ts';

const all = [
  ...findingKinds.flatMap((kind) =>
    severities.flatMap((severity) =>
      (examples[kind][severity] ?? []).map((example, index) => ({ ...example, what: `${kind}, ${severity} ${index}` })),
    ),
  ),
  ...otherExamples,
];

/** Of the first finding about the subject. */
function readingOf({ estate, subject, settings = noSettings }: Example) {
  const facts = factsOf(estate);
  const [found] = findingsIn(facts, settings).filter((one) => one.subject === subject);
  if (!found) throw new Error('There is no finding.');
  const [now, later] = [toLine(found, noon), toLine(found, noon + hour)];
  return [now.kind, now.text, later.text === now.text ? '' : later.text, now.nextStep];
}

test.each(all)('$what', (example) => {
  const expected = sentences[example.what];
  if (!expected) throw new Error(`Add what '${example.what}' says to sentences-of-examples.ts.`);
  expect(readingOf(example)).toEqual(expected);
});

/** The same of five resources. */
const fiveNames = ['a', 'b', 'c', 'd', 'e'];
const manifold = (estate: Estate, name = 'shop'): Estate => {
  const copies = fiveNames.map((one) => JSON.parse(JSON.stringify(estate).replaceAll(name, one)) as Estate);
  const joined = Object.fromEntries(
    (['backups', 'copies', 'restores', 'points', 'resources'] as const).flatMap((list) =>
      estate[list] ? [[list, copies.flatMap((one): readonly unknown[] => one[list] ?? [])]] : [],
    ),
  );
  return { ...estate, ...joined };
};
const groupOf = ({ estate, settings }: Example) =>
  attentionOf(manifold(estate), settings).items.find(({ members }) => members !== undefined);

describe('of five', () => {
  test.each(all.filter(({ what }) => what in groupSentences))('$what', ({ what, ...example }) => {
    const found = groupOf(example);
    expect([found?.text, found?.nextStep, found?.cause]).toEqual(groupSentences[what]);
  });

  test.each(all.filter(({ what }) => what in groupSentences))('$what: alerts know each of them alone', (example) => {
    const group = groupOf(example);
    const facts = factsOf(manifold(example.estate));
    const alone = findingsIn(facts, example.settings)
      .filter(({ kind }) => kind === group?.kind)
      .map((finding) => memoryKey(toLine(finding, noon)));
    expect(group?.members?.map(({ key }) => key)).toEqual(alone.toSorted());
  });

  test('those of one cause are one line, and no others are', () => {
    const grouped = all.filter((example) => groupOf(example)).map(({ what }) => what);
    expect(grouped).toEqual(Object.keys(groupSentences));
  });
});
