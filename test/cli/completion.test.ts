// The candidates for a word, from the table of commands and the program's own parsers.
import { describe, expect, test } from 'vitest';
import { complete, type NamesOf } from '../../src/cli/completion/candidates.ts';
import { commandTable } from '../../src/cli/completion/command-table.ts';
import { findProgram } from '../../src/cli/run.ts';
import { subcommands } from '../../src/cli/subcommands.ts';

const namesOf: NamesOf = async (source, typed) => [
  { value: `${source}-one` },
  { value: `of-${typed.get('store')?.join() ?? 'usual'}` },
];

async function valuesFor(...words: string[]): Promise<readonly string[] | 'files'> {
  const found = await complete(words, commandTable, namesOf);
  return found === 'files' ? found : found.map(({ value }) => value);
}

test('the first word is a command, behind flags as well', async () => {
  expect(await valuesFor('')).toEqual(Object.keys(subcommands));
  expect(await valuesFor('--region', 'eu-west-1', 'che')).toEqual(['check']);
  expect(await valuesFor('help', 'che')).toEqual(['check']);
  expect(await valuesFor('constructor', '')).toEqual([]);
});

test.each([
  [
    ['get', 'vaults', '--output', ''],
    ['table', 'wide', 'json', 'jsonl', 'csv'],
  ],
  [
    ['get', 'vaults', '-o', 'js'],
    ['json', 'jsonl'],
  ],
  [
    ['get', 'vaults', '--output=js'],
    ['--output=json', '--output=jsonl'],
  ],
  [['get', 'vaults', '--region', 'eu-west-1,us-gov-e'], ['eu-west-1,us-gov-east-1']],
  [['get', 'v', '--sort', 'po'], ['points']],
  [['get', 'v', '--sort', '-po'], ['-points']],
  [['vault', 'lock', 'x', '--mode', 'g'], ['governance']],
  [['vault', 'list', '--sort', 'poi'], ['points']],
  [['check', '--format', 'n'], ['nagios']],
  [
    ['get', 'points', '--vault', ''],
    ['vaults-one', 'of-usual'],
  ],
  [
    ['--store', 'x', 'vault', 'delete', ''],
    ['vaults-one', 'of-x'],
  ],
  [
    ['plan', 'delete', '--store=x', ''],
    ['plans-one', 'of-x'],
  ],
  [['get', 'vaults', '--filter', ''], []],
  [['get', 'vaults', '--', '--out'], []],
])('%j', async (words, expected) => {
  expect(await valuesFor(...words)).toEqual(expected);
});

test('a flag that was typed is not offered again, unless it can be repeated', async () => {
  expect(await valuesFor('get', 'vaults', '--limit', '3', '--limi')).toEqual([]);
  expect(await valuesFor('get', 'vaults', '--region', 'x', '--regi')).toEqual(['--region']);
});

test('the shell completes the name of a file', async () => {
  expect(await valuesFor('get', 'vaults', '--config', '')).toBe('files');
  expect(await valuesFor('plan', 'create', '--from-json=')).toBe('files');
});

describe('every command', () => {
  test.each(Object.keys(subcommands))('%s: each flag of its help is completed', async (name) => {
    const { program } = await findProgram([name]);
    const offered = (await offeredBy(name)).filter((flag) => flag.startsWith('--'));
    const own = [...program.help().matchAll(/^ {2,}(?:-\w, )?(--[\w-]+)/gm)].map(([, flag]) => flag ?? '');
    expect(own.filter((flag) => !offered.includes(flag))).toEqual([]);
  });
});

/** The flags of a command, of its verbs, and of the lists that it prints. */
async function offeredBy(name: string): Promise<readonly string[]> {
  const words = (await valuesFor(name, '')) as readonly string[];
  const lines = [[name], ...words.map((word) => [name, word])];
  return (await Promise.all(lines.map((line) => valuesFor(...line, '--')))).flat();
}
