// Beside the column of the subject, no sentence says the subject again.
import { expect, test } from 'vitest';
import { findingKinds } from '../../../src/domain/attention/findings/finding-kind.ts';
import {
  findingRows,
  lineOf,
  predicateOfLine,
  subjectOfLine,
} from '../../../src/domain/attention/findings/line-row.ts';
import { examples } from './examples.ts';
import { factsOf, findingsIn, noon } from './facts-of.ts';

const rows = findingKinds.flatMap((kind) =>
  Object.values(examples[kind]).flatMap((all) =>
    all.flatMap(({ estate, settings }) => {
      const facts = factsOf(estate);
      return findingRows(findingsIn(facts, settings), facts.scope, { mutes: [], now: noon })
        .filter((row) => row.kind === kind)
        .map((row) => [kind, row] as const);
    }),
  ),
);

test.each(rows)('%s', (_, row) => {
  const [subject, what] = [subjectOfLine(row), predicateOfLine(row, noon)];
  expect(what).not.toBe('');
  expect(what.startsWith(`${subject} `) || what.startsWith(`${subject}:`)).toBe(false);
  expect(lineOf(row, noon).text.endsWith(what)).toBe(true);
});
