// `--debug` and `--ca-bundle`, which count before the command is known.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readGetArguments } from '../../src/cli/get/arguments.ts';
import { trustCaBundle } from '../../src/cli/options/ca-bundle.ts';
import { startEmulator } from '../../src/emulator/server.ts';
import { newHome, runBuilt } from '../support/built-program.ts';
import { selfSigned } from '../support/self-signed.ts';

const keys = { AWS_ACCESS_KEY_ID: 'x', AWS_SECRET_ACCESS_KEY: 'canary-secret', AWS_REGION: 'us-east-1' };
const tls = selfSigned();

test.skipIf(!tls)('the certificates of --ca-bundle are trusted, and a problem of the file names the flag', async () => {
  const emulator = await startEmulator({ now: Date.now(), ...(tls ? { tls } : {}) });
  onTestFinished(() => emulator.close());
  const home = newHome();
  const file = join(home, 'ca.pem');
  writeFileSync(file, tls?.cert ?? '');
  const env = { HOME: home, AWS_ENDPOINT_URL: emulator.url, ...keys };
  const get = (...words: string[]) => runBuilt(['get', 'vaults', '-o', 'csv', ...words], { env });
  expect(await get('--ca-bundle', file)).toMatchObject({ code: 0, stdout: expect.stringMatching(/us-east-1/) });
  expect(await get(`--ca-bundle=${file}.none`)).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/--ca-bundle/),
  });
  expect(await get()).toMatchObject({ code: 1, stdout: expect.not.stringMatching(/us-east-1/) });
});

test('--ca-bundle without a file is refused, and behind -- it is no flag', () => {
  expect(() => readGetArguments(['jobs', '--ca-bundle='])).toThrow('--ca-bundle takes the path of a file.');
  const env: NodeJS.ProcessEnv = {};
  trustCaBundle(['where', '--', '--ca-bundle', 'x'], env);
  expect(env).toEqual({});
});

test('--debug writes each call to the log and to stderr, without a secret', async () => {
  const emulator = await startEmulator({ now: Date.now() });
  onTestFinished(() => emulator.close());
  const env = { HOME: newHome(), AWS_ENDPOINT_URL: emulator.url, ...keys };
  const { code, stdout, stderr } = await runBuilt(['get', 'vaults', '-o', 'csv', '--debug'], { env });
  const lines = stderr
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect([code, lines.some(({ operation }) => operation === 'ListBackupVaults')]).toEqual([0, true]);
  expect(readFileSync(join(env.HOME, '.local/state/vaultop/vaultop.log'), 'utf8')).toContain('ListBackupVaults');
  expect(stdout + stderr).not.toContain('canary');
  expect(await runBuilt(['get', 'vaults', '-o', 'csv'], { env })).toMatchObject({ code: 0, stderr: '' });
});
