// What is recorded of exchanges with AWS has no secret of any kind of credential.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cbor, tag } from '@smithy/core/cbor';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createAws } from '../../src/aws/aws.ts';
import type { Exchange } from '../../src/aws/recording/exchange.ts';
import { createRecorder } from '../../src/aws/recording/recorder.ts';
import { readRecording } from '../../src/emulator/replay/read-recording.ts';
import { startReplay } from '../../src/emulator/replay/replay-server.ts';
import { startEmulator } from '../../src/emulator/server.ts';
import { systemClock } from '../../src/lib/clock.ts';

const start = Date.UTC(2026, 0, 15, 12);

let folder: string;
let canaries: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vaultop-test-'));
  canaries = [];
});
afterEach(() => rmSync(folder, { recursive: true }));

/** With characters that are escaped in URLs and in JSON. */
function canary(): string {
  const text = `c4n/${randomBytes(12).toString('base64')}"+=${randomBytes(6).toString('hex')}`;
  canaries.push(text);
  return text;
}
function keyId(): string {
  const text = `ASIA${randomBytes(8).toString('hex').toUpperCase()}`;
  canaries.push(text);
  return text;
}

const recorderOf = (options: { maxBytes?: number; env?: NodeJS.ProcessEnv; ended?: (reason: string) => void } = {}) =>
  createRecorder({ folder, maxBytes: 1e9, env: {}, ended() {}, ...options });

const files = () => readdirSync(folder).map((name) => readFileSync(join(folder, name)));

function leaks(): string[] {
  const bytes = files().map(String).join('\n');
  return canaries.filter((text) => {
    const json = JSON.stringify(text).slice(1, -1);
    const forms = [
      text,
      json,
      JSON.stringify(json).slice(1, -1),
      encodeURIComponent(text),
      Buffer.from(text).toString('hex'),
    ];
    // The longest part without a character that is escaped somewhere.
    const plain = text.split(/[^A-Za-z0-9]/).sort((a, b) => b.length - a.length)[0] ?? text;
    return [...forms, plain].some((form) => bytes.includes(form));
  });
}

const signed = (service: string, headers: Record<string, string> = {}) => ({
  authorization: `AWS4-HMAC-SHA256 Credential=${keyId()}/20260115/eu-west-1/${service}/aws4_request, SignedHeaders=host, Signature=${randomBytes(32).toString('hex')}`,
  'x-amz-security-token': canary(),
  cookie: `a=${canary()}`,
  'user-agent': canary(),
  ...headers,
});

interface Case {
  readonly service: string;
  readonly request?: Partial<Exchange['request']>;
  readonly body: string;
  readonly headers?: Record<string, string>;
}

const exchange = ({ service, request = {}, body, headers = {} }: Case): Exchange => ({
  at: 0,
  ms: 1,
  request: {
    method: 'POST',
    hostname: 'example.amazonaws.com',
    path: '/',
    headers: service === '' ? { 'x-amz-sso_bearer_token': canary() } : signed(service),
    ...request,
  },
  response: {
    statusCode: 200,
    headers: { 'content-type': 'application/json', 'set-cookie': canary(), 'x-secret': canary(), ...headers },
    body: Buffer.from(body),
    isCut: false,
  },
});

const json = (value: unknown): string => JSON.stringify(value);

const cases: Readonly<Record<string, () => Case>> = {
  'STS AssumeRole': () => ({
    service: 'sts',
    request: {
      body: `Action=AssumeRole&SerialNumber=x&TokenCode=${encodeURIComponent(canary())}&ExternalId=${encodeURIComponent(canary())}`,
    },
    body: `<AssumeRoleResponse><Credentials><AccessKeyId>${keyId()}</AccessKeyId><SecretAccessKey>${canary()}</SecretAccessKey><SessionToken>${canary()}</SessionToken><Expiration>2026-01-15T13:00:00Z</Expiration></Credentials></AssumeRoleResponse>`,
  }),
  'STS AssumeRoleWithWebIdentity, unsigned': () => ({
    service: '',
    request: { body: `Action=AssumeRoleWithWebIdentity&WebIdentityToken=${encodeURIComponent(canary())}`, headers: {} },
    body: `<X><SessionToken>${canary()}</SessionToken></X>`,
  }),
  'SSO GetRoleCredentials': () => ({
    service: '',
    request: { method: 'GET', path: '/federation/credentials', query: { role_name: 'r', access_token: canary() } },
    body: json({ roleCredentials: { accessKeyId: keyId(), secretAccessKey: canary(), sessionToken: canary() } }),
  }),
  'OIDC CreateToken': () => ({
    service: '',
    request: {
      body: json({
        clientId: canary(),
        clientSecret: canary(),
        refreshToken: canary(),
        deviceCode: canary(),
        code: canary(),
      }),
    },
    body: json({ accessToken: canary(), refreshToken: canary(), idToken: canary(), other: canary(), list: [canary()] }),
  }),
  'aws login': () => ({
    service: 'signin',
    request: { path: `/v1/token`, body: json({ tokenInput: { codeVerifier: canary(), code: canary() } }) },
    body: json({
      tokenOutput: { accessToken: { accessKeyId: keyId(), secretAccessKey: canary(), sessionToken: canary() } },
    }),
  }),
  'metadata of instances and containers': () => ({
    service: '',
    request: {
      method: 'GET',
      path: `/latest/meta-data/${canary()}`,
      headers: { 'x-aws-ec2-metadata-token': canary(), authorization: canary() },
    },
    body: json({ AccessKeyId: keyId(), SecretAccessKey: canary(), Token: canary() }),
  }),
  'a body that cannot be read': () => ({ service: 'sts', body: `{"SecretAccessKey":"${canary()}` }),
  'a presigned request': () => ({
    service: 'backup',
    request: { query: { 'X-Amz-Credential': canary(), 'X-Amz-Signature': canary(), 'X-Amz-Security-Token': canary() } },
    body: '{}',
  }),
  'CloudTrail, with a document in a document': () => ({
    service: 'cloudtrail',
    body: json({
      Events: [
        {
          AccessKeyId: keyId(),
          CloudTrailEvent: json({
            userIdentity: { accessKeyId: keyId() },
            responseElements: { credentials: { sessionToken: canary(), secretAccessKey: canary() } },
            inner: json({ password: canary() }),
          }),
        },
      ],
    }),
  }),
  'restore metadata': () => ({
    service: 'backup',
    request: { body: json({ Metadata: { MasterUserPassword: canary(), adminPassword: canary(), ok: 'kept' } }) },
    body: json({ RestoreMetadata: { masterUserPassword: canary(), KmsKeyId: 'kept' } }),
  }),
};

test.each(Object.keys(cases))('no secret is kept of %s', (name) => {
  const made = cases[name]?.();
  if (!made) throw new Error('no case');
  recorderOf().record(exchange(made));
  expect(files()).toHaveLength(1);
  expect(canaries.length).toBeGreaterThan(3);
  expect(leaks()).toEqual([]);
});

test('a secret that was seen once is removed wherever it comes later, and so are those of the environment', () => {
  const [secret, ofEnvironment] = [canary(), canary()];
  const recorder = recorderOf({ env: { AWS_SECRET_ACCESS_KEY: ofEnvironment } });
  recorder.record(exchange({ service: 'sts', body: `<A><SessionToken>${secret}</SessionToken></A>` }));
  recorder.record(exchange({ service: 'backup', body: json({ Description: `x ${secret} y ${ofEnvironment}` }) }));
  expect(leaks()).toEqual([]);
});

test('what AWS answered stays, with its tokens of pages', () => {
  const body = json({ BackupVaultList: [{ BackupVaultName: 'prod', KeyType: 'CUSTOMER' }], NextToken: 'page2' });
  recorderOf().record(
    exchange({ service: 'backup', body, request: { query: { nextToken: 'page1', maxResults: 10 } } }),
  );
  const [kept] = files().map((file) => JSON.parse(String(file)));
  expect(kept).toMatchObject({
    schema: 'vaultop.exchange/1',
    service: 'backup',
    region: 'eu-west-1',
    isShape: false,
    request: { query: 'nextToken=page1&maxResults=10' },
    response: { status: 200, body, encoding: 'utf8', isCut: false },
  });
});

test('through the real clients: every call is a file for its owner alone, without the secrets of its connection', async () => {
  const emulator = await startEmulator({ now: Date.UTC(2026, 0, 15) });
  const credentials = { accessKeyId: keyId(), secretAccessKey: canary(), sessionToken: canary() };
  const connection = { id: 'a', endpointUrl: emulator.url, credentials };
  const aws = createAws({ connections: [connection], clock: systemClock, env: {}, recorder: recorderOf() });
  const scope = { accountId: '123456789012', region: 'us-east-1', connection: 'a' };
  const options = { signal: new AbortController().signal };
  await aws.call(scope, { service: 'sts', operation: 'GetCallerIdentity', input: {} }, options);
  await aws.call(scope, { service: 'backup', operation: 'ListBackupVaults', input: {} }, options);
  aws.close();
  await emulator.close();
  const names = readdirSync(folder).sort();
  expect(names).toEqual(['000001-sts-GetCallerIdentity.json', '000002-backup-GET.json']);
  for (const name of names) expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
  expect(String(files()[1])).toContain('BackupVaultList');
  expect(leaks()).toEqual([]);
});

test('a request in CBOR keeps its bytes, and the replay knows it again at another time', async () => {
  const requestAt = (ms: number) => ({
    StartTime: tag({ tag: 1, value: ms / 1_000 }),
    Namespace: 'AWS/Backup',
    MetricName: 'Größe',
    Threshold: 0.1,
  });
  const bytesAt = (ms: number) => cbor.serialize(requestAt(ms));
  const path = '/service/GraniteServiceVersion20100801/operation/GetMetricData';
  const headers = { 'content-type': 'application/cbor', 'smithy-protocol': 'rpc-v2-cbor' };
  const answer = Buffer.from(cbor.serialize({ MetricDataResults: [{ Id: 'm', Values: [0.3] }] }));
  const authorization = signed('monitoring').authorization;
  recorderOf().record({
    at: 0,
    ms: 1,
    request: {
      method: 'POST',
      hostname: 'monitoring.eu-west-1.amazonaws.com',
      path,
      headers: { authorization, ...headers },
      body: bytesAt(start),
    },
    response: { statusCode: 200, headers, body: answer, isCut: false },
  });
  const [kept] = files().map((file) => JSON.parse(String(file)));
  expect(kept).toMatchObject({ operation: 'GetMetricData', request: { encoding: 'base64' } });
  expect(Buffer.from(kept.request.body, 'base64').equals(Buffer.from(bytesAt(start)))).toBe(true);
  const replay = await startReplay({ exchanges: readRecording(folder), port: 0, host: '127.0.0.1' });
  const answered = async (body: Uint8Array) => {
    const sent = { method: 'POST', headers: { authorization, ...headers }, body: Buffer.from(body) };
    const response = await fetch(`${replay.url}${path}`, sent);
    return [response.status, Buffer.from(await response.arrayBuffer()).equals(answer)];
  };
  expect(await answered(bytesAt(start))).toEqual([200, true]);
  expect(await answered(bytesAt(start + 86_400_000.5))).toEqual([200, true]);
  expect(await answered(cbor.serialize({ ...requestAt(start), MetricName: 'other' }))).toEqual([501, false]);
  await replay.close();
});

test('it ends at its limit, and says so once', () => {
  const reasons: string[] = [];
  const recorder = recorderOf({ maxBytes: 3_000, ended: (reason) => reasons.push(reason) });
  for (let count = 0; count < 20; count += 1) recorder.record(exchange({ service: 'backup', body: 'x'.repeat(500) }));
  expect(files().reduce((sum, { length }) => sum + length, 0)).toBeLessThanOrEqual(3_000);
  expect(files().length).toBeGreaterThan(0);
  expect(reasons).toEqual(['the directory has reached its limit']);
});
