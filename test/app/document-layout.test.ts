import { expect, test } from 'vitest';
import { documentPieces } from '../../components/screens/document-lines.ts';
import { toDocumentResponse } from '../../src/app/detail/detail-view.ts';
import { documentMatches, layOutDocument } from '../../src/app/detail/document-layout.ts';
import { displayWidth } from '../../src/lib/text/text.ts';

const arn = `arn:aws:backup:eu-west-1:111122223333:recovery-point:${'0123456789'.repeat(4)}`;
const message = 'Access denied when the role read the key. Grant kms:Decrypt to it and start the job again.';
const policy = JSON.stringify({
  Statement: [{ Effect: 'Deny', Principal: '*', Action: 'backup:DeleteRecoveryPoint' }],
});
const document = { Job: { StatusMessage: message, RecoveryPointArn: arn, State: 'FAILED' }, Policy: policy };
const { lines } = toDocumentResponse(document);
const laidOut = (width: number, of = lines) => layOutDocument(of, width);
const shown = (width: number, of = lines) =>
  laidOut(width, of).map((line) =>
    documentPieces(line, '')
      .map(({ text }) => text)
      .join(''),
  );

test('a long line goes on below, further in', () => {
  expect(shown(50).slice(0, 7)).toEqual([
    '{',
    '  "Job": {',
    '    "StatusMessage": "Access denied when the role',
    '      read the key. Grant kms:Decrypt to it and',
    '      start the job again.",',
    '    "RecoveryPointArn":',
    '      "arn:aws:backup:eu-west-1:111122223333:recov',
  ]);
});

test.each([20, 36, 50, 78, 198])(
  'in %i columns nothing is cut, and the lines put together are the document',
  (width) => {
    for (const line of shown(width)) expect(displayWidth(line)).toBeLessThanOrEqual(width);
    const all = laidOut(width);
    const wholes = all.filter(({ from }) => from === 0).map(({ whole }) => whole);
    expect(JSON.parse(wholes.join('\n'))).toEqual(document);
    // Only the space at a cut is left out.
    const bare = (texts: readonly string[]) => texts.join('').replaceAll(' ', '');
    expect(bare(all.map(({ text }) => text))).toBe(bare(lines));
  },
);

test.each([
  ['a word of what goes on below', 'decrypt', [3]],
  ['what lies across two lines', 'the role read', [2]],
  ['what lies across the cut of a word', '3333:recovery', [6]],
  ['a name and its value', '"state": "failed', [9]],
  ['what is in two lines of one value', 'the', [2, 3, 4]],
  ['nothing', '', []],
  ['what is not there', 'succeeded', []],
])('a search finds %s', (_, search, found) => {
  expect(documentMatches(laidOut(50), search)).toEqual(found);
});

test('what the search has found is marked in each line that it stands in', () => {
  const marks = laidOut(50).map((line) =>
    documentPieces(line, 'the role read')
      .filter(({ inverse }) => inverse)
      .map(({ text }) => text)
      .join(''),
  );
  expect(marks.slice(2, 5)).toEqual(['the role', 'read', '']);
});

test('hostile text is made harmless before it is measured, and deep indents leave room to read', () => {
  const hostile = toDocumentResponse({ name: `${'\u202e'.repeat(30)}${'本'.repeat(60)}` }).lines;
  for (const line of shown(40, hostile)) expect(displayWidth(line)).toBeLessThanOrEqual(40);
  let deep: unknown = message;
  for (let depth = 0; depth < 30; depth += 1) deep = { deep };
  for (const line of shown(40, toDocumentResponse(deep).lines)
    .filter((text) => /[a-z]{3}/.test(text))
    .slice(31))
    expect(displayWidth(line.trim())).toBeGreaterThan(10);
});

test('a document is laid out once for each width', () => {
  expect(laidOut(50)).toBe(laidOut(50));
  expect(laidOut(80)).not.toBe(laidOut(50));
});
