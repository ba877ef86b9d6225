// Global flags before the subcommand, and words that were misspelt.
import { expect, test } from 'vitest';
import { readActArguments } from '../../src/cli/act/arguments.ts';
import { nouns } from '../../src/cli/act/nouns.ts';
import { readCheckArguments } from '../../src/cli/check/arguments.ts';
import { readDashboardArguments } from '../../src/cli/dashboard/arguments.ts';
import { readGetArguments, requestedIds } from '../../src/cli/get/arguments.ts';
import { flagsLast } from '../../src/cli/options/flags-last.ts';
import { globalOptions } from '../../src/cli/options/global-options.ts';
import { parseOptions, type UsageError } from '../../src/cli/options/options.ts';
import { findProgram } from '../../src/cli/run.ts';
import { subcommands } from '../../src/cli/subcommands.ts';

/** Each flag, with a value if it takes one. */
const flags: readonly (readonly string[])[] = Object.entries(globalOptions).flatMap(([name, { type, short }]) =>
  type === 'boolean'
    ? [[`--${name}`], ...(short ? [[`-${short}`]] : [])]
    : [[`--${name}`, 'get'], [`--${name}`, '-x'], [`--${name}=jobs`]],
);

test('whatever global flag stands before a subcommand, its program runs and gets the flag behind its own words', async () => {
  for (const flag of flags) {
    for (const name of Object.keys(subcommands)) {
      const { program, rest } = await findProgram([...flag, name, 'a', '--', 'b']);
      expect([program.help(), rest]).toEqual([(await findProgram([name])).program.help(), ['a', ...flag, '--', 'b']]);
    }
  }
});

test('without a subcommand behind them they are the dashboard’s, and so is a profile that is called get', async () => {
  const dashboard = (await findProgram([])).program;
  for (const words of [['--profile', 'get'], ['--once', 'get'], ['--write'], ['--regoin', 'x', 'get'], ['--', 'get']])
    expect(await findProgram(words)).toMatchObject({ program: dashboard, rest: words });
});

test('vaultop --profile prod get jobs', async () => {
  const { rest } = await findProgram(['--profile', 'prod', '--region=eu-west-1', 'get', 'jobs', '-o', 'csv']);
  expect(readGetArguments(rest)).toMatchObject({
    resource: { id: 'backup-jobs' },
    format: 'csv',
    where: { profiles: ['prod'], regions: ['eu-west-1'] },
  });
});

test('flags of get and of actions may stand before the list and the verb', () => {
  const get = readGetArguments(['-o', 'csv', '--sort', '-age', '--limit=3', '--write', 'jobs', '--state', 'FAILED']);
  expect(get).toMatchObject({ resource: { id: 'backup-jobs' }, limit: 3, sort: { column: 'age', descending: true } });
  const act = readActArguments('vault', ['--region', 'eu-west-1', '--dry-run', 'delete', 'daily']);
  expect(act).toMatchObject({ verb: { action: 'delete' }, targets: ['daily'], dryRun: true });
});

test('what stands behind -- stays there', () => {
  expect(flagsLast(['--write', 'delete', '--', '-x'], globalOptions)).toEqual(['delete', '--write', '--', '-x']);
});

const refusal = async (read: () => unknown): Promise<string> => {
  try {
    await read();
  } catch (error) {
    return (error as UsageError).message;
  }
  throw new Error('It was not refused.');
};

test.each<[string, () => unknown, RegExp]>([
  ['gte', () => findProgram(['gte', 'jobs']), /^there is no command "gte"\. Did you mean get\?$/],
  ['behind flags', () => findProgram(['--write', 'valut']), /no command "valut"\. Did you mean vault\?/],
  ['help of it', () => findProgram(['help', 'chekc']), /Did you mean check\?/],
  ['a list', () => findProgram(['jobs']), /no command "jobs"\. Did you mean: vaultop get jobs\?/],
  ['frob', () => findProgram(['frobnicate']), /no command "frobnicate"\. There are: cache, check/],
  ['get jbos', () => readGetArguments(['jbos']), /no list "jbos"\. Did you mean backup-jobs\?/],
  ['get recov', () => readGetArguments(['recov']), /Did you mean recovery-points\?/],
  ['vault craete', () => readActArguments('vault', ['craete']), /not "craete"\. Did you mean create\?/],
  [
    '--regoin',
    () => readDashboardArguments(['--regoin', 'x']),
    /^there is no flag --regoin\. Did you mean --region\?$/,
  ],
  ['--nonsense', () => readDashboardArguments(['--nonsense']), /^there is no flag --nonsense\.$/],
  ['-q', () => readDashboardArguments(['-q']), /^there is no flag -q\.$/],
  ['--theme drak', () => readDashboardArguments(['--theme', 'drak']), /not "drak"\. Did you mean dark\?/],
  ['-o jsno', () => readGetArguments(['jobs', '-o', 'jsno']), /not "jsno"\. Did you mean json\?/],
  ['--sort aeg', () => readGetArguments(['jobs', '--sort', 'aeg']), /Did you mean age\?/],
  ['--without', () => readCheckArguments(['--without', 'valuts']), /Did you mean vaults\?/],
  ['a word', () => parseOptions(['get'], {}), /^"get" is not expected: only flags are allowed there\.$/],
])('%s gets a suggestion, or the names there are', async (_, read, sentence) => {
  expect(await refusal(read)).toMatch(sentence);
});

test('every list, verb and subcommand is found again from a slip of two letters next to each other', async () => {
  const swapped = (name: string): string => `${name.slice(0, 1)}${name[2]}${name[1]}${name.slice(3)}`;
  const isSlip = (name: string): boolean => name.length > 3 && swapped(name) !== name;
  for (const id of requestedIds.filter(isSlip))
    expect(await refusal(() => readGetArguments([swapped(id)])), id).toContain('Did you mean ');
  for (const name of Object.keys(subcommands).filter(isSlip))
    expect(await refusal(() => findProgram([swapped(name)])), name).toContain(`Did you mean ${name}?`);
  for (const [noun, verbs] of Object.entries(nouns))
    for (const verb of Object.keys(verbs).filter(isSlip))
      expect(await refusal(() => readActArguments(noun, [swapped(verb)])), verb).toContain(`Did you mean ${verb}?`);
});
