import { AccountClient } from '@aws-sdk/client-account';
import { BackupClient } from '@aws-sdk/client-backup';
import { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { STSClient } from '@aws-sdk/client-sts';
import { onTestFinished } from 'vitest';
import { type Emulator, type EmulatorOptions, startEmulator } from '../../src/emulator/server.ts';

/** Thursday noon, 2026-01-15, UTC. */
export const noon = Date.UTC(2026, 0, 15, 12);

/** An emulator at a pinned time, closed at the end of the test. */
export async function emulatorAt(options: EmulatorOptions = {}): Promise<Emulator> {
  const emulator = await startEmulator({ now: noon, ...options });
  onTestFinished(() => emulator.close());
  return emulator;
}

export function clientsOf({ url }: Pick<Emulator, 'url'>, region = 'us-east-1') {
  const config = {
    region,
    endpoint: url,
    maxAttempts: 1,
    credentials: { accessKeyId: 'AKIDTEST', secretAccessKey: 'secret' },
  };
  return {
    account: new AccountClient(config),
    backup: new BackupClient(config),
    cloudtrail: new CloudTrailClient(config),
    cloudwatch: new CloudWatchClient(config),
    sts: new STSClient(config),
  };
}
