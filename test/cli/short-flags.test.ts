// Flags as people type them: the same short ones and the same -o in each command.
import { describe, expect, test } from 'vitest';
import { readCheckArguments } from '../../src/cli/check/arguments.ts';
import { readDashboardArguments } from '../../src/cli/dashboard/arguments.ts';
import { readDoctorArguments } from '../../src/cli/doctor/arguments.ts';
import { readGetArguments } from '../../src/cli/get/arguments.ts';
import { readWaitArguments } from '../../src/cli/wait/arguments.ts';
import { readFindArguments } from '../../src/cli/where/arguments.ts';

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
};

const formOf = ({ format, json }: Read): string => format ?? (json ? 'json' : 'text');

describe.each(Object.entries(readers))('%s', (_, read) => {
  test.each([[['-o', 'json']], [['-ojson']], [['--output', 'json']], [['--json']], [['--json', '-o', 'json']]])(
    '%j',
    (words) => {
      expect(formOf(read(...words))).toBe('json');
      expect(formOf(read())).not.toBe('json');
    },
  );

  test('-o refuses a form that it does not have, and two that differ', () => {
    expect(() => read('-o', 'xml')).toThrow(/--output takes .*, not "xml"/);
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
  expect(() => readDashboardArguments(['-o', 'json'])).toThrow('--output goes with --once.');
});
