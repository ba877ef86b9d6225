// Compiled code in an executable: the same in each build, and accepted by a Node with the executable's flags.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { partNames } from '../../config/tooling/executable-parts.ts';
import { leanHeapFlags } from '../../src/lib/process/lean-heap.ts';

const root = resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'vaultop-compiled-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const members = Array.from({ length: 300 }, (_, index) => `name${index}: () => 'value ${index}'`);
const text = `(function (exports, module, part) { module.exports = { ${members.join(', ')} }; })`;

function compile(): readonly Buffer[] {
  const words = [...leanHeapFlags, '--hash-seed=1', '--random-seed=1', 'config/tooling/compile-parts.ts', folder];
  execFileSync(process.execPath, words, { cwd: root });
  return partNames.map((name) => readFileSync(join(folder, `${name}.compiled`)));
}

test('is the same each time, and accepted', () => {
  for (const name of partNames) writeFileSync(join(folder, `${name}.cjs`), text);
  const [first, second] = [compile(), compile()];
  expect(first.map((code) => code.length)).toEqual(partNames.map(() => expect.any(Number)));
  for (const [index, code] of first.entries()) expect(code.equals(second[index]!)).toBe(true);
  const load = `
    const { Script } = require('node:vm');
    const [text, cachedData] = ['program.cjs', 'program.compiled'].map((name) => require('node:fs').readFileSync(name));
    process.stdout.write(String(new Script(text.toString(), { filename: 'program.cjs', cachedData }).cachedDataRejected));`;
  const isRejected = (flags: readonly string[]) =>
    execFileSync(process.execPath, [...flags, '-e', load], { cwd: folder, encoding: 'utf8' });
  expect(isRejected(leanHeapFlags)).toBe('false');
  expect(isRejected([])).toBe('true');
});
