import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createNotifier, type News, type NotifyOptions } from '../../src/cli/dashboard/notify.ts';
import { trouble } from '../components/fixtures.ts';

const silentLog = { info() {}, warn() {}, error() {} } as unknown as NotifyOptions['log'];

function notifierOf(options: Partial<NotifyOptions>) {
  const written: string[] = [];
  const notify = createNotifier({
    bell: 'off',
    capabilities: { multiplexer: 'none' },
    env: {},
    log: silentLog,
    write: (sequence) => written.push(sequence),
    ...options,
  });
  return { notify, written };
}

const shop = trouble('shop', 'us-east-1');
const orders = trouble('orders', 'us-east-1', { severity: 'critical' });

const news: News = {
  alerts: [
    { item: orders, reason: 'risen' },
    { item: shop, reason: 'new' },
  ],
  isDigest: false,
};

test.each([
  ['off', {}, []],
  ['on', {}, ['\x07']],
  ['desktop', {}, [`\x1b]9;vaultop: ${orders.text} and 1 more\x07`]],
  ['desktop', { VTE_VERSION: '7600' }, [`\x1b]777;notify;vaultop;${orders.text} and 1 more\x07`]],
] as const)('bell %s in %j', (bell, env, sequences) => {
  const { notify, written } = notifierOf({ bell, env });
  notify(news);
  expect(written).toEqual(sequences);
  notify({ alerts: [], isDigest: false });
  expect(written).toEqual(sequences);
});

test('the command gets the findings as JSON, each with its reason', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'vaultop-test-')), 'news.json');
  expect(await notifierOf({ command: `cat > '${file}'` }).notify(news)).toBe(true);
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({
    schema: 'vaultop.attention/1',
    digest: false,
    findings: [
      { subject: 'orders', severity: 'critical', reason: 'risen' },
      { subject: 'shop', reason: 'new' },
    ],
  });
});

test('a digest of nothing is sent too, so that its absence means something', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'vaultop-test-')), 'news.json');
  await notifierOf({ command: `cat > '${file}'` }).notify({ alerts: [], isDigest: true });
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ digest: true, findings: [] });
});

test.each(['exit 3', 'kill -9 $$', '/no/such/program'])(
  'a command that fails (%s) has notified nobody; the bell rings once',
  async (command) => {
    const { notify, written } = notifierOf({ command, bell: 'on' });
    expect(await notify(news)).toBe(false);
    expect(await notify(news)).toBe(false);
    expect(written).toEqual(['\x07']);
  },
);
