// Settings of AWS in the environment and in ~/.aws/config must not break the embedded AWS, nor the roles in it.
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Connection, createAws } from '../../src/aws/aws.ts';
import { type Emulator, startEmulator } from '../../src/emulator/server.ts';
import { systemClock } from '../../src/lib/clock.ts';
import { type AwsHome, createAwsHome } from '../support/aws-home.ts';
import { problemOf } from './wire-server.ts';

let emulator: Emulator;
let home: AwsHome;
beforeAll(async () => {
  emulator = await startEmulator({ estate: 'medium' });
});
afterAll(() => emulator.close());
beforeEach(async () => {
  home = await createAwsHome();
});
afterEach(() => home.remove());

const never = new AbortController().signal;
const nobody = 'http://127.0.0.1:9';

async function askAsDemo(): Promise<void> {
  const demo: Connection = {
    id: 'demo',
    endpointUrl: emulator.url,
    credentials: { accessKeyId: 'demo', secretAccessKey: 'demo' },
  };
  const roleArn = 'arn:aws:iam::123456789012:role/BackupReader';
  const role: Connection = { id: 'role', source: 'demo', roleArn, endpointUrl: emulator.url };
  const aws = createAws({ connections: [demo, role], clock: systemClock });
  try {
    for (const connection of ['demo', 'role']) {
      const scope = { accountId: '', region: 'us-east-1', connection };
      await aws.call(scope, { service: 'backup', operation: 'ListBackupVaults', input: {} }, { signal: never });
      await aws.call(scope, { service: 'sts', operation: 'GetCallerIdentity', input: {} }, { signal: never });
      await aws.call(scope, { service: 'cloudwatch', operation: 'ListMetrics', input: {} }, { signal: never });
    }
  } finally {
    aws.close();
  }
}

test.each<[name: string, value: string]>([
  ['AWS_USE_FIPS_ENDPOINT', 'true'],
  ['AWS_USE_FIPS_ENDPOINT', 'banana'],
  ['AWS_USE_DUALSTACK_ENDPOINT', 'true'],
  ['AWS_CA_BUNDLE', '/none.pem'],
  ['AWS_PROFILE', 'nope'],
  ['AWS_REGION', ''],
  ['AWS_REGION', 'nowhere'],
  ['AWS_ENDPOINT_URL', nobody],
  ['AWS_ENDPOINT_URL_BACKUP', nobody],
  ['AWS_ENDPOINT_URL_STS', nobody],
  ['AWS_MAX_ATTEMPTS', 'many'],
  ['AWS_RETRY_MODE', 'none'],
  ['AWS_DEFAULTS_MODE', 'none'],
  ['AWS_CONFIG_FILE', '/'],
  ['AWS_SHARED_CREDENTIALS_FILE', '/'],
  ['AWS_ACCOUNT_ID_ENDPOINT_MODE', 'required'],
  ['AWS_AUTH_SCHEME_PREFERENCE', 'httpBearerAuth'],
  ['AWS_SDK_UA_APP_ID', 'x'.repeat(100)],
  ['HTTPS_PROXY', nobody],
  ['HTTP_PROXY', nobody],
])('%s=%s', async (name, value) => {
  home.setEnvironment(name, value);
  await askAsDemo();
});

test.each([
  'use_fips_endpoint = true',
  'use_dualstack_endpoint = true',
  'ca_bundle = /none.pem',
  `endpoint_url = ${nobody}`,
])('%s in the default profile', async (line) => {
  await home.writeConfig(`[default]\n${line}\n`);
  await askAsDemo();
});

test.each(['FIPS', 'DUALSTACK'])(
  'an address that a person names beside AWS_USE_%s_ENDPOINT is one sentence',
  async (kind) => {
    home.setEnvironment(`AWS_USE_${kind}_ENDPOINT`, 'true');
    home.setEnvironment('AWS_ACCESS_KEY_ID', 'x');
    home.setEnvironment('AWS_SECRET_ACCESS_KEY', 'x');
    const aws = createAws({ connections: [{ id: '', endpointUrl: emulator.url }], clock: systemClock });
    const scope = { accountId: '', region: 'us-east-1', connection: '' };
    const problem = await problemOf(
      aws.call(scope, { service: 'backup', operation: 'ListBackupVaults', input: {} }, { signal: never }),
    );
    aws.close();
    expect(problem).toMatchObject({
      message: `AWS_USE_${kind}_ENDPOINT cannot be combined with an endpoint URL.`,
      nextStep: expect.stringContaining(`unset AWS_USE_${kind}_ENDPOINT`),
    });
  },
);
