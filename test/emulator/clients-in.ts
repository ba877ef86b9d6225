import { BackupClient } from '@aws-sdk/client-backup';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import type { Emulator } from '../../src/emulator/server.ts';
import { clientsOf } from './clients.ts';

/** Clients that act in another account with an assumed role. */
export async function clientsIn(emulator: Emulator, account: string, region = 'us-east-1') {
  const { Credentials } = await clientsOf(emulator).sts.send(
    new AssumeRoleCommand({ RoleArn: `arn:aws:iam::${account}:role/Audit`, RoleSessionName: 'me' }),
  );
  const credentials = {
    accessKeyId: Credentials?.AccessKeyId ?? '',
    secretAccessKey: Credentials?.SecretAccessKey ?? '',
    sessionToken: Credentials?.SessionToken ?? '',
  };
  const config = { region, endpoint: emulator.url, maxAttempts: 1, credentials };
  return { backup: new BackupClient(config), sts: new STSClient(config) };
}
