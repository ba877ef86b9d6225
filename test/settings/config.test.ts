import { describe, expect, test } from 'vitest';
import { formatIssue } from '../../src/settings/issue.ts';
import { readConfig } from '../../src/settings/read-config.ts';

const said = (text: string) => readConfig(text).issues.map((issue) => formatIssue('c', issue));

test('spans of time become ms, the rest stays as it is', () => {
  const { config, issues } = readConfig(`
context: prod
contexts:
  prod: { profiles: [prod], regions: all, cadence: { jobs: 1m30s }, write: true }
  lab: { regions: [eu-west-1], endpoint: 'http://127.0.0.1:4510' }
views:
  failed: { resource: backup-jobs, filter: '~FAILED', sort: -age, columns: [state, name] }
columns: { vaults: [name] }
thresholds: { slowAnswer: 5s, staleAfterTurns: 4 }
`);
  expect(issues).toEqual([]);
  expect(config).toMatchObject({
    context: 'prod',
    contexts: { prod: { regions: 'all', cadence: { jobs: 90_000 }, write: true } },
    views: { failed: { sort: '-age' } },
    thresholds: { slowAnswer: 5_000 },
  });
});

test.each(['', '# nothing yet\n', '---\n'])('%j is an empty config', (text) => {
  expect(readConfig(text)).toMatchObject({ config: {}, issues: [] });
});

describe('errors name line, column, key and what was expected', () => {
  test.each([
    ['a: [', 'c:1:5: Flow sequence'],
    ['context: a\ncontext: b', 'c:2:1: Map keys must be unique'],
    ['- x', 'c:1:1: expected keys with values'],
    [
      'contexts:\n  prod:\n    regions: [mars]',
      'c:3:15: contexts.prod.regions[0]: expected a Region such as eu-west-1, not "mars"',
    ],
    [
      'contexts:\n  prod:\n    write: yes',
      'c:3:12: contexts.prod.write: expected true, false, timed or never, not "yes"',
    ],
    ['contexts:\n  "a b": {}', 'c:2:3: contexts.a b: expected a name of letters'],
    ['contexts: {a: {cadence: {jobs: 1s}}}', 'c:1:32: contexts.a.cadence.jobs: expected a span of time such as 30s'],
    ['contexts: {a: {endpoint: "https://me:pw@host"}}', 'without a password in it'],
    ['views: {a: {filter: x}}', 'c:1:12: views.a.resource: expected the list to show'],
    [
      'thresholds:\n  staleAfterTurns: 0',
      'c:2:20: thresholds.staleAfterTurns: expected a whole number from 1 to 100, not 0',
    ],
    [
      'thresholds: {slowAnswer: }',
      'thresholds.slowAnswer: expected a span of time such as 30s, 5m or 1h30m, no shorter than 1s, but the value is empty',
    ],
  ])('%j', (text, message) => {
    const { config, issues } = readConfig(text);
    expect(issues.map((issue) => formatIssue('c', issue)).join('\n')).toContain(message);
    expect(issues[0]?.severity).toBe('error');
    expect(config).toEqual({});
  });

  test('all of them, in the order of the file', () => {
    expect(said('view: 7\nthresholds: {slowAnswer: x}\ncontexts: []').map((line) => line.slice(0, 4))).toEqual([
      'c:1:',
      'c:2:',
      'c:3:',
    ]);
  });
});

describe('unknown keys warn, and the rest counts', () => {
  test.each([
    ['contxts: {}', 'c:1:1: warning: contxts: unknown key; did you mean contexts?'],
    ['contexts:\n  a: {profile: [x]}', 'c:2:7: warning: contexts.a.profile: unknown key; did you mean profiles?'],
    ['contexts: {a: {cadence: {job: 30s}}}', 'contexts.a.cadence.job: unknown key; did you mean jobs?'],
    [
      'frobnicate: 1',
      'there are: context, view, theme, mouse, title, timezone, contexts, views, columns, keys, themes, thresholds',
    ],
  ])('%j', (text, message) => {
    const { config, issues } = readConfig(`view: vaults\n${text}`);
    expect(issues.map((issue) => formatIssue('c', { ...issue, line: issue.line - 1 })).join('\n')).toContain(message);
    expect(config.view).toBe('vaults');
  });
});

test('what stands in the file is shown harmless, and a secret not at all', () => {
  const [line] = said('view: "\\e[2J"');
  expect(line).not.toMatch(/\u001b/);
  expect(said('contexts: {a: {secretKey: hunter2}}').join()).not.toContain('hunter2');
});

test('aliases that blow up are refused', () => {
  const bomb = `a: &a [x,x,x,x,x,x,x,x,x,x]\n${'bcdefghi'
    .split('')
    .map((key, i) => `${key}: &${key} [${Array(10).fill(`*${'abcdefgh'[i]}`).join(',')}]`)
    .join('\n')}`;
  expect(readConfig(bomb).issues[0]).toMatchObject({ severity: 'error' });
});

test.each(['local', 'utc', 'Europe/Berlin', 'berlin', 'New York'])('timezone: %s is taken', (name) => {
  expect(readConfig(`timezone: ${name}`).issues).toEqual([]);
});

test.each(['Atlantis', '3', 'true'])('timezone: %s is refused with what it takes', (name) => {
  const [issue] = readConfig(`timezone: ${name}`).issues;
  expect(issue?.message).toMatch(/local, utc, or a time zone by its IANA name/);
});
