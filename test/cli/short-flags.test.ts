// Flags as people type them: the same short ones and the same -o in each command.
import { describe, expect, test } from 'vitest';
import { readActArguments } from '../../src/cli/act/arguments.ts';
import { readCheckArguments } from '../../src/cli/check/arguments.ts';
import { readDashboardArguments } from '../../src/cli/dashboard/arguments.ts';
import { readDoctorArguments } from '../../src/cli/doctor/arguments.ts';
import { readGetArguments } from '../../src/cli/get/arguments.ts';
import { readPolicyArguments } from '../../src/cli/iam-policy/arguments.ts';
import { readReportArguments } from '../../src/cli/report/arguments.ts';
import { readStatusArguments } from '../../src/cli/status/arguments.ts';
import { readStoreArguments } from '../../src/cli/store/arguments.ts';
import { subcommands } from '../../src/cli/subcommands.ts';
import { readWaitArguments } from '../../src/cli/wait/arguments.ts';
import { readFindArguments } from '../../src/cli/where/arguments.ts';

/** A line of each noun. */
const verbs: Readonly<Record<string, readonly string[]>> = {
  vault: ['delete', 'old'],
  plan: ['delete', '0b1c'],
  job: ['stop', '0a1b'],
  selection: ['delete', '0b1c/by-tag'],
  resource: ['start', 'arn:aws:s3:::logs', '--vault', 'nightly'],
  copy: ['again', '0a1b'],
  restore: ['start', 'ARN', '--in-vault', 'prod'],
  'restore-test': ['delete', 'weekly'],
  point: ['delete', 'ARN', '--in-vault', 'prod'],
  'access-point': ['delete', 'a-look'],
  hold: ['cancel', '0a1b'],
  finding: ['acknowledge', 'orders-db'],
  mute: ['lift', 'orders-db'],
};

interface Read {
  readonly format?: string;
  readonly json?: boolean;
}

const readers: Readonly<Record<string, (...words: string[]) => Read>> = {
  get: (...words) => readGetArguments(['jobs', ...words]),
  check: (...words) => readCheckArguments(words),
  once: (...words) => readDashboardArguments(['--once', ...words]),
  wait: (...words) => readWaitArguments(['0a1b', ...words]),
  where: (...words) => readFindArguments(['vol-1', ...words]),
  doctor: (...words) => readDoctorArguments(words),
  status: (...words) => ({ format: readStatusArguments(words).output }),
  'store info': (...words) => readStoreArguments(['info', ...words]),
  'store check': (...words) => readStoreArguments(['check', ...words]),
  report: (...words) => readReportArguments(words, {}, Date.UTC(2026, 0, 15)),
};

/** These print nothing but JSON, or JSON unless another flag is given. */
const alwaysJson: Readonly<Record<string, (...words: string[]) => unknown>> = {
  'iam-policy': (...words) => readPolicyArguments(words),
  ...Object.fromEntries(
    Object.entries(verbs).map(([noun, line]) => [
      noun,
      (...words: string[]) => readActArguments(noun, [...line, ...words]),
    ]),
  ),
};

/** These print no JSON, or only a document that is always the same. */
const withoutJson = ['cache', 'collect', 'completion', 'config', 'emulate', 'events', 'export'];

test('every subcommand is among those with JSON or those without', () => {
  const named = [...Object.keys(readers).map((name) => name.split(' ')[0]), ...Object.keys(alwaysJson), ...withoutJson];
  const unnamed = Object.keys(subcommands).filter((name) => !named.includes(name));
  expect(unnamed, 'subcommands without a line in `verbs`, or in `withoutJson`, of this file').toEqual([]);
  expect(new Set(named)).toEqual(new Set([...Object.keys(subcommands), 'once']));
});

describe.each(Object.entries(alwaysJson))('%s', (_, read) => {
  test('takes -o json and --json, and no other form', () => {
    for (const words of [['-o', 'json'], ['--output', 'json'], ['--json'], ['--json', '-ojson']])
      expect(read(...words)).toEqual(read());
    expect(() => read('-o', 'xml')).toThrow(/--output takes .*, not "xml"/);
  });
});

test('a dry run prints no JSON', () => {
  expect(() => readActArguments('job', ['stop', '0a1b', '--dry-run', '--json'])).toThrow('does not go with -o json');
});

test('a report goes to a file by -o, unless that is the name of a format', () => {
  const read = (...words: string[]) => readReportArguments(words, {}, Date.UTC(2026, 0, 15));
  expect(read('-o', 'december.html')).toMatchObject({
    format: 'html',
    output: expect.stringMatching(/december\.html$/),
  });
  expect(read('-o', 'html')).toMatchObject({ format: 'html' });
  expect(read('-o', 'html')).not.toHaveProperty('output');
  expect(read('-o', './json').output).toMatch(/json$/);
});

const formOf = ({ format, json }: Read): string => format ?? (json ? 'json' : 'text');

describe.each(Object.entries(readers))('%s', (name, read) => {
  test.each([[['-o', 'json']], [['-ojson']], [['--output', 'json']], [['--json']], [['--json', '-o', 'json']]])(
    '%j',
    (words) => {
      expect(formOf(read(...words))).toBe('json');
      expect(formOf(read())).not.toBe('json');
    },
  );

  test('-o refuses a form that it does not have, and two that differ', () => {
    // A report goes to that file.
    if (name !== 'report') expect(() => read('-o', 'xml')).toThrow(/--output takes .*, not "xml"/);
    const other = formOf(read());
    expect(() => read('-o', other, '--json')).toThrow(`the output can be ${other} or json, not both.`);
  });
});

test.each(['check', 'wait'])('%s keeps --format', (name) => {
  expect(readers[name]?.('--format', 'json')).toMatchObject({ format: 'json' });
});

test('-p is the profile and -r the Region, before and behind the list', () => {
  const place = { where: { profiles: ['prod'], regions: ['eu-west-1', 'us-east-1'] } };
  expect(readGetArguments(['jobs', '-p', 'prod', '-r', 'eu-west-1', '-rus-east-1'])).toMatchObject(place);
  expect(readGetArguments(['-pprod', '-r', 'eu-west-1,us-east-1', 'jobs'])).toMatchObject(place);
});

test('-o without --once is refused', () => {
  expect(() => readDashboardArguments(['-o', 'json'])).toThrow('--output requires --once.');
});
