// Calls in progress during a new sign-in.
import { expect, onTestFinished, test } from 'vitest';
import { createAws } from '../../src/aws/aws.ts';
import { startEmulator } from '../../src/emulator/server.ts';
import { systemClock } from '../../src/lib/clock.ts';
import { fixedKeys, never } from './wire-server.ts';

test('who waited for a client meanwhile goes with the newer sign-in: its code is asked for once, and used once', async () => {
  const emulator = await startEmulator();
  onTestFinished(emulator.close);
  let codes = 0;
  let isHeld = true;
  const held: (() => void)[] = [];
  const base = { id: 'base', endpointUrl: emulator.url, credentials: fixedKeys };
  const role = {
    id: 'role',
    source: 'base',
    roleArn: 'arn:aws:iam::123456789012:role/Operator-MFA',
    mfaSerial: 'arn:aws:iam::123456789012:mfa/alex',
    endpointUrl: emulator.url,
  };
  const aws = createAws({
    connections: [base, role],
    clock: systemClock,
    async mfaCode() {
      codes += 1;
      return '123456';
    },
    nextTurn: () => (isHeld ? new Promise((go) => held.push(go)) : Promise.resolve()),
  });
  onTestFinished(aws.close);
  const ask = () =>
    aws.call(
      { accountId: '123456789012', region: 'eu-west-1', connection: 'role' },
      { service: 'backup', operation: 'ListBackupPlans', input: {} },
      { signal: never() },
    );
  const before = ask();
  await expect.poll(() => held.length).toBe(1);
  aws.renew('role');
  const after = ask();
  isHeld = false;
  for (const go of held.splice(0)) go();
  await Promise.all([before, after]);
  expect(codes).toBe(1);
  expect(emulator.calls.filter(({ operation }) => operation === 'AssumeRole')).toHaveLength(1);
});
