import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { stripElf } from '../../config/packaging/strip-elf.ts';

const folder = mkdtempSync(join(tmpdir(), 'vaultop-strip-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.skipIf(process.platform !== 'linux')('the stripped file of Node', () => {
  test('is a tenth smaller, and runs', () => {
    const node = readFileSync(process.execPath);
    const stripped = stripElf(node);
    expect(stripped.length).toBeLessThan(0.9 * node.length);
    const file = join(folder, 'node');
    writeFileSync(file, stripped, { mode: 0o755 });
    expect(execFileSync(file, ['--version'], { encoding: 'utf8' }).trim()).toBe(process.version);
    // Stripped once more it is the same: what remains is needed.
    expect(stripElf(stripped).equals(stripped)).toBe(true);
  });
});

test('what is no ELF file is refused', () => {
  expect(() => stripElf(Buffer.from('#!/bin/sh\n'))).toThrow('This is no ELF file of 64 bits.');
});
