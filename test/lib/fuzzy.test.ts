import { expect, test } from 'vitest';
import { fuzzyDistance, fuzzyFilter } from '../../src/lib/text/fuzzy.ts';

test.each([
  ['bj', 'backup-jobs'],
  ['rpt', 'recovery-points'],
  ['jobs copy', 'copy-jobs'],
  ['', 'anything'],
  ['PROD', 'PROD'],
])('%j finds %j', (pattern, text) => expect(fuzzyDistance(pattern, text)).toBeDefined());

test.each([
  ['jb', 'backup'],
  ['Prod', 'prod'],
  ['jobs vault', 'copy-jobs'],
])('%j does not find %j', (pattern, text) => expect(fuzzyDistance(pattern, text)).toBeUndefined());

test('a beginning comes before a word, a word before an inner part, and that before scattered characters', () => {
  const texts = ['c-x-o-p-y', 'xcopy', 'a-copy', 'copy'];
  expect(fuzzyFilter(texts, 'copy', (text) => text)).toEqual(['copy', 'a-copy', 'xcopy', 'c-x-o-p-y']);
});

test('of equally near items the shorter one comes first; others, and all without a pattern, stay in their order', () => {
  expect(fuzzyFilter(['job-days', 'jobs'], 'jo', (text) => text)).toEqual(['jobs', 'job-days']);
  expect(fuzzyFilter(['job-days', 'jobs'], '', (text) => text)).toEqual(['job-days', 'jobs']);
  expect(fuzzyFilter(['b1', 'b3', 'b2'], 'b', (text) => text)).toEqual(['b1', 'b3', 'b2']);
});
