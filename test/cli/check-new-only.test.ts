// `check --new-only`: the built program, run again and again as cron does.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Emulator, startEmulator } from '../../src/emulator/server.ts';

const program = resolve(import.meta.dirname, '../../dist/vaultop.js');
const home = mkdtempSync(join(tmpdir(), 'vaultop-test-'));
let emulator: Emulator;

beforeAll(async () => {
  emulator = await startEmulator({ now: Date.UTC(2026, 0, 15, 12) });
});
afterAll(() => emulator.close());

/** `into`: where its output goes instead of to the reader. */
async function check(words: string, into = '') {
  const where = '--region us-east-1 --without audits';
  const line = `exec "${process.execPath}" "${program}" check --new-only ${where} --format json ${words} ${into}`;
  const keys = { AWS_ACCESS_KEY_ID: 'x', AWS_SECRET_ACCESS_KEY: 'x', AWS_EC2_METADATA_DISABLED: 'true' };
  const child = spawn('bash', ['-c', line], { env: { HOME: home, AWS_ENDPOINT_URL: emulator.url, ...keys } });
  let stdout = '';
  child.stdout.on('data', (data) => {
    stdout += data;
  });
  const [code] = await once(child, 'close');
  const findings = stdout === '' ? [] : (JSON.parse(stdout).findings as { subject: string; reason: string }[]);
  return { code, findings };
}

test('a reader is told once, another one too, and nobody whom the output did not reach', async () => {
  const unread = await check('', '> /dev/full');
  expect(unread.code).toBe(3);
  const first = await check('--from warning');
  expect(first.code).toBe(2);
  expect(first.findings.length).toBeGreaterThan(3);
  expect(new Set(first.findings.map(({ reason }) => reason))).toEqual(new Set(['new']));
  expect(await check('--from warning')).toEqual({ code: 0, findings: [] });
  const other = await check('--from warning --memory pager');
  expect(other.findings.length).toBe(first.findings.length);
  // A finding that was never notified is not new when it is requested later.
  expect((await check('--from notice')).findings).toEqual([]);
  const kept = join(home, '.local/state/vaultop/alerts');
  expect(readdirSync(kept).sort()).toEqual(['check.json', 'pager.json']);
  expect(readdirSync(kept).map((name) => statSync(join(kept, name)).mode & 0o777)).toEqual([0o600, 0o600]);
});

test.each(['--memory ../x', '--memory .x', "--memory ''"])('%s is no name of a memory', async (words) => {
  expect(await check(words)).toEqual({ code: 3, findings: [] });
});
