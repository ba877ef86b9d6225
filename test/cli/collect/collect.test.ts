// `vaultop collect`: its flags, its unit, and the built program.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readCollectArguments } from '../../../src/cli/collect/arguments.ts';
import { programWords, unitText } from '../../../src/cli/collect/unit.ts';
import type { ChosenContext } from '../../../src/cli/config/settings.ts';
import { type Emulator, startEmulator } from '../../../src/emulator/server.ts';
import { builtProgram, newHome, runBuilt } from '../../support/built-program.ts';
import { sharedCode } from '../../support/compiled-code.ts';
import { patienceMs } from '../../support/patience.ts';

const read = (...words: string[]) => readCollectArguments(words);

test.each([
  [['--write'], /changes nothing in AWS/],
  [['--no-store'], /writes the store/],
  [['--print-unit', 'cron'], /--print-unit takes systemd or launchd, not "cron"/],
])('%j is refused', (words, reason) => {
  expect(() => read('--region', 'us-east-1', ...words)).toThrow(reason);
});

test('nothing that changes AWS is allowed, whatever the context says, and metrics are kept only if they are asked for', () => {
  const chosen = {
    name: 'prod',
    from: 'flag' as const,
    context: { write: true, regions: ['us-east-1'] },
  } satisfies ChosenContext;
  expect(readCollectArguments([], { chosen })).toMatchObject({ write: false, cloudWatch: false });
  expect(read('--region', 'us-east-1', '--cloudwatch')).toMatchObject({ cloudWatch: true });
});

test('a unit has the flags as they were given, whatever characters they have, and no secret', () => {
  const words = ['--print-unit', '--store=100%.sqlite', '--context', 'a "b" $HOME \\n', '--region', 'us-east-1'];
  const env = {
    AWS_PROFILE: 'prod%d',
    AWS_SECRET_ACCESS_KEY: 'hunter2',
    AWS_ACCESS_KEY_ID: 'AKIA',
    AWS_REGION: 'x\ny',
  };
  const systemd = unitText('systemd', { ...programWords(words), env });
  expect(systemd).toContain(
    `"collect" "--store=${process.cwd()}/100%%.sqlite" "--context" "a \\"b\\" $$HOME \\\\n" "--region" "us-east-1"\n`,
  );
  expect(systemd).toContain('Environment="AWS_PROFILE=prod%%d"\n');
  expect(systemd).not.toMatch(/hunter2|AKIA|AWS_REGION/);
  expect(systemd).toMatch(/loginctl enable-linger/);
  const launchd = unitText('launchd', { ...programWords(['--print-unit=launchd', '--context', 'a<&b']), env });
  expect(launchd).toContain(
    '<string>collect</string>\n      <string>--context</string>\n      <string>a&lt;&amp;b</string>',
  );
  expect(launchd).not.toMatch(/hunter2|AKIA|print-unit|<!--[^>]*--[^>]*-->/);
});

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator({ now: Date.now() });
});
afterAll(() => emulator.close());

test('the built program reads its config again on SIGHUP, and keeps the store until SIGTERM', async () => {
  const home = newHome();
  const config = join(home, 'config.yaml');
  writeFileSync(config, 'thresholds: {}\n');
  const keys = { AWS_ACCESS_KEY_ID: 'x', AWS_SECRET_ACCESS_KEY: 'x', AWS_REGION: 'us-east-1' };
  const env = { ...sharedCode, ...keys, HOME: home, AWS_ENDPOINT_URL: emulator.url };
  const child = spawn(process.execPath, [builtProgram(), 'collect', '--config', config], {
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
    timeout: patienceMs,
  });
  let stderr = '';
  child.stderr.on('data', (data) => {
    stderr += data;
  });
  const see = async (text: RegExp) => {
    while (!text.test(stderr)) await once(child.stderr, 'data');
  };
  const calls = () => emulator.calls.filter(({ operation }) => operation === 'ListBackupJobs').length;
  const called = async (count: number) => {
    while (calls() < count) await new Promise((resolve) => setImmediate(resolve));
  };
  await called(1);
  writeFileSync(config, 'thresholds: 7\n');
  child.kill('SIGHUP');
  await see(/The config file was not read again/);
  emulator.setFaults([{ operation: 'ListBackupJobs', kind: 'deny' }]);
  const before = calls();
  writeFileSync(config, 'mouse: true\n');
  child.kill('SIGHUP');
  await called(before + 1);
  await see(/backup:ListBackupJobs is denied/);
  const info = async () => JSON.parse((await runBuilt(['store', 'info', '--json'], { env })).stdout);
  const isKept = async () =>
    (await info()).resources.some(({ resource }: { resource: string }) => resource === 'vaults');
  while (!(await isKept()));
  child.kill('SIGTERM');
  const [code] = await once(child, 'exit');
  expect(code).toBe(0);
  const lines = stderr
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines.filter(({ event }) => event === 'problem').map(({ list }) => list)).toContain('backup-jobs');
  expect(await isKept()).toBe(true);
});
