import { describe, expect, test } from 'vitest';
import { readDashboardArguments } from '../../src/cli/dashboard/arguments.ts';
import { help as dashboardHelp } from '../../src/cli/dashboard/help.ts';
import { readEmulateArguments } from '../../src/cli/emulate/arguments.ts';
import { help as emulateHelp } from '../../src/cli/emulate/help.ts';
import { UsageError } from '../../src/cli/options/options.ts';
import { findProgram } from '../../src/cli/run.ts';
import { subcommands } from '../../src/cli/subcommands.ts';

describe('what is typed', () => {
  test('Regions come again, with commas, and once each', () => {
    const args = readDashboardArguments(['--region', 'us-east-1,eu-west-1', '--region', 'us-east-1']);
    expect(args).toMatchObject({ regions: ['us-east-1', 'eu-west-1'], cloudWatch: true });
  });

  test('profiles, roles and accounts come more than once', () => {
    const role = 'arn:aws-us-gov:iam::*:role/ops/BackupReader';
    const words = ['--profile', 'a,b', '--profile', 'c', '--role-arn', role, '--exclude-account', 'x,y', '--org'];
    expect(readDashboardArguments(words)).toMatchObject({
      profiles: ['a', 'b', 'c'],
      roleArns: [role],
      excludedAccounts: ['x', 'y'],
      organization: true,
    });
  });

  test('the first word is the subcommand, and without one it is the dashboard', async () => {
    const emulate = await findProgram(['emulate', '--help']);
    expect(emulate).toMatchObject({ rest: ['--help'] });
    expect(emulate.program.help()).toBe(emulateHelp());
    expect((await findProgram(['-h'])).program.help()).toBe(dashboardHelp());
    expect(await findProgram(['help', 'emulate'])).toMatchObject({ rest: ['--help'] });
    await expect(findProgram(['frob'])).rejects.toThrow(/no command "frob"/);
  });

  test('emulate takes its clock from a date', () => {
    const args = readEmulateArguments(['--now', '2026-01-15T12:00:00Z', '--port', '0']);
    expect(args).toMatchObject({ now: Date.UTC(2026, 0, 15, 12), port: 0 });
  });
});

test.each([
  [['--region', 'nowhere'], /"nowhere" is not a Region name/],
  [['--json'], /--json requires --once/],
  [['--fault', 'eu-west-1=deny'], /--fault requires --demo/],
  [['--demo', '--profile', 'prod'], /omit --profile/],
  [['--endpoint-url', 'ftp://x'], /--endpoint-url takes an address/],
  [['--role-arn', 'BackupReader'], /--role-arn takes arn:aws:iam::/],
  [['--role-arn', 'arn:aws:iam::*:role/A,arn:aws:iam::*:role/B'], /one ARN with \*/],
  [['--account', 'prod'], /--account requires --role-arn with \*/],
  [['--external-id', 'x'], /--external-id requires --role-arn/],
  [['--role-arn', 'arn:aws:iam::*:role/A', '--mfa-serial', 'arn:aws:iam::1:mfa/a'], /an MFA code is valid once/],
  [['--estate', 'medium'], /--estate requires --demo/],
  [['--speed', '60'], /--speed requires --demo, or vaultop emulate/],
  [['--demo', '--speed', 'fast'], /--speed takes a number from 0.001 to 100000, not "fast"/],
  [['--nonsense'], /--nonsense/],
])('%j is refused with a sentence', (words, sentence) => {
  expect(() => readDashboardArguments(words)).toThrow(UsageError);
  expect(() => readDashboardArguments(words)).toThrow(sentence);
});

test.each([
  [['--port', 'x'], /--port takes a number/],
  [['--account', '12'], /12 digits/],
  [['--now', 'yesterday'], /--now takes a time/],
])('emulate %j is refused with a sentence', (words, sentence) => {
  expect(() => readEmulateArguments(words)).toThrow(UsageError);
  expect(() => readEmulateArguments(words)).toThrow(sentence);
});

test('every flag of the dashboard is in its help, and every subcommand', () => {
  const flags = ['--demo', '--once', '--json', '--region', '--all-regions', '--profile', '--endpoint-url'];
  for (const flag of [...flags, '--write', '--no-cloudwatch', '--fault', '--version'])
    expect(dashboardHelp()).toContain(flag);
  for (const name of Object.keys(subcommands)) expect(dashboardHelp()).toContain(`vaultop ${name}`);
});
