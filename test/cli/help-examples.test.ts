// Each command's help has a line that can be run as it stands.
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { subcommands } from '../../src/cli/subcommands.ts';

const fileOf = (name: string): string => resolve(import.meta.dirname, `../../src/cli/${name}/help.ts`);

/** The nouns of actions share one help, whose examples a test of its own runs. */
const names = ['dashboard', ...Object.keys(subcommands).filter((name) => existsSync(fileOf(name)))];

const helpOf = async (name: string): Promise<string> =>
  ((await import(fileOf(name))) as { readonly help: () => string }).help();

/** Optional parts, and what a person must replace. */
const placeholder = /\[|…|\b(?:NAME|ID|LIST|TEXT|FILE|DIR|SHELL|COMMAND|DIGITS|SPAN)\b/;

test('no help is forgotten', () => {
  expect(names.length).toBeGreaterThanOrEqual(17);
});

test.each(names)('help of %s has an example', async (name) => {
  const start = name === 'dashboard' ? '  vaultop --' : `  vaultop ${name}`;
  const examples = (await helpOf(name)).split('\n').filter((line) => line.startsWith(start) && !placeholder.test(line));
  expect(examples).not.toEqual([]);
});
