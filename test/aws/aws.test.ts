import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import type { CallRecord } from '../../src/aws/aws.ts';
import { systemClock } from '../../src/lib/clock.ts';
import { createLog } from '../../src/lib/files/log.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { patienceMs } from '../support/patience.ts';
import { connect, fixedKeys, never, problemOf, reply, scope, startServer } from './wire-server.ts';

const empty = reply(200, '{"BackupJobs":[],"BackupVaultList":[],"ScanJobs":[],"Events":[]}');

test('answers come typed, calls are counted and told', async () => {
  const { url, requests } = await startServer(reply(200, '{"BackupJobs":[{"BackupJobId":"a","CreationDate":1.5E9}]}'));
  const clock = createFakeClock();
  const told: CallRecord[] = [];
  const aws = connect(url, { clock, onCall: (record) => void told.push(record) });
  const { BackupJobs } = await aws.call(
    scope,
    { service: 'backup', operation: 'ListBackupJobs', input: { ByState: 'RUNNING' } },
    { signal: never() },
  );
  expect(BackupJobs?.[0]?.CreationDate?.toISOString()).toBe('2017-07-14T02:40:00.000Z');
  expect(requests[0]?.url).toBe('/backup-jobs?state=RUNNING');
  expect(told).toEqual([
    { at: clock.now(), scope, service: 'backup', operation: 'ListBackupJobs', ms: 0, outcome: 'ok' },
  ]);
  expect([aws.meter.total, aws.meter.lastMinute()]).toEqual([1, 1]);
  await clock.advance(60_000);
  expect([aws.meter.total, aws.meter.lastMinute()]).toEqual([1, 0]);
  expect(clock.pending()).toBe(0);
});

test('a log of all calls has neither their inputs nor keys', async () => {
  const { url } = await startServer(empty);
  const lines: string[] = [];
  const write = (line: string) => void lines.push(line);
  const log = createLog({ path: undefined, maxBytes: 1, clock: systemClock, level: 'debug', write });
  const credentials = { accessKeyId: 'AKIAQWERTYUIOPASDFGH', secretAccessKey: 'hunter2', sessionToken: 'hunter3' };
  const aws = connect(url, { log, connections: [{ id: '', endpointUrl: url, credentials }] });
  await aws.call(
    scope,
    { service: 'backup', operation: 'ListBackupJobs', input: { ByBackupVaultName: 'typed' } },
    { signal: never() },
  );
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { level: 'debug', event: 'call', service: 'backup', operation: 'ListBackupJobs', outcome: 'ok' },
  ]);
  expect(lines.join('')).not.toMatch(/QWERTY|hunter|typed/);
});

test.each(['StopBackupJob', 'DeleteRecoveryPoint', 'CreateBackupPlan'] as const)(
  '%s is refused before a socket opens',
  async (operation) => {
    const { url, requests } = await startServer(empty);
    const told: CallRecord[] = [];
    const aws = connect(url, { onCall: (record) => void told.push(record) });
    const problem = await problemOf(
      aws.call(scope, { service: 'backup', operation, input: {} as never }, { signal: never() }),
    );
    expect(problem.kind).toBe('refused-by-gate');
    expect([requests.length, told.length, aws.meter.total]).toEqual([0, 0, 0]);
  },
);

test('with write on it passes, on that connection alone', async () => {
  const { url, requests } = await startServer(empty);
  const connections = ['', 'read-only'].map((id) => ({
    id,
    endpointUrl: url,
    credentials: fixedKeys,
    write: id === '',
  }));
  const aws = connect(url, { connections });
  await aws.call(
    scope,
    { service: 'backup', operation: 'StopBackupJob', input: { BackupJobId: 'x' } },
    { signal: never() },
  );
  expect(requests[0]?.method).toBe('POST');
  const other = { ...scope, connection: 'read-only' };
  const problem = await problemOf(
    aws.call(
      other,
      { service: 'backup', operation: 'StopBackupJob', input: { BackupJobId: 'x' } },
      { signal: never() },
    ),
  );
  expect([problem.kind, requests.length]).toEqual(['refused-by-gate', 1]);
});

test('one attempt: retries are for those who know the budget', async () => {
  const { url, requests } = await startServer(reply(500, '{}'));
  await problemOf(
    connect(url).call(scope, { service: 'backup', operation: 'ListBackupJobs', input: {} }, { signal: never() }),
  );
  expect(requests).toHaveLength(1);
});

test('pages: an empty page goes on, and the input stays', async () => {
  const pages = [
    '{"BackupVaultList":[],"NextToken":"1"}',
    '{"BackupVaultList":[{"BackupVaultName":"v"}],"NextToken":"2"}',
    '{"BackupVaultList":[],"NextToken":null}',
  ];
  const { url, requests } = await startServer((request, response) =>
    reply(200, pages.shift() ?? '')(request, response),
  );
  const names: (string | undefined)[] = [];
  for await (const page of connect(url).pages(
    scope,
    { service: 'backup', operation: 'ListBackupVaults', input: { MaxResults: 5 } },
    { signal: never() },
  )) {
    names.push(page.BackupVaultList?.[0]?.BackupVaultName);
  }
  expect(names).toEqual([undefined, 'v', undefined]);
  expect(requests.map(({ url: path }) => path)).toEqual([
    '/backup-vaults?maxResults=5',
    '/backup-vaults?maxResults=5&nextToken=1',
    '/backup-vaults?maxResults=5&nextToken=2',
  ]);
});

test('an abort ends the call at once, on the wire too', async () => {
  const controller = new AbortController();
  const { url, requests } = await startServer(() => controller.abort());
  const problem = await problemOf(
    connect(url).call(
      scope,
      { service: 'backup', operation: 'ListBackupJobs', input: {} },
      { signal: controller.signal },
    ),
  );
  expect(problem).toMatchObject({ kind: 'aborted', retryable: false });
  await vi.waitFor(() => expect(requests[0]?.socket.destroyed).toBe(true), patienceMs);
});

test('an operation that is not offered is not asked for again until later', async () => {
  const { url, requests } = await startServer(reply(404, 'no route'));
  const clock = createFakeClock();
  const aws = connect(url, { clock });
  const ask = () =>
    problemOf(aws.call(scope, { service: 'backup', operation: 'ListScanJobs', input: {} }, { signal: never() }));
  expect((await ask()).kind).toBe('not-offered');
  expect((await ask()).kind).toBe('not-offered');
  expect(requests).toHaveLength(1);
  await clock.advance(900_000);
  await ask();
  expect(requests).toHaveLength(2);
});

test('what one address does not offer another may, under the same name of the connection', async () => {
  const { url } = await startServer(reply(404, 'no route'));
  const other = await startServer(empty);
  const aws = connect(url);
  await problemOf(aws.call(scope, { service: 'backup', operation: 'ListScanJobs', input: {} }, { signal: never() }));
  aws.connect({ id: scope.connection, endpointUrl: other.url, credentials: fixedKeys });
  await aws.call(scope, { service: 'backup', operation: 'ListScanJobs', input: {} }, { signal: never() });
  expect(other.requests).toHaveLength(1);
});

test('a Region that hangs does not hold the sockets of another on the same host', async () => {
  const { url } = await startServer((request, response) => {
    if (!request.headers.authorization?.includes('/eu-west-1/')) empty(request, response);
  });
  const aws = connect(url);
  const controller = new AbortController();
  const hanging = Array.from({ length: 8 }, () =>
    problemOf(
      aws.call(
        { ...scope, region: 'eu-west-1' },
        { service: 'backup', operation: 'ListBackupJobs', input: {} },
        { signal: controller.signal },
      ),
    ),
  );
  await expect(
    aws.call(scope, { service: 'backup', operation: 'ListBackupJobs', input: {} }, { signal: never() }),
  ).resolves.toBeDefined();
  controller.abort();
  expect(new Set((await Promise.all(hanging)).map(({ kind }) => kind))).toEqual(new Set(['aborted']));
});

test('expired keys are forgotten, and the next call signs with those on disk by then', async () => {
  const { url, requests } = await startServer((request, response) => {
    const fresh = request.headers.authorization?.includes('AKIDFRESH');
    (fresh ? empty : reply(403, '{"__type":"ExpiredTokenException"}'))(request, response);
  });
  const home = mkdtempSync(join(tmpdir(), 'vaultop-'));
  const file = join(home, 'credentials');
  const sign = (id: string) => writeFileSync(file, `[work]\naws_access_key_id=${id}\naws_secret_access_key=x\n`);
  sign('AKIDSTALE');
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', file);
  vi.stubEnv('AWS_CONFIG_FILE', join(home, 'config'));
  const aws = connect(url, { connections: [{ id: '', profile: 'work', endpointUrl: url }] });
  const call = () =>
    aws.call(scope, { service: 'backup', operation: 'ListBackupJobs', input: {} }, { signal: never() });
  expect(await problemOf(call())).toMatchObject({
    kind: 'expired-credentials',
    nextStep: 'renew the keys of profile work: aws configure --profile work, and its aws_session_token',
  });
  sign('AKIDFRESH');
  await expect(call()).resolves.toBeDefined();
  sign('AKIDOTHER');
  await expect(call()).resolves.toBeDefined();
  aws.renew('');
  expect((await problemOf(call())).kind).toBe('expired-credentials');
  expect(requests).toHaveLength(4);
  rmSync(home, { recursive: true });
  vi.unstubAllEnvs();
});

test('a role is assumed at the same endpoint, once for all its clients', async () => {
  const assumed = `<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>AKIDROLE</AccessKeyId>
    <SecretAccessKey>x</SecretAccessKey><SessionToken>t</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration>
    </Credentials></AssumeRoleResult></AssumeRoleResponse>`;
  const { url, requests } = await startServer((request, response) =>
    (request.method === 'POST' && request.url === '/' && request.headers['x-amz-target'] === undefined
      ? reply(200, assumed, { 'content-type': 'text/xml' })
      : empty)(request, response),
  );
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIDBASE');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'x');
  vi.stubEnv('AWS_PROFILE', undefined);
  const roleArn = 'arn:aws:iam::444455556666:role/Audit';
  const aws = connect(url, { connections: [{ id: 'audit', roleArn, endpointUrl: url }] });
  const there = { ...scope, connection: 'audit' };
  await Promise.all([
    aws.call(there, { service: 'backup', operation: 'ListBackupJobs', input: {} }, { signal: never() }),
    aws.call(
      { ...there, region: 'eu-west-1' },
      { service: 'cloudtrail', operation: 'LookupEvents', input: {} },
      { signal: never() },
    ),
  ]);
  const signedBy = requests.map(({ headers }) => /Credential=(\w+)/.exec(headers.authorization ?? '')?.[1]);
  expect(signedBy.sort()).toEqual(['AKIDBASE', 'AKIDROLE', 'AKIDROLE']);
  vi.unstubAllEnvs();
});

test('an unknown connection is a problem, not a crash', async () => {
  const aws = connect('http://127.0.0.1:1');
  const problem = await problemOf(
    aws.call(
      { ...scope, connection: 'x' },
      { service: 'backup', operation: 'ListBackupJobs', input: {} },
      { signal: never() },
    ),
  );
  expect(problem.kind).toBe('no-credentials');
});

test('a proxy carries the calls, past NO_PROXY and the embedded AWS', async () => {
  const target = await startServer(empty);
  const proxied: string[] = [];
  const proxy = await startServer((request, response) => {
    proxied.push(request.url ?? '');
    empty(request, response);
  });
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIDBASE');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'x');
  vi.stubEnv('AWS_PROFILE', undefined);
  const real = [{ id: '', endpointUrl: target.url }];
  const embedded = [{ id: '', endpointUrl: target.url, credentials: fixedKeys }];
  const ask = (connections: typeof real, env: NodeJS.ProcessEnv) =>
    connect(target.url, { connections, env }).call(
      scope,
      { service: 'backup', operation: 'ListBackupJobs', input: {} },
      { signal: never() },
    );
  await ask(real, { HTTP_PROXY: proxy.url });
  expect(proxied).toEqual([`${target.url}/backup-jobs`]);
  await ask(real, { HTTP_PROXY: proxy.url, NO_PROXY: '127.0.0.1' });
  await ask(embedded, { HTTP_PROXY: proxy.url });
  expect([proxied.length, target.requests.length]).toEqual([1, 2]);
  vi.unstubAllEnvs();
});

test('a CA bundle that cannot be read is named', async () => {
  const aws = connect('http://127.0.0.1:1', {
    connections: [{ id: '', endpointUrl: 'http://127.0.0.1:1' }],
    env: { AWS_CA_BUNDLE: '/nowhere/ca.pem' },
  });
  const problem = await problemOf(
    aws.call(scope, { service: 'backup', operation: 'ListBackupJobs', input: {} }, { signal: never() }),
  );
  expect(problem).toMatchObject({
    kind: 'unreachable',
    message: 'The CA bundle /nowhere/ca.pem cannot be used: there is no such file or directory.',
  });
});

test('close ends what runs and what waits, and lets no socket live', async () => {
  const { url, requests } = await startServer(() => {});
  const aws = connect(url, { maxSockets: 1 });
  const calls = [1, 2, 3].map(() =>
    problemOf(aws.call(scope, { service: 'backup', operation: 'ListBackupJobs', input: {} }, { signal: never() })),
  );
  await vi.waitFor(() => expect(requests).toHaveLength(1), patienceMs);
  aws.close();
  expect((await Promise.all(calls)).map(({ kind }) => kind)).toEqual(['aborted', 'aborted', 'aborted']);
  expect(
    (
      await problemOf(
        aws.call(scope, { service: 'backup', operation: 'ListBackupJobs', input: {} }, { signal: never() }),
      )
    ).kind,
  ).toBe('aborted');
  await vi.waitFor(() => expect(requests[0]?.socket.destroyed).toBe(true), patienceMs);
});
