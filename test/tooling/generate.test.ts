// What is made from the tables of the program is what they make now.
import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const made = [
  'src/docs/lists-and-keys.md',
  'src/docs/attention.md',
  'src/docs/config.md',
  'config/config.schema.json',
  'config/packaging/completions/_vaultop',
  'config/packaging/completions/vaultop.bash',
  'config/packaging/completions/vaultop.fish',
  'config/packaging/man/vaultop.1',
  'src/cli/completion/command-table.json',
  'src/docs/actions.md',
  'config/wire-words.json',
  'config/report.schema.json',
];

const generate = (cwd: string, ...words: string[]) =>
  promisify(execFile)(process.execPath, [join(root, 'config/tooling/generate.ts'), ...words], { cwd });

function copyOfMade(): string {
  const folder = mkdtempSync(join(tmpdir(), 'vaultop-generate-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const path of made) cpSync(join(root, path), join(folder, path), { recursive: true });
  return folder;
}

test('nothing is out of date: npm run generate', async () => {
  expect(await generate(root, '--check')).toEqual({ stdout: '', stderr: '' });
});

test('what is out of date is named, left as it is by --check, and written without it', async () => {
  const folder = copyOfMade();
  const texts = () => made.map((path) => readFileSync(join(folder, path), 'utf8'));
  const current = texts();
  const change = (path: string, from: RegExp) =>
    writeFileSync(join(folder, path), readFileSync(join(folder, path), 'utf8').replace(from, ''));
  change('src/docs/lists-and-keys.md', /\| `q` `\^c` .*\n/);
  change('src/docs/lists-and-keys.md', /\| `vaults` .*\n/);
  change('src/docs/attention.md', /\| `malware`.*\n/);
  change('src/docs/config.md', /\| `app.quit` .*\n/);
  change('config/config.schema.json', /"title": .*\n/);
  for (const path of made.slice(4)) writeFileSync(join(folder, path), '');
  const changed = texts();
  const named = made.map((path) => `${path} is out of date: npm run generate\n`).join('');
  await expect(generate(folder, '--check')).rejects.toMatchObject({ code: 1, stderr: named });
  expect(texts()).toEqual(changed);
  await generate(folder);
  expect(texts()).toEqual(current);
});

test('a page without its marks is left alone', async () => {
  const folder = copyOfMade();
  writeFileSync(join(folder, 'src/docs/lists-and-keys.md'), '# vaultop\n');
  await expect(generate(folder)).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining('<!-- lists -->') });
  expect(readFileSync(join(folder, 'src/docs/lists-and-keys.md'), 'utf8')).toBe('# vaultop\n');
});
