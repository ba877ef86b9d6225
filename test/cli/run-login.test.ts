// `:login`: the command runs on the terminal that the screen has released, and never through a shell.
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createLogin } from '../../src/cli/dashboard/terminal/run-login.ts';

let folder: string;
const events: string[] = [];
const login = createLogin({
  async withoutScreen(task) {
    events.push('released');
    try {
      await task();
    } finally {
      events.push('taken again');
    }
  },
  children: { add: () => events.push('started') },
  holdInterrupts() {
    events.push('held');
    return () => events.push('let go');
  },
});

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vaultop-login-'));
  events.length = 0;
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

function install(script: string): void {
  const file = join(folder, 'aws');
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
  vi.stubEnv('PATH', `${folder}:/usr/bin:/bin`);
}

const order = ['released', 'held', 'started', 'let go', 'taken again'];

test('each word is one argument, whatever it contains', async () => {
  install(`printf '%s\\n' "$@" > ${folder}/words`);
  const words = ['sso', 'login', '--profile=a b;touch hacked $(id)'];
  await login(['aws', ...words]);
  expect(readFileSync(join(folder, 'words'), 'utf8').trimEnd().split('\n')).toEqual(words);
  expect(events).toEqual(order);
});

test('a command that fails is told, and the screen comes back', async () => {
  install('exit 3');
  await expect(login(['aws', 'sso', 'login'])).rejects.toThrow('aws ended with 3: the sign-in did not complete');
  expect(events).toEqual(order);
});

test('a command that is not there is told, and the screen comes back', async () => {
  vi.stubEnv('PATH', folder);
  await expect(login(['aws', 'sso', 'login'])).rejects.toThrow('aws is not installed, or not in PATH');
  expect(events).toEqual(order);
});
