// The server of metrics: what it serves, to whom, and how often it renders.
import { chmodSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { createCallCounts } from '../../../src/cli/metrics/call-counts.ts';
import { familiesOf } from '../../../src/cli/metrics/metric-family.ts';
import { readMetricsFlags } from '../../../src/cli/metrics/metrics-flags.ts';
import { type MetricsServer, startMetricsServer } from '../../../src/cli/metrics/metrics-server.ts';
import { newHome } from '../../support/built-program.ts';

let server: MetricsServer | undefined;
afterEach(() => server?.close());

let now = 0;
let rendered = 0;
let fault: Error | undefined;
async function start(token?: string) {
  rendered = 0;
  fault = undefined;
  server = await startMetricsServer({
    address: { host: '127.0.0.1', port: 0 },
    token: () => token,
    clock: { now: () => now },
    families() {
      rendered += 1;
      if (fault) throw fault;
      return familiesOf({ up: [{ labels: { account: '1', region: 'eu-west-1' }, value: 1 }] });
    },
    failed() {},
  });
  return server.address.port;
}

interface ListResponse {
  readonly status: number | undefined;
  readonly type: string | undefined;
  readonly body: string;
}

function ask(
  port: number,
  path = '/metrics',
  headers: Record<string, string> = {},
  method = 'GET',
): Promise<ListResponse> {
  return new Promise((done, failed) => {
    const sent = request({ host: '127.0.0.1', port, path, headers, method, agent: false }, (response) => {
      let body = '';
      response.on('data', (data) => {
        body += data;
      });
      response.on('end', () => done({ status: response.statusCode, type: response.headers['content-type'], body }));
    });
    sent.on('error', failed);
    sent.end();
  });
}

test('only GET /metrics is served, in the format that the reader accepts', async () => {
  const port = await start();
  expect(await ask(port)).toMatchObject({ status: 200, type: 'text/plain; version=0.0.4; charset=utf-8' });
  expect((await ask(port)).body).toContain('vaultop_up{account="1",region="eu-west-1"} 1');
  const open = await ask(port, '/metrics', { accept: 'application/openmetrics-text; version=1.0.0' });
  expect(open.body).toMatch(/# EOF\n?$/);
  expect(open.type).toMatch(/^application\/openmetrics-text/);
  expect([await ask(port, '/'), await ask(port, '/metrics/x')].map(({ status }) => status)).toEqual([404, 404]);
  expect(await ask(port, '/metrics', {}, 'POST')).toMatchObject({ status: 405 });
});

test('a page that resolves its own name to this machine is refused', async () => {
  const port = await start();
  const statusFor = async (host: string) => (await ask(port, '/metrics', { host })).status;
  expect(await Promise.all(['localhost:1', '127.0.0.1', '[::1]:9464'].map(statusFor))).toEqual([200, 200, 200]);
  expect(await Promise.all(['evil.example', 'localhost.evil.example:80'].map(statusFor))).toEqual([403, 403]);
});

test('with a token nobody reads without it', async () => {
  const port = await start('a-long-enough-token');
  const statusFor = async (authorization?: string) =>
    (await ask(port, '/metrics', { host: 'collector.example', ...(authorization ? { authorization } : {}) })).status;
  expect(await statusFor()).toBe(401);
  expect(await statusFor('Bearer a-long-enough-toke')).toBe(401);
  expect(await statusFor('Bearer a-long-enough-token')).toBe(200);
});

test('a rendering is served again for five seconds, and so is a failure', async () => {
  const port = await start();
  await Promise.all([ask(port), ask(port), ask(port)]);
  now += 4_999;
  await ask(port);
  expect(rendered).toBe(1);
  now += 1;
  fault = new Error('/home/ana/store.sqlite is locked');
  const failed = await ask(port);
  expect([failed.status, failed.body.includes('ana')]).toEqual([500, false]);
  await ask(port);
  expect(rendered).toBe(2);
});

test('readers that hold connections open do not take more than sixteen', async () => {
  const port = await start();
  const sockets = Array.from({ length: 24 }, () => connect(port, '127.0.0.1'));
  const closed = sockets.map((socket) => new Promise((done) => socket.on('error', () => {}).on('close', done)));
  const first = async (count: number) => {
    let left = count;
    await new Promise<void>((done) => {
      for (const one of closed) {
        void one.then(() => {
          left -= 1;
          if (left === 0) done();
        });
      }
    });
  };
  await first(24 - 16);
  expect(sockets.filter(({ closed: isClosed }) => !isClosed)).toHaveLength(16);
  for (const socket of sockets) socket.destroy();
  expect(await ask(port).catch(() => ask(port))).toMatchObject({ status: 200 });
});

test('an address that other machines reach needs a token that only its owner can read', () => {
  const file = join(newHome(), 'token');
  writeFileSync(file, 'a-long-enough-token\n', { mode: 0o600 });
  const read = (metrics: string, tokenFile?: string) =>
    readMetricsFlags({ metrics, ...(tokenFile === undefined ? {} : { 'metrics-token-file': tokenFile }) });
  expect(read('127.0.0.1:9464')).toEqual({ address: { host: '127.0.0.1', port: 9464 }, ofResources: false });
  expect(read('[::1]:9464')?.address).toEqual({ host: '::1', port: 9464 });
  expect(() => read('0.0.0.0:9464')).toThrow(/requires --metrics-token-file/);
  expect(read('0.0.0.0:9464', file)).toMatchObject({ token: 'a-long-enough-token' });
  for (const wrong of ['9464', 'evil.example:1', '127.0.0.1', '127.0.0.1:70000']) {
    expect(() => read(wrong)).toThrow(/--metrics takes an address with a port/);
  }
  chmodSync(file, 0o644);
  expect(() => read('0.0.0.0:9464', file)).toThrow(/other users can read it/);
  writeFileSync(file, 'short');
  chmodSync(file, 0o600);
  expect(() => read('0.0.0.0:9464', file)).toThrow(/at least 16 characters/);
  expect(() => readMetricsFlags({ 'metrics-token-file': file })).toThrow(/requires --metrics/);
});

test('calls are counted by account-Region, without those that the program has left', () => {
  const counts = createCallCounts();
  const scope = { accountId: '1', region: 'eu-west-1', connection: 'any' };
  for (const outcome of ['ok', 'throttled', 'denied', 'denied', 'aborted'] as const) counts.add({ scope, outcome });
  const labels = { account: '1', region: 'eu-west-1' };
  expect(counts.samples()).toEqual({
    calls: [{ labels, value: 5 }],
    throttles: [{ labels, value: 1 }],
    errors: [{ labels: { ...labels, kind: 'denied' }, value: 2 }],
  });
});
