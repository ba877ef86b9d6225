// A profile that wants the code of a device before anything can be asked of AWS: it is typed before the screen opens.
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startEmulator } from '../../src/emulator/server.ts';
import { openInPty } from '../support/pty.ts';

const config = `[profile base]
region = us-east-1

[profile ops]
role_arn = arn:aws:iam::123456789012:role/Operator-MFA
source_profile = base
mfa_serial = arn:aws:iam::123456789012:mfa/alex
region = us-east-1
`;

test('a wrong code is asked for again, the next one opens the screen', async () => {
  const emulator = await startEmulator();
  const home = mkdtempSync(join(tmpdir(), 'vaultop-test-'));
  mkdirSync(join(home, '.aws'));
  writeFileSync(join(home, '.aws/config'), config);
  const keys = 'aws_access_key_id = AKIDTEST\naws_secret_access_key = none\n';
  writeFileSync(join(home, '.aws/credentials'), `[base]\n${keys}`);
  const program = openInPty(['--profile', 'ops'], { home, env: { AWS_ENDPOINT_URL: emulator.url } });
  onTestFinished(async () => {
    program.close();
    await emulator.close();
  });
  await program.waitFor(/^MFA code for arn:aws:iam::123456789012:mfa\/alex:/m);
  expect(program.isAlternate()).toBe(false);
  program.press('000000', '\r');
  await program.waitFor(/refused this code\. Type the next one\.\nMFA code for/);
  program.press('123456', '\r');
  await program.waitFor(/✔ us-east-1/);
  expect(program.isAlternate()).toBe(true);
  program.press('q');
  expect(await program.exited).toMatchObject({ exitCode: 0 });
});
