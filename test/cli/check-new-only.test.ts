// `check --new-only`: the built program, run again and again as cron does.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Emulator, startEmulator } from '../../src/emulator/server.ts';
import { builtProgram, newHome, runBuilt } from '../support/built-program.ts';
import { sharedCode } from '../support/compiled-code.ts';

const home = newHome();
let emulator: Emulator;

beforeAll(async () => {
  emulator = await startEmulator({ now: Date.UTC(2026, 0, 15, 12) });
});
afterAll(() => emulator.close());

/** `into`: where its output goes instead of to the reader. */
async function check(words: readonly string[], into?: string) {
  const where = ['--region', 'eu-west-1', '--without', 'audits'];
  const keys = { AWS_ACCESS_KEY_ID: 'x', AWS_SECRET_ACCESS_KEY: 'x' };
  const { code, stdout } = await runBuilt(['check', '--new-only', ...where, '--format', 'json', ...words], {
    env: { HOME: home, AWS_ENDPOINT_URL: emulator.url, ...keys },
    ...(into === undefined ? {} : { into }),
  });
  const findings = stdout === '' ? [] : (JSON.parse(stdout).findings as { subject: string; reason: string }[]);
  return { code, findings };
}

test('a reader is told once, another one too, and nobody whom the output did not reach', async () => {
  const unread = await check([], '/dev/full');
  expect(unread.code).toBe(3);
  const first = await check(['--from', 'warning']);
  expect(first.code).toBe(2);
  expect(first.findings.length).toBeGreaterThan(3);
  expect(new Set(first.findings.map(({ reason }) => reason))).toEqual(new Set(['new']));
  expect(await check(['--from', 'warning'])).toEqual({ code: 0, findings: [] });
  const other = await check(['--from', 'warning', '--memory', 'pager']);
  expect(other.findings.length).toBe(first.findings.length);
  // A finding that was never notified is not new when it is requested later.
  expect((await check(['--from', 'notice'])).findings).toEqual([]);
  const kept = join(home, '.local/state/vaultop/alerts');
  expect(readdirSync(kept).sort()).toEqual(['check.json', 'pager.json']);
  expect(readdirSync(kept).map((name) => statSync(join(kept, name)).mode & 0o777)).toEqual([0o600, 0o600]);
});

test('a program behind the pipe that ends early is named, and what is new stays new', async () => {
  const env = { HOME: home, AWS_ENDPOINT_URL: emulator.url, AWS_ACCESS_KEY_ID: 'x', AWS_SECRET_ACCESS_KEY: 'x' };
  const words = 'check --region eu-west-1 --without audits --new-only --memory pipe | true';
  const { status, stderr } = await endOf(
    spawn('bash', ['-c', `set -o pipefail; "${process.execPath}" "${builtProgram()}" ${words}`], {
      env: { ...sharedCode, ...env },
    }),
  );
  expect(stderr).toBe('vaultop check: the program behind the pipe ended before it read this; what is new stays new.\n');
  expect(status).toBe(2);
  expect((await check(['--memory', 'pipe'])).findings.length).toBeGreaterThan(3);
});

async function endOf(child: ReturnType<typeof spawn>) {
  let stderr = '';
  child.stderr?.on('data', (data) => {
    stderr += data;
  });
  const [status] = await once(child, 'close');
  return { status, stderr };
}

test.each(['../x', '.x', ''])('"%s" is no name of a memory', async (name) => {
  expect(await check(['--memory', name])).toEqual({ code: 3, findings: [] });
});
