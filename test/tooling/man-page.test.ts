// The manual page: whole, and without a warning of the programs that show it.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { subcommands } from '../../src/cli/subcommands.ts';

const file = join(resolve(import.meta.dirname, '../..'), 'config/packaging/man/vaultop.1');

const isThere = (program: string): boolean => spawnSync(program, ['--version']).error === undefined;

test('it has the help of every command, word for word', async () => {
  const shown = readFileSync(file, 'utf8')
    .replace(/\\\[u([0-9A-F]+)\]/g, (_, code) => String.fromCodePoint(Number.parseInt(code, 16)))
    .replace(/^\\&/gm, '')
    .replaceAll('\\-', '-')
    .replaceAll('\\e', '\\');
  for (const { load } of Object.values(subcommands)) expect(shown).toContain((await load()).help().trimEnd());
  expect(readFileSync(file, 'utf8')).toMatch(/^[\0-\x7f]*$/);
});

test.skipIf(!isThere('man'))('man shows it without a warning', () => {
  const env = { ...process.env, LC_ALL: 'C.UTF-8', MANWIDTH: '200', MANROFFOPT: '' };
  const { stdout, stderr } = spawnSync('man', ['--warnings', '-E', 'UTF-8', '-l', file], { encoding: 'utf8', env });
  expect(stderr).toBe('');
  expect(stdout).toMatch(/vaultop restore start .*--in-vault NAME/);
});

test.skipIf(!isThere('mandoc'))('mandoc finds no mistake but the date', () => {
  const { stdout } = spawnSync('mandoc', ['-T', 'lint', '-W', 'warning', file], { encoding: 'utf8' });
  expect(stdout.split('\n').filter((line) => line !== '' && !line.includes('missing date'))).toEqual([]);
});
