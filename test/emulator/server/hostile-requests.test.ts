// Requests of web pages, mistakes and attacks: refused in AWS's form, without further effect.
import { request as httpRequest } from 'node:http';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import type { Emulator } from '../../../src/emulator/server.ts';
import { emulatorAt } from '../clients.ts';
import { rawCall } from '../raw-call.ts';
import { callsOf } from '../wire-calls.ts';

/** `fetch` sets Host and Origin itself. */
function statusOf({ port }: Emulator, headers: Record<string, string>, path = '/_vaultop/clock'): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest({ host: '127.0.0.1', port, path, headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    sent.once('error', reject).end();
  });
}

test.each([
  ['no page', {}, 200],
  ['localhost', { host: 'localhost:4566' }, 200],
  ['an address', { host: '192.168.1.7:4566' }, 200],
  ['an address of the newer kind', { host: '[::1]:4566' }, 200],
  ['a page of its own', { host: '127.0.0.1:4566', origin: 'http://127.0.0.1:4566' }, 200],
  ['a name that leads here', { host: 'attacker.example:4566' }, 403],
  ['a name that leads here, with the page on it', { host: 'a.example', origin: 'http://a.example' }, 403],
  ['another page', { origin: 'https://attacker.example' }, 403],
  ['a page on another port', { host: '127.0.0.1:4566', origin: 'http://127.0.0.1:80' }, 403],
  ['a page in a sandbox', { origin: 'null' }, 403],
  ['an image on another page', { 'sec-fetch-site': 'cross-site' }, 403],
])('the control API and %s', async (_name, headers, status) => {
  expect(await statusOf(await emulatorAt(), headers)).toBe(status);
});

test('the name that the server listens on is its own', async () => {
  const emulator = await emulatorAt({ host: 'localhost' });
  expect(await statusOf(emulator, { host: 'localhost:1' })).toBe(200);
});

test.each(['constructor', 'toString', '__proto__', 'valueOf'])('there is no operation %s', async (name) => {
  const emulator = await emulatorAt();
  const calls = callsOf(emulator);
  expect((await calls.sns(name)).status).toBe(501);
  expect((await calls.query('sts', '2011-06-15', { Action: name })).status).toBe(501);
  expect((await calls.sqs(name, {})).status).toBe(501);
  expect((await calls.events(name, {})).status).toBe(501);
  expect((await rawCall(emulator, { path: '/backup-vaults', service: name })).status).toBe(404);
});

test('errors of the query protocol are XML, whoever may be meant', async () => {
  const emulator = await emulatorAt();
  const form = { path: '/', method: 'POST', body: 'Action=ListTopics&Version=2010-03-31' };
  for (const requested of [
    { ...form, unsigned: true },
    { ...form, service: 'sns', body: 'Action=Nothing' },
    { ...form, service: 'lambda' },
  ]) {
    const { status, headers, body } = await rawCall(emulator, requested);
    expect(status).toBeGreaterThanOrEqual(400);
    expect([headers.get('content-type'), body]).toEqual(['text/xml', expect.stringMatching(/^<ErrorResponse /)]);
  }
});

test('a rule whose name is no text is refused, and the rules are listed as before', async () => {
  const { events } = callsOf(await emulatorAt());
  const EventPattern = '{"source":["aws.backup"]}';
  for (const Name of [['all'], { length: 3 }, 7, true]) {
    const { status, output } = await events('PutRule', { Name, EventPattern });
    expect([status, output.__type]).toEqual([400, 'SerializationException']);
  }
  await events('PutRule', { Name: 'all', EventPattern });
  expect((await events('ListRules', {})).output.Rules).toHaveLength(1);
});

test('what was made for a wildcard is answered at once', async () => {
  const { events } = callsOf(await emulatorAt());
  const wildcard = `${'*a'.repeat(1_500)}*b`;
  const EventPattern = JSON.stringify({ detail: { name: [{ wildcard }] } });
  const Event = JSON.stringify({ detail: { name: 'a'.repeat(50_000) } });
  expect((await events('TestEventPattern', { EventPattern, Event })).output).toEqual({ Result: false });
});

test('a stretch of metrics that reaches back to the year 1 is cut to what is kept', async () => {
  const emulator = await emulatorAt();
  const ask = (MetricDataQueries: object[]) =>
    rawCall(emulator, {
      path: '/',
      method: 'POST',
      service: 'monitoring',
      headers: { 'x-amz-target': 'GraniteServiceVersion20100801.GetMetricData' },
      body: JSON.stringify({ StartTime: -62_000_000_000, EndTime: 253_000_000_000, MetricDataQueries }),
    });
  const MetricStat = {
    Metric: { Namespace: 'AWS/Backup', MetricName: 'NumberOfBackupJobsCompleted' },
    Stat: 'Sum',
    Period: 60,
  };
  expect((await ask([{ Id: 'm1', MetricStat }])).status).toBe(200);
  const filled = await ask([
    { Id: 'm1', MetricStat, ReturnData: false },
    { Id: 'e1', Expression: 'FILL(m1, 0)' },
  ]);
  expect([filled.status, filled.body]).toEqual([400, expect.stringContaining('more than 100800 datapoints')]);
  const nested = await ask([{ Id: 'e1', Expression: `${'('.repeat(1_000_000)}1` }]);
  expect(nested.status).toBe(400);
});

test('a body that is too large or that cannot be unpacked is told so', async () => {
  const emulator = await emulatorAt();
  const put = { path: '/', method: 'POST', service: 'monitoring' };
  const tooLarge = await rawCall(emulator, { ...put, body: 'a'.repeat(5 * 1024 * 1024) }).catch(() => undefined);
  expect(tooLarge?.status ?? 413).toBe(413);
  const headers = { 'content-encoding': 'gzip' };
  expect((await rawCall(emulator, { ...put, headers, body: 'no gzip' })).status).toBe(400);
  const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024));
  const response = await fetch(emulator.url, { method: 'POST', headers, body: bomb });
  expect(response.status).toBe(400);
});
