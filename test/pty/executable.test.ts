// Only where `npm run build:bin` has been run: an executable is too large to be built for each run of the tests.
import { execFile } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { Server as ProxyServer } from 'proxy-chain';
import { describe, expect, test } from 'vitest';
import { startEmulator } from '../../src/emulator/server.ts';
import { createAwsHome } from '../support/aws-home.ts';
import { openCommandInPty } from '../support/pty.ts';
import { selfSigned } from '../support/self-signed.ts';

const executable = resolve(import.meta.dirname, `../../dist-bin/vaultop-${process.platform}-${process.arch}`);

describe.skipIf(!existsSync(executable))('the executable', () => {
  test('runs the demo where there is no Node', async () => {
    const { waitFor, press, exited } = openCommandInPty(executable, ['--demo'], { env: { PATH: '/nowhere' } });
    await waitFor(/Running jobs \d/);
    press('q');
    expect(await exited).toMatchObject({ exitCode: 0 });
  });

  test('reaches AWS through a proxy, and trusts a CA of the house', async ({ skip }) => {
    const tls = selfSigned('IP:127.0.0.1');
    if (!tls) return skip('there is no openssl here');
    const home = await createAwsHome();
    const bundle = join(home.path, 'ca.pem');
    writeFileSync(bundle, tls.cert);
    const emulator = await startEmulator({ estate: 'small', tls });
    const carried: string[] = [];
    const proxy = new ProxyServer({
      port: 0,
      host: '127.0.0.1',
      prepareRequestFunction: ({ hostname }) => void carried.push(hostname),
    });
    await proxy.listen();
    try {
      const env = {
        HOME: home.path,
        HTTPS_PROXY: `http://127.0.0.1:${proxy.port}`,
        AWS_CA_BUNDLE: bundle,
        AWS_ACCESS_KEY_ID: 'AKIDTEST',
        AWS_SECRET_ACCESS_KEY: 'secret',
      };
      const words = ['get', 'vaults', '--region', 'us-east-1', '--endpoint-url', `https://127.0.0.1:${emulator.port}`];
      const { stdout, stderr } = await promisify(execFile)(executable, words, { env });
      expect(stderr).toBe('');
      expect(stdout).toMatch(/^VAULT .*\n.*standard/);
      expect(carried).toContain('127.0.0.1');
    } finally {
      await proxy.close(true);
      await emulator.close();
      await home.remove();
    }
  });
});
