import { describe, expect, test } from 'vitest';
import { readArguments, UsageError } from '../../src/cli/arguments.ts';
import { helpText } from '../../src/cli/help-text.ts';

describe('what is typed', () => {
  test('Regions come again, with commas, and once each', () => {
    const args = readArguments(['--region', 'us-east-1,eu-west-1', '--region', 'us-east-1']);
    expect(args).toMatchObject({ command: 'dashboard', regions: ['us-east-1', 'eu-west-1'], cloudWatch: true });
  });

  test('--help of a subcommand is its own', () => {
    expect(readArguments(['emulate', '--help'])).toEqual({ command: 'help', topic: 'emulate' });
    expect(readArguments(['-h'])).toEqual({ command: 'help', topic: 'vaultop' });
  });

  test('emulate takes its clock from a date', () => {
    const args = readArguments(['emulate', '--now', '2026-01-15T12:00:00Z', '--port', '0']);
    expect(args).toMatchObject({ command: 'emulate', now: Date.UTC(2026, 0, 15, 12), port: 0 });
  });
});

test.each([
  [['frob'], /no command "frob"/],
  [['--region', 'nowhere'], /"nowhere" is no name of a Region/],
  [['--json'], /--json goes with --once/],
  [['--fault', 'eu-west-1=deny'], /--fault goes with --demo/],
  [['--demo', '--profile', 'prod'], /--profile has nothing to do/],
  [['--endpoint-url', 'ftp://x'], /--endpoint-url takes an address/],
  [['--nonsense'], /--nonsense/],
  [['emulate', '--port', 'x'], /--port takes a number/],
  [['emulate', '--account', '12'], /12 digits/],
  [['emulate', '--now', 'yesterday'], /--now takes a time/],
])('%j is refused with a sentence', (words, sentence) => {
  expect(() => readArguments(words)).toThrow(UsageError);
  expect(() => readArguments(words)).toThrow(sentence);
});

test('every flag of the dashboard is in its help', () => {
  const flags = ['--demo', '--once', '--json', '--region', '--all-regions', '--profile', '--endpoint-url'];
  for (const flag of [...flags, '--no-cloudwatch', '--fault', '--version']) expect(helpText('vaultop')).toContain(flag);
});
