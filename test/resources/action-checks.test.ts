import { expect, test } from 'vitest';
import { checkJson, checkLifecycle, checkRetention } from '../../src/resources/actions/checks.ts';
import { atItsPlace } from '../../src/resources/actions/plans/plan-json.ts';
import { checkTags, parseTags } from '../../src/resources/actions/tag-text.ts';

test.each([
  ['{\n  "a": 1,\n  "b": [}\n}', /^line 3, column 9: Unexpected token '}'\.$/],
  ['{ "a": 1,', /^line 1, column 10: /],
  ['', /^line 1, column 1: Unexpected end/],
  ['{ "a" 1 }', /^line 1, column 7: Expected ':'/],
  ['{\n "a": tru\n}', /^line 2, column \d+: /],
])('%j is told with its place', (text, sentence) => {
  expect(checkJson(text)).toMatch(sentence);
});

test('JSON is JSON', () => {
  expect(checkJson('{"a": [1, "x", null]}')).toBeUndefined();
});

test.each([
  [undefined, undefined, undefined],
  [119, 30, /cold after 30, delete after 120/],
  [120, 30, undefined],
  [undefined, 30, undefined],
])('deleted after %s and cold after %s', (deleteAfter, coldAfter, sentence) => {
  const said = checkLifecycle(deleteAfter, coldAfter);
  if (sentence) expect(said).toMatch(sentence);
  else expect(said).toBeUndefined();
});

test.each([
  [7, /keeps 30 to 365 days; 7 days would fail/],
  [30, undefined],
  [undefined, /forever would fail/],
])('kept %s days in a vault of 30 to 365', (days, sentence) => {
  const said = checkRetention(days, { name: 'v', minRetentionDays: 30, maxRetentionDays: 365 });
  if (sentence) expect(said).toMatch(sentence);
  else expect(said).toBeUndefined();
});

test('tags are key=value with commas between', () => {
  expect(parseTags('env=prod, owner = the team ,empty=')).toEqual({ env: 'prod', owner: 'the team', empty: '' });
  expect(checkTags('env')).toMatch(/"env" is not/);
  expect(checkTags('aws:x=1')).toMatch(/reserved/);
});

test('a message of AWS stands at the line it speaks about', () => {
  const document = '{\n  "BackupPlanName": "x",\n  "Rules": [{ "ScheduleExpression": "cron(nonsense)" }]\n}';
  expect(atItsPlace(document, 'Invalid schedule expression: cron(nonsense).')).toMatch(/^line 3: /);
  expect(atItsPlace(document, 'No way.')).toBe('No way.');
});
