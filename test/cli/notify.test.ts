import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { createAttentionNews } from '../../src/app/attention/attention-news.ts';
import { createNotifier, type NotifyOptions } from '../../src/cli/dashboard/notify.ts';
import { trouble } from '../components/fixtures.ts';

const silentLog = { info() {}, warn() {}, error() {} } as unknown as NotifyOptions['log'];

function notifierOf(options: Partial<NotifyOptions>) {
  const written: string[] = [];
  const notify = createNotifier({
    ...{ bell: 'off', capabilities: { multiplexer: 'none' }, env: {}, log: silentLog },
    write: (sequence) => written.push(sequence),
    ...options,
  });
  return { notify, written };
}

const shop = trouble('shop', 'us-east-1');
const orders = trouble('orders', 'us-east-1', { severity: 'critical' });

test('what stood there at first is no news; what comes after it is, once', () => {
  const news = createAttentionNews();
  expect(news([shop], false, 0)).toEqual([]);
  expect(news([shop], true, 1)).toEqual([]);
  expect(news([shop, orders], true, 2)).toEqual([orders]);
  expect(news([shop, orders], true, 3)).toEqual([]);
});

test('what goes and comes back soon is no news, later it is', () => {
  const news = createAttentionNews();
  news([], true, 0);
  expect(news([shop], true, 1)).toEqual([shop]);
  news([], true, 2);
  expect(news([shop], true, 60_000)).toEqual([]);
  news([], true, 3_600_000);
  expect(news([shop], true, 3_700_000)).toEqual([shop]);
});

test('what stood for long in a list that did not change is not forgotten when it goes and comes back soon', () => {
  const news = createAttentionNews();
  const standing = [shop];
  news(standing, true, 0);
  news(standing, true, 7_200_000);
  news([], true, 7_201_000);
  expect(news([shop], true, 7_260_000)).toEqual([]);
});

test('only what is bad enough calls', () => {
  const news = createAttentionNews('critical');
  news([], true, 0);
  expect(news([shop, orders], true, 1)).toEqual([orders]);
});

test.each([
  ['off', {}, []],
  ['on', {}, ['\x07']],
  ['desktop', {}, [`\x1b]9;vaultop: ${orders.text} and 1 more\x07`]],
  ['desktop', { VTE_VERSION: '7600' }, [`\x1b]777;notify;vaultop;${orders.text} and 1 more\x07`]],
] as const)('bell %s in %j', (bell, env, sequences) => {
  const { notify, written } = notifierOf({ bell, env });
  notify([orders, shop]);
  expect(written).toEqual(sequences);
  notify([]);
  expect(written).toEqual(sequences);
});

test('the command gets the news as JSON', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'vaultop-test-')), 'news.json');
  notifierOf({ command: `cat > '${file}'` }).notify([orders]);
  const read = await vi.waitFor(() => JSON.parse(readFileSync(file, 'utf8')), { timeout: 5_000 });
  expect(read).toMatchObject({
    schema: 'vaultop.attention/1',
    findings: [{ subject: 'orders', severity: 'critical' }],
  });
});
