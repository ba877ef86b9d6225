// The network of a bastion: only a proxy resolves AWS's names, and a company's CA signs the certificates.
import { lookup } from 'node:dns';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Server as ProxyServer } from 'proxy-chain';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type AwsOptions, createAws } from '../../src/aws/aws.ts';
import { type Emulator, startEmulator } from '../../src/emulator/server.ts';
import { systemClock } from '../../src/lib/clock.ts';
import { type AwsHome, createAwsHome } from '../support/aws-home.ts';
import { type SelfSigned, selfSigned } from '../support/self-signed.ts';
import { problemOf } from './wire-server.ts';

/** No machine has this name; only the proxy maps it to its own loopback. */
const hidden = 'aws.invalid';
const scope = { accountId: '123456789012', region: 'us-east-1', connection: '' };
const never = new AbortController().signal;

let tls: SelfSigned | undefined;
beforeAll(() => {
  tls = selfSigned(`IP:127.0.0.1,DNS:${hidden}`);
});

const toLoopback = ((_: string, ...more: unknown[]) =>
  lookup('127.0.0.1', ...(more as [never, never]))) as typeof lookup;

let home: AwsHome;
let emulator: Emulator;
let proxy: ProxyServer;
let carried: string[] = [];

beforeEach(async ({ skip }) => {
  if (!tls) return skip('there is no openssl here');
  home = await createAwsHome();
  home.setEnvironment('AWS_ACCESS_KEY_ID', 'AKIDTEST');
  home.setEnvironment('AWS_SECRET_ACCESS_KEY', 'secret');
  await writeFile(join(home.path, 'ca.pem'), tls.cert);
  emulator = await startEmulator({ estate: 'medium', tls });
  carried = [];
  proxy = new ProxyServer({
    port: 0,
    host: '127.0.0.1',
    prepareRequestFunction({ hostname }) {
      carried.push(hostname);
      return { dnsLookup: toLoopback };
    },
  });
  await proxy.listen();
});
afterEach(async () => {
  await proxy?.close(true);
  await emulator?.close();
  await home?.remove();
});

const proxied = () => ({ HTTPS_PROXY: `http://127.0.0.1:${proxy.port}` });
const trusting = () => ({ AWS_CA_BUNDLE: join(home.path, 'ca.pem') });

function open(host: string, env: NodeJS.ProcessEnv, connections?: AwsOptions['connections']) {
  const endpointUrl = `https://${host}:${emulator.port}`;
  const own = { id: '', endpointUrl };
  const more = connections?.map((one) => ({ ...one, endpointUrl })) ?? [];
  return createAws({ connections: [own, ...more], clock: systemClock, env });
}

test('HTTPS_PROXY carries every call, and the sign-in of a role before it', async () => {
  const roleArn = 'arn:aws:iam::123456789012:role/BackupReader';
  const aws = open(hidden, { ...proxied(), ...trusting() }, [{ id: 'role', roleArn, source: '' }]);
  await aws.call(scope, { service: 'backup', operation: 'ListBackupVaults', input: {} }, { signal: never });
  await aws.call(scope, { service: 'cloudtrail', operation: 'LookupEvents', input: {} }, { signal: never });
  await aws.call(
    scope,
    { service: 'cloudwatch', operation: 'ListMetrics', input: { Namespace: 'AWS/Backup' } },
    { signal: never },
  );
  await aws.call(
    { ...scope, connection: 'role' },
    { service: 'sts', operation: 'GetCallerIdentity', input: {} },
    { signal: never },
  );
  await aws.call(
    { ...scope, connection: 'role' },
    { service: 'organizations', operation: 'ListAccounts', input: {} },
    { signal: never },
  );
  aws.close();
  const requested = emulator.calls.map(({ operation }) => operation);
  expect(requested).toEqual([
    'ListBackupVaults',
    'LookupEvents',
    'ListMetrics',
    'AssumeRole',
    'GetCallerIdentity',
    'ListAccounts',
  ]);
  expect(new Set(carried)).toEqual(new Set([hidden]));
});

test('NO_PROXY hosts are asked directly', async () => {
  const aws = open('127.0.0.1', { ...proxied(), ...trusting(), NO_PROXY: '127.0.0.1' });
  await aws.call(scope, { service: 'backup', operation: 'ListBackupVaults', input: {} }, { signal: never });
  aws.close();
  expect([emulator.calls.length, carried.length]).toEqual([1, 0]);
});

test('without AWS_CA_BUNDLE a private CA is told as such', async () => {
  const aws = open('127.0.0.1', {});
  const problem = await problemOf(
    aws.call(scope, { service: 'backup', operation: 'ListBackupVaults', input: {} }, { signal: never }),
  );
  aws.close();
  expect(problem).toMatchObject({
    kind: 'unreachable',
    nextStep: expect.stringContaining('name your CA in AWS_CA_BUNDLE'),
  });
});

test("a profile's ca_bundle holds for its calls and for the sign-in of a role before them; the environment beats it", async () => {
  const role = { id: 'role', roleArn: 'arn:aws:iam::123456789012:role/R', source: '' };
  const ask = async (env: NodeJS.ProcessEnv, connection = 'role') => {
    const aws = open('127.0.0.1', env, [{ ...role }, { id: 'house', profile: 'house' }]);
    const call = aws.call(
      { ...scope, connection },
      { service: 'backup', operation: 'ListBackupVaults', input: {} },
      { signal: never },
    );
    return call
      .then(
        () => 'answered',
        (error) => error.problem,
      )
      .finally(aws.close);
  };
  await home.writeConfig('[default]\nca_bundle = ~/ca.pem\n[profile house]\nca_bundle = ~/none.pem\n');
  expect(await ask({})).toBe('answered');
  expect(await ask(trusting(), 'house')).toMatchObject({ kind: 'no-credentials' });
  expect(await ask({}, 'house')).toMatchObject({
    message: expect.stringContaining('none.pem cannot be used'),
    nextStep: expect.stringMatching(/^set ca_bundle of profile house to a readable PEM file/),
  });
  expect(await ask({ AWS_CA_BUNDLE: join(home.path, 'none.pem') })).toMatchObject({
    nextStep: expect.stringMatching(/^set AWS_CA_BUNDLE to/),
  });
  await writeFile(join(home.path, 'key.pem'), '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n');
  expect(await ask({ AWS_CA_BUNDLE: join(home.path, 'key.pem') })).toMatchObject({
    message: expect.stringContaining('key.pem cannot be used'),
  });
});

test('a proxy that is not there is told as such', async () => {
  const aws = open(hidden, { HTTPS_PROXY: 'http://127.0.0.1:9', ...trusting() });
  const problem = await problemOf(
    aws.call(scope, { service: 'backup', operation: 'ListBackupVaults', input: {} }, { signal: never }),
  );
  aws.close();
  expect(problem.kind).toBe('unreachable');
  expect(problem.nextStep).toContain('HTTPS_PROXY');
});

test("a profile's retries are not the SDK's business: each attempt is ours", async () => {
  await home.writeConfig('[default]\nretry_mode = adaptive\nmax_attempts = 5\n');
  emulator.setFaults([{ kind: 'error-503' }]);
  const aws = open('127.0.0.1', trusting());
  await problemOf(aws.call(scope, { service: 'backup', operation: 'ListBackupVaults', input: {} }, { signal: never }));
  aws.close();
  expect(emulator.calls).toHaveLength(1);
});
