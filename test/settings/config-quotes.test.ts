// Digits where a text is meant: YAML reads a number, and an account id loses its zeros.
import { expect, test } from 'vitest';
import { readConfig } from '../../src/settings/read-config.ts';

const messages = (text: string) => readConfig(text).issues.map(({ message }) => message);

const notTexts = [
  '012345678901',
  '123456789012',
  '0x10',
  '0o17',
  '1e3',
  '.5',
  '-7',
  '12345678901234567890',
  'true',
  'null',
  '~',
  '.inf',
];
const places: readonly (readonly [what: string, text: (value: string) => string])[] = [
  ['the id or the name of an account', (value) => `contexts: {a: {accounts: [prod, ${value}]}}`],
  ['the id or the name of an account', (value) => `contexts:\n  a:\n    excludedAccounts:\n      - ${value}\n`],
  ['the name of a profile', (value) => `contexts: {a: {profiles: [${value}]}}`],
  ['a text', (value) => `contexts: {a: {externalId: ${value}}}`],
  ['the ARN of a device', (value) => `contexts: {a: {mfaSerial: ${value}}}`],
  ['a name or an ARN', (value) => `mutes: [{name: ${value}}]`],
  ["a part of AWS's message", (value) => `mutes: [{message: ${value}}]`],
  ["a plan's name", (value) => `objectives: [{every: 1d, plan: ${value}}]`],
  ['a program', (value) => `notify: {command: ${value}}`],
];

test.each(places)('%s', (what, textOf) => {
  for (const value of notTexts) {
    expect(messages(textOf(value))).toEqual([`expected ${what}; put it in quotes: "${value}"`]);
    // What it advises is right.
    expect(messages(textOf(`"${value}"`))).toEqual([]);
  }
});

test.each([
  ['contexts: {a: {cadence: {jobs: 30}}}', /^expected a span of time .*, not 30$/],
  ['contexts: {a: {cloudwatch: 0x1}}', /^expected true or false, not 0x1$/],
  ['contexts: {a: {write: null}}', /^expected true, false, timed or never, not null$/],
  ['contexts: {a: {write: }}', /^expected true, false, timed or never, but the value is empty$/],
  ['contexts: {a: {endpoint: 4510}}', /, not 4510$/],
  ['notify: {digest: 7}', /, not 7$/],
  ['context: {}', /, not \{\}$/],
])('%s: quotes would not help, and what stands in the file is shown', (text, message) => {
  expect(messages(text)).toEqual([expect.stringMatching(message)]);
});

test('a context whose name is a number is called as it is written', () => {
  const { config, issues } = readConfig('contexts:\n  007: {cloudwatch: false}\n  1e3: {}\n');
  expect(issues).toEqual([]);
  expect(Object.keys(config.contexts ?? {})).toEqual(['007', '1e3']);
});
